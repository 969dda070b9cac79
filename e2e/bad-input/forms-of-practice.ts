import type { TestCase } from '#lib/testing/world.ts'
import { choice, date, type Fields, id, words } from './fields.ts'
import { type CaseScene, type Form, onCase } from './scenes.ts'
import { idOf } from './world.ts'

// What a practice sends beside the forms of a case that all know: the plan beside a recommendation.

const planLine: Fields = {
  who: choice('PRACTICE'),
  what: words('Repeat the echo'),
  afterDays: choice(''),
  dueOn: date(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)),
}

const lineOf = (at: TestCase, side: 'OWNER' | 'HOSPITAL', who = side): Promise<string> =>
  idOf(
    `insert into "PlanItem" ("caseId", id, who, what, side, "authorId", "authorName")
     values ($1, gen_random_uuid(), $2, 'Count breaths', $3, gen_random_uuid(), 'Somebody') returning id`,
    [at.id, who, side],
  )

const ownLine =
  (side: 'OWNER' | 'HOSPITAL') =>
  async ({ at, rival }: CaseScene): Promise<Fields> => ({ itemId: id(await lineOf(at, side), rival.recordId, at.id) })

export const FORMS_OF_PRACTICE: Record<string, Form> = {
  addToPlan: onCase({ status: 'ANSWERED', who: 'owner' }, () => planLine),
  takeOffPlan: onCase({ status: 'ANSWERED', who: 'owner' }, ownLine('OWNER')),
  markPlan: onCase({ status: 'ANSWERED', who: 'owner' }, async (scene) => ({
    ...(await ownLine('OWNER')(scene)),
    done: choice('yes'),
  })),
  addToDraftPlan: onCase({ status: 'IN_REVIEW', who: 'specialist' }, () => planLine),
  takeOffDraftPlan: onCase({ status: 'IN_REVIEW', who: 'specialist' }, ownLine('HOSPITAL')),
}
