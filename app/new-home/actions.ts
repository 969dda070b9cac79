'use server'
import { acceptHome } from '#lib/patient/rehoming/commands.ts'
import { acceptInput } from '#lib/patient/rehoming/schema.ts'
import { personAction } from '#lib/web/action.ts'

export const acceptNewHome = personAction({
  input: acceptInput,
  run: async ({ db, actor }, { token }) => ({ redirect: await acceptHome(db, actor, token) }),
})
