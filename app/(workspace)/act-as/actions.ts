'use server'
import { z } from 'zod'
import { actAs as wearHat } from '#lib/auth/account.ts'
import { signOutHere } from '#lib/auth/browser.ts'
import { nextPath } from '#lib/auth/schema.ts'
import { landingOf } from '#lib/organization/rules.ts'
import { personAction, plainAction, publicAction } from '#lib/web/action.ts'

/** Acts as `hat` (an organization's id, or "me") from now on, and goes on to `next` or to where that hat begins. */
export const actAs = plainAction(
  personAction({
    input: z.object({ hat: z.string(), next: nextPath }),
    run: async ({ db, actor }, { hat, next }) => {
      const now = await wearHat(db, actor, hat)
      return { redirect: next ?? landingOf(now) }
    },
  }),
)

/** Works for a session that has ended already, too. */
export const signOut = plainAction(
  publicAction({
    input: z.object({}),
    run: async () => null,
    after: async () => {
      await signOutHere()
      return { redirect: '/sign-out' }
    },
  }),
)
