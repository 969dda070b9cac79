'use server'
import { newService, promisesChange, serviceChange, serviceSwitch } from '#lib/organization/service-schema.ts'
import { addService, changePromises, changeService, switchService } from '#lib/organization/services.ts'
import { changeProfile } from '#lib/organization/profile.ts'
import { profileChange } from '#lib/organization/profile-schema.ts'
import { orgAction } from '#lib/web/action.ts'

export const add = orgAction('org.editServices', {
  input: newService,
  run: async ({ db, org }, input) => {
    await addService(db, org, input)
    return { message: `${input.name} is on offer.` }
  },
})

export const change = orgAction('org.editServices', {
  input: serviceChange,
  run: async ({ db, org }, input) => {
    await changeService(db, org, input)
    return { message: `${input.name} is saved.` }
  },
})

export const turn = orgAction('org.editServices', {
  input: serviceSwitch,
  run: async ({ db, org }, input) => {
    await switchService(db, org, input)
    return {
      message:
        input.active === 'on' ? 'It is on offer again.' : 'It is not offered any more. Cases that chose it go on.',
    }
  },
})

export const promise = orgAction('org.edit', {
  input: promisesChange,
  run: async ({ db, org }, input) => {
    await changePromises(db, org, input)
    return { message: 'Saved. Cases from now on get these promises.' }
  },
})

export const profile = orgAction('org.edit', {
  input: profileChange,
  run: async ({ db, org }, input) => {
    await changeProfile(db, org, input)
    return { message: 'Saved. The public page says so from now on.' }
  },
})
