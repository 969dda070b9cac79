'use server'
import { acceptSupport as accept } from '#lib/case/support/commands.ts'
import { acceptInput } from '#lib/case/support/schema.ts'
import { personAction } from '#lib/web/action.ts'

export const acceptSupport = personAction({
  input: acceptInput,
  run: async ({ db, actor }, { token }) => ({ redirect: await accept(db, actor, token) }),
})
