'use server'
import { askErasure, cancelErasure } from '#lib/person/erasure.ts'
import { erasureAsked, nothing } from '#lib/person/schema.ts'
import { personAction } from '#lib/web/action.ts'

export const askToBeForgotten = personAction({
  input: erasureAsked,
  run: async ({ db, actor }) => {
    await askErasure(db, actor)
    return { message: 'You are forgotten in seven days, unless you call it off.' }
  },
})

export const callErasureOff = personAction({
  input: nothing,
  run: async ({ db, actor }) => {
    await cancelErasure(db, actor)
    return { message: 'Called off: your account stays.' }
  },
})
