'use server'
import { noteDeath, stillWanted } from '#lib/patient/farewell/commands.ts'
import { deathInput, nothing } from '#lib/patient/farewell/schema.ts'
import { caseAction } from '#lib/web/action.ts'

export const saysDied = caseAction('patient.died', {
  input: deathInput,
  run: async ({ db, actor, access }, { diedOn }) => {
    await noteDeath(db, actor, access, diedOn)
    return { message: 'It is noted, and reminders have stopped' }
  },
})

export const takesDeathBack = caseAction('patient.died', {
  input: nothing,
  run: async ({ db, actor, access }) => {
    await noteDeath(db, actor, access, null)
    return { message: 'Taken back' }
  },
})

export const saysStillWanted = caseAction('patient.stillWanted', {
  input: nothing,
  run: async ({ db, access }) => {
    await stillWanted(db, access)
    return { message: 'The hospital knows that you still want the answer' }
  },
})
