import type { EventType } from './event.ts'

type Names = { owner: string; practice: string; hospital: string }

/** What happened, as everybody on the case reads it between the messages; null: not worth a line there. Pure. */
export const eventWords = (type: EventType, names: Names): string | null => WORDS[type]?.(names) ?? null

const WORDS: Record<EventType, ((names: Names) => string) | null> = {
  'case.submitted': ({ owner, hospital }) => `${owner} asked ${hospital} for a second opinion`,
  'consent.asked': ({ practice }) => `${practice} was asked to take part`,
  'consent.reminded': ({ practice }) => `${practice} was reminded`,
  'consent.passedOn': ({ practice }) => `${practice} passed the question on to a colleague`,
  'consent.vetRenamed': ({ owner }) => `${owner} named another attending vet`,
  'consent.released': ({ owner }) => `${owner} signed the release`,
  'consent.releaseEnded': ({ owner }) => `${owner} ended the release: the hospital cannot open the records any more`,
  'consent.agreed': ({ practice }) => `${practice} agreed to share records and to take part`,
  'consent.agreementDeclined': ({ practice }) => `${practice} declined to take part`,
  'consent.agreementEnded': ({ practice }) =>
    `${practice} ended its agreement: the hospital cannot open its records any more`,
  'consent.completed': () => `Consent is complete: the case is in triage`,
  'consent.proceededWithoutPractice': ({ owner }) => `${owner} chose to go on without the practice`,
  'triage.accepted': ({ hospital }) => `${hospital} accepted the case and sent an estimate`,
  'triage.declined': ({ hospital }) => `${hospital} declined the case`,
  'triage.informationAsked': ({ hospital }) => `${hospital} asked for information`,
  'triage.informationGiven': () => 'The information was given',
  'fee.paid': () => 'The fee was paid: the clock runs',
  'fee.paymentFailed': () => 'A payment did not go through',
  'fee.refundDue': () => 'The fee is being paid back',
  'fee.refunded': () => 'The fee was paid back',
  'fee.refundFailed': () => 'The bank sent the repayment back',
  'recommendation.signed': ({ hospital }) => `${hospital} signed the recommendation`,
  'recommendation.amended': ({ hospital }) => `${hospital} signed an addendum`,
  'recommendation.vetView': ({ practice }) => `${practice} said how it stands to the recommendation`,
  'case.withdrawn': ({ owner }) => `${owner} withdrew the request`,
  'case.expired': () => 'The case ended because its time ran out',
  'case.closed': () => 'The case was closed',
  'case.reopened': () => 'The case was opened again',
  'record.added': () => 'A record was added',
  'history.changed': () => 'The animal’s history was updated',
  'history.labAdded': () => 'Laboratory values were added',
  'records.asked': ({ owner, practice }) => `${owner} asked ${practice} for records`,
  'case.created': null,
  'case.discarded': null,
  'case.resent': null,
  // Each record that somebody takes along is among those that were seen.
  'case.exported': null,
  // Many at once, and the list of records says it of each.
  'record.carried': null,
  'history.carried': null,
  'history.labRemoved': null,
  'record.refused': null,
  'record.unpacked': null,
  'record.removed': null,
  'record.kindChanged': null,
  'record.viewed': null,
  'record.downloaded': null,
  'series.viewed': null,
  'study.namesConfirmed': () => 'Images that name somebody else were confirmed as right',
  'study.removed': null,
  'consent.commented': null,
  'triage.assigned': null,
  'fee.checkoutOpened': null,
  'thread.posted': null,
}
