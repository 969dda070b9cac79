'use server'
import { dropItem, keepItem, resetList } from '#lib/case/records/readiness/hospital-list.ts'
import { dropSchema, itemSchema, resetSchema } from '#lib/case/records/readiness/item-form.ts'
import { orgAction } from '#lib/web/action.ts'

export const saveItem = orgAction('org.editServices', {
  input: itemSchema,
  run: async ({ db, actor, org }, input) => {
    await keepItem(db, { actor, org }, input)
    return { message: `${input.name} is on the list.` }
  },
})

export const takeOff = orgAction('org.editServices', {
  input: dropSchema,
  run: async ({ db, actor, org }, input) => {
    await dropItem(db, { actor, org }, input)
    return { message: 'It is off the list for requests from now on.' }
  },
})

export const backToOurs = orgAction('org.editServices', {
  input: resetSchema,
  run: async ({ db, actor, org }, input) => {
    await resetList(db, { actor, org }, input)
    return { message: 'The list is Conferral’s own again.' }
  },
})
