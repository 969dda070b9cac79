'use server'
import { z } from 'zod'
import { device, keepSession } from '#lib/auth/browser.ts'
import { signInAsDemo } from '#lib/auth/demo.ts'
import { plainAction, publicAction } from '#lib/web/action.ts'

/** Works on a developer machine only, and for demo people only. */
export const signInAsDemoPerson = plainAction(
  publicAction({
    input: z.object({ email: z.string() }),
    run: async () => null,
    after: async (_nothing, _again, { email }) => {
      const session = await signInAsDemo(email, await device())
      await keepSession(session)
      return { redirect: session.path }
    },
  }),
)
