'use server'
import { z } from 'zod'
import { verifyHospital as verify } from '#lib/organization/commands.ts'
import { personAction } from '#lib/web/action.ts'

export const verifyHospital = personAction({
  input: z.object({ hospitalId: z.string() }),
  run: async ({ db, actor }, { hospitalId }) => {
    await verify(db, actor, hospitalId)
    return { message: 'The hospital is in the directory now.' }
  },
})
