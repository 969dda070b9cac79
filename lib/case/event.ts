import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { Audience } from '#lib/db/generated/enums.ts'

/** What may stand in the ledger. Data holds ids and facts, never personal data. */
export type EventType =
  | 'case.created'
  | 'case.submitted'
  | 'case.discarded'
  | 'case.withdrawn'
  | 'case.expired'
  | 'case.closed'
  | 'case.reopened'
  | 'case.resent'
  | 'case.exported'
  | 'owner.invited'
  | 'owner.reminded'
  | 'owner.joined'
  | 'case.contentRemoved'
  | 'owner.erased'
  | 'hold.placed'
  | 'hold.lifted'
  | 'record.added'
  | 'record.carried'
  | 'record.mailed'
  | 'record.mailAddressRenewed'
  | 'record.refused'
  | 'record.unpacked'
  | 'record.removed'
  | 'record.kindChanged'
  | 'record.dayStated'
  | 'record.viewed'
  | 'record.downloaded'
  | 'history.changed'
  | 'history.labAdded'
  | 'history.viewed'
  | 'history.labViewed'
  | 'history.labRemoved'
  | 'history.carried'
  | 'records.asked'
  | 'series.viewed'
  | 'study.namesConfirmed'
  | 'study.removed'
  | 'consent.asked'
  | 'consent.reminded'
  | 'consent.vetRenamed'
  | 'consent.passedOn'
  | 'consent.released'
  | 'consent.narrowed'
  | 'consent.releaseEnded'
  | 'consent.agreed'
  | 'consent.commented'
  | 'consent.agreementDeclined'
  | 'consent.agreementEnded'
  | 'consent.completed'
  | 'consent.proceededWithoutPractice'
  | 'triage.accepted'
  | 'triage.declined'
  | 'triage.informationAsked'
  | 'triage.informationGiven'
  | 'triage.assigned'
  | 'fee.checkoutOpened'
  | 'fee.paymentFailed'
  | 'fee.paid'
  | 'fee.refundDue'
  | 'fee.refunded'
  | 'fee.refundFailed'
  | 'thread.posted'
  | 'recommendation.signed'
  | 'recommendation.amended'
  | 'recommendation.vetView'
  | 'consent.linkRenewed'
  | 'practice.siteNamed'
  | 'practice.joined'
  | 'practice.linkEnded'
  | 'plan.added'
  | 'plan.dropped'
  | 'plan.done'
  | 'plan.undone'
  | 'patient.died'
  | 'patient.diedTakenBack'
  | 'patient.stillWanted'
  | 'support.invited'
  | 'support.joined'
  | 'support.changed'
  | 'support.ended'
  | 'support.left'
  | 'coOwner.joined'
  | 'coOwner.ended'
  | 'coOwner.left'
  | 'recommendation.shared'

/** JSON with ids, counts, codes and hashes. */
export type EventData = Record<string, string | number | boolean | null | string[]>

/**
 * Appends to the case's hash chain, in the caller's transaction, and tells open windows (NOTIFY on commit).
 * @returns the event's place in the chain
 */
export async function appendEvent(
  db: Db,
  caseId: string,
  type: EventType,
  data: EventData = {},
  audience: Audience = 'EVERYONE',
): Promise<number> {
  const [row] = await db.$queryRaw<{ seq: number }[]>`
    select app.append_event(${caseId}::uuid, ${type}, ${audience}::"Audience", ${JSON.stringify(data)}::jsonb) as seq`
  return row?.seq ?? 0
}

/** `wake`: open windows are told once for each, of its last event. Leave out what differs in who may hear of it, and they miss some. */
export type NewEvent = { type: EventType; data: EventData; wake: string }

/** Appends many at once, in their order, with one hold of the chain. @returns the place of the last */
export async function appendEvents(
  db: Db,
  caseId: string,
  events: readonly NewEvent[],
  audience: Audience = 'EVERYONE',
): Promise<number> {
  if (events.length === 0) return 0
  const [row] = await db.$queryRaw<{ seq: number }[]>`
    select app.append_events(${caseId}::uuid, ${audience}::"Audience", ${JSON.stringify(events)}::jsonb) as seq`
  return row?.seq ?? 0
}

/** So much of an event's hash tells it from the others of its case. */
export const MARK_LENGTH = 16

/**
 * The mark of the last event that this actor hears of, but for files that came with others: the last of those tells of them all.
 * '' when there is none. Not its place in the chain: from the gaps between
 * places a reader could count what they do not hear of.
 */
export async function lastHeard(db: Db, caseId: string): Promise<string> {
  const [row] = await db.$queryRaw<{ heard: string | null }[]>`
    select app.last_heard(${caseId}::uuid, ${MARK_LENGTH}::int) as heard`
  return row?.heard ?? ''
}

/** What marks the event at this place, if this actor hears of it; else null. Row-level security answers. */
export async function heardAt(db: Db, caseId: string, seq: number): Promise<string | null> {
  const found = await db.caseEvent.findFirst({ where: { caseId, seq }, select: { hash: true } })
  return found && found.hash.slice(0, MARK_LENGTH)
}
