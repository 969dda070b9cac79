'use server'
import { z } from 'zod'
import { device, keepSession, place } from '#lib/auth/browser.ts'
import { limit } from '#lib/auth/limits.ts'
import { timeZone } from '#lib/auth/schema.ts'
import { acceptAs, acceptNew } from '#lib/case/begun/accepting.ts'
import { personAction, publicAction } from '#lib/web/action.ts'

const token = z.string().max(200).catch('')

/** The press of somebody who is signed in at the invitation's address. */
export const becomeOwner = personAction({
  input: z.object({ token }),
  run: async ({ db, actor }, given) => ({ redirect: await acceptAs(db, actor, given.token) }),
})

/** The press of somebody new: account, session and owner at once. */
export const becomeNewOwner = publicAction({
  input: z.object({ token, timeZone: timeZone.catch('UTC') }),
  run: async () => null,
  after: async (_nothing, _again, given) => {
    await limit('confirmFromPlace', await place())
    const session = await acceptNew(given.token, given.timeZone, await device())
    await keepSession(session)
    return { redirect: session.path }
  },
})
