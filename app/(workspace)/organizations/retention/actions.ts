'use server'
import { keepFor as keep, liftHold as lift, placeHold as place } from '#lib/case/retention/commands.ts'
import { holdSchema, liftSchema, retentionSchema } from '#lib/case/retention/schema.ts'
import { orgAction } from '#lib/web/action.ts'

export const keepFor = orgAction('org.retention', {
  input: retentionSchema,
  run: async ({ db, org }, input) => {
    await keep(db, org, input)
    return { message: 'Saved.' }
  },
})

export const placeHold = orgAction('org.retention', {
  input: holdSchema,
  run: async ({ db, actor, org }, input) => {
    await place(db, actor, org, input)
    return { message: 'The hold stands: nothing is removed until it is lifted.' }
  },
})

export const liftHold = orgAction('org.retention', {
  input: liftSchema,
  run: async ({ db, actor, org }, input) => {
    await lift(db, actor, org, input)
    return { message: 'The hold is lifted.' }
  },
})
