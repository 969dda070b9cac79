import { createDraft, discard, saveDraft, submit } from '#lib/case/request/commands.ts'
import type { DraftPatch } from '#lib/case/request/patch.ts'
import { resend } from '#lib/case/request/resend.ts'
import { asActor } from '#lib/db/unit.ts'
import { actAs, step, type Step, type Walk } from '../walk.ts'

/** The draft with everything in it, saved as the form does: some of it first, the rest later. */
export async function writeRequest(walk: Walk): Promise<void> {
  const actor = walk.cast.OWNER
  const { caseId } = await asActor(actor, (db) => createDraft(db, actor, { patientId: walk.patientId }))
  walk.caseId = caseId
  const { complaint, history, diagnosis, plan, medications, decision, matters, questions } = walk.story.asks
  await save(walk, { ...safetyOf(walk), presentingComplaint: complaint, history, workingDiagnosis: diagnosis })
  if (isHalf(walk)) return
  const { name, practice, email } = walk.vet
  await save(walk, alsoOf(walk))
  await save(walk, {
    ...{ proposedPlan: plan, medications, decisionAhead: decision, whatMatters: matters, questions },
    ...{ serviceId: walk.serviceId, attendingVetName: name, attendingVetPractice: practice, attendingVetEmail: email },
    livesIn: walk.livesIn,
  })
}

/** A request without questions was left in the middle. */
const isHalf = (walk: Walk): boolean => walk.story.asks.questions.length === 0

function alsoOf({ story }: Walk): DraftPatch {
  const { decideInDays, ...also } = story.asks.also ?? {}
  const day = decideInDays === undefined ? null : new Date(Date.now() + decideInDays * 86_400_000)
  return { ...also, ...(day ? { decisionOn: day.toISOString().slice(0, 10) } : {}) }
}

function safetyOf({ story: { redFlags = [], urgency = 'ROUTINE' } }: Walk): DraftPatch {
  return redFlags.length === 0
    ? { redFlags, redFlagAnswer: 'NONE', urgency }
    : { redFlags, redFlagAnswer: 'WENT_ON', urgency: 'URGENT' }
}

const save = (walk: Walk, patch: DraftPatch) =>
  actAs(walk, 'OWNER', (db, _actor, access) => saveDraft(db, access, patch, null))

export const sends = (): Step =>
  step(0.6, async (walk) => {
    await actAs(walk, 'OWNER', (db, actor, access) => submit(db, actor, access))
  })

export const discards = (): Step =>
  step(20, async (walk) => {
    await actAs(walk, 'OWNER', (db, _actor, access) => discard(db, access))
  })

/** A new draft for another hospital out of a case that ended; the owner has not chosen the hospital yet. */
export const resends = (): Step =>
  step(30, async (walk) => {
    await actAs(walk, 'OWNER', (db, actor, access) => resend(db, actor, access))
  })
