'use server'
import { shareAnswer } from '#lib/case/begun/inviting.ts'
import { saveDraft, sign } from '#lib/case/recommendation/commands.ts'
import { patchOf, seenIn } from '#lib/case/recommendation/draft.ts'
import { addPlanLine, dropPlanLine, markPlanLine } from '#lib/case/recommendation/plan.ts'
import { planChoice, planDoneSchema, planLineSchema } from '#lib/case/recommendation/plan-schema.ts'
import { saveSchema, shareSchema, signSchema, vetViewSchema } from '#lib/case/recommendation/schema.ts'
import { sayWhatVetThinks } from '#lib/case/recommendation/vet-view.ts'
import { caseAction, type Outcome } from '#lib/web/action.ts'
import { practiceHeardBy } from '#lib/words.ts'

export const autosave = caseAction('recommendation.write', {
  quiet: true,
  input: saveSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => ({
    data: await saveDraft(db, actor, access, patchOf(input), seenIn(input)),
  }),
})

/** The buttons: saves, with `over` another's text too, and leads on to the review with `go`. */
export const save = caseAction('recommendation.write', {
  input: saveSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    await saveDraft(db, actor, access, patchOf(input), seenIn(input))
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

export const tellVetView = caseAction('recommendation.comment', {
  input: vetViewSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    await sayWhatVetThinks(db, actor, access, input)
    return { message: `Thank you. It stands beside the recommendation, for ${practiceHeardBy(access.row.kind)}.` }
  },
})

const ADDED = 'It is on the plan.'
const DROPPED = 'It is off the plan.'

export const addToPlan = caseAction('plan.write', {
  input: planLineSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    await addPlanLine(db, actor, access, 'plan.write', input)
    return { message: ADDED }
  },
})

export const takeOffPlan = caseAction('plan.write', {
  input: planChoice,
  run: async ({ db, actor, access }, { itemId }): Promise<Outcome> => {
    await dropPlanLine(db, actor, access, 'plan.write', itemId)
    return { message: DROPPED }
  },
})

export const markPlan = caseAction('plan.done', {
  input: planDoneSchema,
  run: async ({ db, actor, access }, { itemId, done }): Promise<Outcome> => {
    await markPlanLine(db, actor, access, itemId, done === 'yes')
    return { message: done === 'yes' ? 'Done: everybody on the case reads it.' : 'It is open again.' }
  },
})

/** While the answer is written, the plan is the hospital's own. */
export const addToDraftPlan = caseAction('plan.draft', {
  input: planLineSchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    await addPlanLine(db, actor, access, 'plan.draft', input)
    return { message: ADDED }
  },
})

export const takeOffDraftPlan = caseAction('plan.draft', {
  input: planChoice,
  run: async ({ db, actor, access }, { itemId }): Promise<Outcome> => {
    await dropPlanLine(db, actor, access, 'plan.draft', itemId)
    return { message: DROPPED }
  },
})

/** In a consultation: the owner may read the answer from now on. */
export const shareWithOwner = caseAction('recommendation.share', {
  input: shareSchema,
  run: ({ db, actor, access }, { ownerName, ownerEmail }) =>
    shareAnswer(db, actor, access, { name: ownerName, email: ownerEmail }),
  after: async () => ({ message: 'Shared. The owner gets a mail.' }),
})
