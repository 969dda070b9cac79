'use server'
import { refresh } from 'next/cache'
import { signedFrom } from '#lib/auth/browser.ts'
import { takeFromFile } from '#lib/case/begun/from-file.ts'
import { sendBegun } from '#lib/case/begun/sending.ts'
import { savePracticeDraft } from '#lib/case/request/practice-draft.ts'
import { PRACTICE_STEPS } from '#lib/case/request/practice-rules.ts'
import { practiceSaveSchema, practiceSendSchema, takeFileSchema } from '#lib/case/request/practice-schema.ts'
import { AppError, forbidden } from '#lib/errors.ts'
import { caseAction, type Outcome } from '#lib/web/action.ts'

/** Saves what was typed so far of a practice's own draft, in passing. */
export const keepBegun = caseAction('request.edit', {
  input: practiceSaveSchema,
  quiet: true,
  run: async ({ db, access }, input): Promise<Outcome> => {
    if (access.side !== 'PRACTICE') throw forbidden()
    return { data: await savePracticeDraft(db, access, input, input.version) }
  },
})

/** Saves a page of it and leads on, or back. */
export const saveBegun = caseAction('request.edit', {
  input: practiceSaveSchema,
  run: async ({ db, access }, input): Promise<Outcome> => {
    if (access.side !== 'PRACTICE') throw forbidden()
    try {
      await savePracticeDraft(db, access, input, input.version)
    } catch (error) {
      if (error instanceof AppError && error.code === 'CONFLICT') refresh()
      throw error
    }
    if (input.go === 'file') return { redirect: `/cases/${access.row.id}/request?step=file` }
    const at = PRACTICE_STEPS.indexOf(input.step) + (input.go === 'back' ? -1 : 1)
    return { redirect: `/cases/${access.row.id}/request?step=${PRACTICE_STEPS[at] ?? 'review'}` }
  },
})

/** Puts what a file says for certain into the form. */
export const readFile = caseAction('request.edit', {
  input: takeFileSchema,
  run: async ({ db, actor, access }, { recordId }): Promise<Outcome> => {
    if (actor.kind !== 'PERSON' || access.side !== 'PRACTICE') throw forbidden()
    await takeFromFile(db, actor, access, recordId)
    return { redirect: `/cases/${access.row.id}/request?step=write` }
  },
})

/** The vet's signature, which sends it. */
export const sendBegunCase = caseAction('case.submit', {
  input: practiceSendSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    if (actor.kind !== 'PERSON') throw forbidden()
    await sendBegun(db, actor, access, input, await signedFrom())
    return { redirect: `/cases/${access.row.id}` }
  },
})
