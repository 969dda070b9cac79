'use server'
import { limitSchema } from '#lib/operator/schema.ts'
import { setStorageLimit as set } from '#lib/operator/storage.ts'
import { personAction } from '#lib/web/action.ts'

export const setStorageLimit = personAction({
  input: limitSchema,
  run: async ({ db, actor }, input) => {
    await set(db, actor, input)
    return { message: 'Saved: it holds from the next file on.' }
  },
})
