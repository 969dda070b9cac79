'use server'
import { z } from 'zod'
import { acceptInvitation as accept } from '#lib/organization/commands.ts'
import { personAction } from '#lib/web/action.ts'

export const acceptInvitation = personAction({
  input: z.object({ token: z.string() }),
  run: async ({ db, actor }, { token }) => ({ redirect: await accept(db, actor, token) }),
})
