'use server'
import { z } from 'zod'
import {
  revokeOtherSessions as revokeOthers,
  revokeSession as revokeOne,
  saveProfile as save,
} from '#lib/auth/account.ts'
import { profile } from '#lib/auth/schema.ts'
import { personAction } from '#lib/web/action.ts'

export const saveProfile = personAction({
  input: profile,
  run: async ({ db, actor }, input) => {
    await save(db, actor, input)
    return { message: 'Saved.' }
  },
})

export const revokeSession = personAction({
  input: z.object({ sessionId: z.string() }),
  run: async ({ db, actor }, { sessionId }) => {
    await revokeOne(db, actor, sessionId)
    return { message: 'Signed out there. Its next click leads to the sign-in.' }
  },
})

export const revokeOtherSessions = personAction({
  input: z.object({}),
  run: async ({ db, actor }) => {
    const count = await revokeOthers(db, actor)
    return { message: count === 1 ? 'Signed out on the other device.' : `Signed out on ${count} other devices.` }
  },
})
