'use server'
import { claimCredential, endCredential } from '#lib/organization/credentials.ts'
import { changeGroup } from '#lib/organization/profile.ts'
import { credentialChoice, groupChange, newCredential } from '#lib/organization/profile-schema.ts'
import { orgAction } from '#lib/web/action.ts'

export const addCredential = orgAction('org.editMember', {
  input: newCredential,
  run: async ({ db, org }, input) => {
    await claimCredential(db, org, input)
    return { message: 'Noted. We look it up in the register.' }
  },
})

export const removeCredential = orgAction('org.editMember', {
  input: credentialChoice,
  run: async ({ db, org }, input) => {
    await endCredential(db, org, input)
    return { message: 'Taken off.' }
  },
})

/** The corporate group, as a practice says it. */
export const ownGroup = orgAction('org.edit', {
  input: groupChange,
  run: async ({ db, org }, input) => {
    await changeGroup(db, org, input)
    return { message: 'Saved.' }
  },
})
