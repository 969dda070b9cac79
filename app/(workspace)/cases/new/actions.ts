'use server'
import { createDraft } from '#lib/case/request/commands.ts'
import { startSchema } from '#lib/case/request/schema.ts'
import { addPatient } from '#lib/patient/commands.ts'
import { type Outcome, personAction } from '#lib/web/action.ts'

/** Begins a request: for an animal that is there, or one that is added on the same page. */
export const startRequest = personAction({
  input: startSchema,
  run: async ({ db, actor }, { patientId, animal, service, situation }): Promise<Outcome> => {
    const id = animal ? (await addPatient(db, actor, animal)).patientId : patientId
    const { caseId } = await createDraft(db, actor, { patientId: id, serviceId: service, situation })
    return { redirect: `/cases/${caseId}/request` }
  },
})
