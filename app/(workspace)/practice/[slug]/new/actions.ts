'use server'
import { beginCase } from '#lib/case/request/practice-draft.ts'
import { beginSchema } from '#lib/case/request/practice-schema.ts'
import { orgAction } from '#lib/web/action.ts'

export const begin = orgAction('org.startCase', {
  input: beginSchema,
  run: async ({ db, actor, org }, input) => {
    const { caseId } = await beginCase(db, actor, org, input)
    return { redirect: `/cases/${caseId}/request?step=${input.go ?? 'write'}` }
  },
})
