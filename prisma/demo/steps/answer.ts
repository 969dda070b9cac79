import { saveDraft, sign } from '#lib/case/recommendation/commands.ts'
import type { DraftPatch } from '#lib/case/recommendation/draft.ts'
import { addPlanLine } from '#lib/case/recommendation/plan.ts'
import type { PlanSide } from '#lib/case/recommendation/plan-rules.ts'
import { readDraft } from '#lib/case/recommendation/queries.ts'
import type { DemoAnswer } from '../story.ts'
import { actAs, step, type Step, type Walk } from '../walk.ts'

/** Part of an answer, saved and not signed: nobody but the hospital reads it. */
export const drafts = (answer: Partial<DemoAnswer>): Step => step(4, (walk) => save(walk, patchOf(answer)))

export const signs = (answer: DemoAnswer): Step =>
  step(17, async (walk) => {
    await save(walk, patchOf(answer))
    await signNow(walk)
  })

/** Who does what, written with the answer: whose it is, what, and how many days after the signing. */
export const plans = (...lines: [who: PlanSide, what: string, afterDays: number | null][]): Step =>
  step(1, async (walk) => {
    await actAs(walk, 'SPECIALIST', async (db, actor, access) => {
      for (const [who, what, afterDays] of lines)
        await addPlanLine(db, actor, access, 'plan.draft', { who, what, afterDays, dueOn: null })
    })
  })

/** An addendum: a new version that says what changed and why. */
export const amends = (addendumReason: string, changes: Partial<DemoAnswer>): Step =>
  step(26, async (walk) => {
    await save(walk, { ...patchOf(changes), addendumReason })
    await signNow(walk)
  })

const patchOf = ({ answers, ...content }: Partial<DemoAnswer>): DraftPatch => ({
  ...content,
  answers: new Map((answers ?? []).entries()),
})

async function save(walk: Walk, patch: DraftPatch): Promise<void> {
  await actAs(walk, 'SPECIALIST', async (db, actor, access) => {
    const { number, version } = await readDraft(db, access)
    return saveDraft(db, actor, access, patch, { number, version })
  })
}

async function signNow(walk: Walk): Promise<void> {
  await actAs(walk, 'SPECIALIST', async (db, actor, access) => {
    const { number, version } = await readDraft(db, access)
    return sign(db, actor, access, { number, version, signedName: actor.name, statement: true })
  })
}
