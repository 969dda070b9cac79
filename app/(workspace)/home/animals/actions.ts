'use server'
import { addPatient, editPatient } from '#lib/patient/commands.ts'
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
