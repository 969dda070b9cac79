'use server'
import { refresh } from 'next/cache'
import { saveDraft, sign } from '#lib/case/recommendation/commands.ts'
import { patchOf } from '#lib/case/recommendation/draft.ts'
import { saveSchema, signSchema } from '#lib/case/recommendation/schema.ts'
import { AppError } from '#lib/errors.ts'
import { caseAction, type Outcome } from '#lib/web/action.ts'

export const autosave = caseAction('recommendation.write', {
  quiet: true,
  input: saveSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => ({
    data: await saveDraft(db, actor, access, patchOf(input), input),
  }),
})

/** The buttons: saves, and leads on to the review with `go`. */
export const save = caseAction('recommendation.write', {
  input: saveSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    try {
      await saveDraft(db, actor, access, patchOf(input), input)
    } catch (error) {
      // The page comes back with the version that is stored now, so that the next press of the button saves.
      if (error instanceof AppError && error.code === 'CONFLICT') refresh()
      throw error
    }
    return input.go === 'review'
      ? { redirect: `/cases/${access.row.id}/recommendation?step=review` }
      : { message: 'Saved. Only your hospital sees this draft.' }
  },
})

export const signRecommendation = caseAction('recommendation.sign', {
  input: signSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    await sign(db, actor, access, input)
    return { redirect: `/cases/${access.row.id}/recommendation` }
  },
})
