'use server'
import { addPatient, editPatient } from '#lib/patient/commands.ts'
import { noteOwnDeath } from '#lib/patient/farewell/commands.ts'
import { ownDeathInput, patientChoice } from '#lib/patient/farewell/schema.ts'
import { endCoOwner, inviteCoOwner, leaveCoOwner } from '#lib/patient/owners/commands.ts'
import { coOwnerChoice, coOwnerInput, leaveInput } from '#lib/patient/owners/schema.ts'
import { endOffer, offerHome } from '#lib/patient/rehoming/commands.ts'
import { offerChoice, offerInput } from '#lib/patient/rehoming/schema.ts'
import { editPatientSchema, patientSchema } from '#lib/patient/schema.ts'
import { type Outcome, personAction } from '#lib/web/action.ts'

export const addAnimal = personAction({
  input: patientSchema,
  run: async ({ db, actor }, input): Promise<Outcome> => {
    await addPatient(db, actor, input)
    return { redirect: '/home' }
  },
})

export const editAnimal = personAction({
  input: editPatientSchema,
  run: async ({ db, actor }, input): Promise<Outcome> => {
    await editPatient(db, actor, input)
    return { redirect: '/home' }
  },
})

export const noteOwnAnimalDied = personAction({
  input: ownDeathInput,
  run: async ({ db, actor }, input): Promise<Outcome> => {
    await noteOwnDeath(db, actor, input)
    return { message: 'It is noted, and reminders have stopped' }
  },
})

export const takeOwnDeathBack = personAction({
  input: patientChoice,
  run: async ({ db, actor }, { patientId }): Promise<Outcome> => {
    await noteOwnDeath(db, actor, { patientId, diedOn: null })
    return { message: 'Taken back' }
  },
})

export const offerNewHome = personAction({
  input: offerInput,
  run: async ({ db, actor }, input): Promise<Outcome> => {
    await offerHome(db, actor, input)
    return { message: `The offer is on its way to ${input.email}` }
  },
})

export const endNewHomeOffer = personAction({
  input: offerChoice,
  run: async ({ db, actor }, { homeId }): Promise<Outcome> => {
    await endOffer(db, actor, homeId)
    return { message: 'The offer is taken back' }
  },
})

export const askToOwnTogether = personAction({
  input: coOwnerInput,
  run: async ({ db, actor }, input): Promise<Outcome> => {
    await inviteCoOwner(db, actor, input)
    return { message: `The invitation is on its way to ${input.email}` }
  },
})

export const endCoOwnership = personAction({
  input: coOwnerChoice,
  run: async ({ db, actor }, { coOwnerId }): Promise<Outcome> => {
    await endCoOwner(db, actor, coOwnerId)
    return { message: 'It has ended' }
  },
})

export const leaveAnimal = personAction({
  input: leaveInput,
  run: async ({ db, actor }, { patientId }): Promise<Outcome> => {
    await leaveCoOwner(db, actor, patientId)
    return { redirect: '/home' }
  },
})
