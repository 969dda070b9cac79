'use server'
import { acceptCoOwner } from '#lib/patient/owners/commands.ts'
import { acceptInput } from '#lib/patient/owners/schema.ts'
import { personAction } from '#lib/web/action.ts'

export const ownTogether = personAction({
  input: acceptInput,
  run: async ({ db, actor }, { token }) => ({ redirect: await acceptCoOwner(db, actor, token) }),
})
