'use server'
import { device, keepSession, place } from '#lib/auth/browser.ts'
import { limit } from '#lib/auth/limits.ts'
import { confirmLink, requestLink } from '#lib/auth/links.ts'
import { confirmation, linkRequest } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { publicAction } from '#lib/web/action.ts'

/** Mails a link. What is said afterwards is the same for every address. */
export const requestSignIn = publicAction({
  input: linkRequest,
  run: async () => null,
  after: async (_nothing, _again, { email, next }) => {
    await requestLink(email, next, await place())
    return { redirect: `/sign-in/sent?${new URLSearchParams({ email, ...(next ? { next } : {}) })}` }
  },
})

/** The press of a mailed link's button. */
export const confirmSignIn = publicAction({
  input: confirmation,
  run: async () => null,
  after: async (_nothing, _again, { email, token, name, timeZone, next }) => {
    await limit('confirmFromPlace', await place())
    const given = { address: email, token, name, timeZone, next, device: await device() }
    try {
      const session = await confirmLink(given)
      await keepSession(session)
      return { redirect: session.path }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error
      // Used up a moment before: the page says so, and offers what helps.
      return { redirect: `/sign-in/confirm?${new URLSearchParams({ email, token, ...(next ? { next } : {}) })}` }
    }
  },
})
