import type { CaseKind } from '#lib/db/generated/enums.ts'
import type { EventType } from './event.ts'

/** `owner`: of several, the one who did it. */
type Names = { owner: string; practice: string; hospital: string }

/** What happened, as everybody on the case reads it between the messages; null: not worth a line there. Pure. */
export const eventWords = (type: EventType, names: Names, kind: CaseKind = 'SECOND_OPINION'): string | null =>
  (BEGUN[kind]?.[type] ?? WORDS[type])?.(names) ?? null

type Writer = (names: Names) => string

/** What is said otherwise where a practice began the case. */
const BEGUN: Partial<Record<CaseKind, Partial<Record<EventType, Writer>>>> = {
  REFERRAL: {
    'case.submitted': ({ practice, hospital }) => `${practice} refers the patient to ${hospital}`,
    'consent.agreed': ({ practice }) => `${practice} signed its agreement`,
    'case.withdrawn': () => 'The referral was withdrawn',
  },
  CONSULTATION: {
    'case.submitted': ({ practice, hospital }) => `${practice} asks ${hospital} for advice`,
    'consent.agreed': ({ practice }) => `${practice} signed its agreement`,
    'consent.released': ({ practice, owner }) => `${practice} stated that ${owner} consents`,
    'consent.releaseEnded': ({ owner, practice }) =>
      `${practice} ended the consent of ${owner}: the hospital cannot open the records any more`,
    'case.withdrawn': ({ practice }) => `${practice} withdrew its question`,
  },
}

const WORDS: Record<EventType, Writer | null> = {
  'case.submitted': ({ owner, hospital }) => `${owner} asked ${hospital} for a second opinion`,
  'consent.asked': ({ practice }) => `${practice} was asked to take part`,
  'consent.reminded': ({ practice }) => `${practice} was reminded`,
  'consent.passedOn': ({ practice }) => `${practice} passed the question on to a colleague`,
  'consent.vetRenamed': ({ owner }) => `${owner} named another attending vet`,
  'consent.released': ({ owner }) => `${owner} signed the release`,
  'consent.releaseEnded': ({ owner }) => `${owner} ended the release: the hospital cannot open the records any more`,
  'consent.narrowed': null,
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
  'consent.linkRenewed': ({ practice }) => `${practice} got a new link; the one before has ended`,
  'practice.siteNamed': null,
  'practice.joined': ({ practice }) => `${practice} has an account now: its team reads this case`,
  'practice.linkEnded': null,
  'plan.added': () => 'A line was added to who does what by when',
  'plan.done': () => 'Something on the plan was done',
  'plan.dropped': null,
  'plan.undone': null,
  'recommendation.shared': ({ owner, practice }) => `${practice} shared the answer with ${owner}`,
  'owner.invited': ({ owner, practice }) => `${practice} invited ${owner}`,
  'owner.reminded': ({ owner }) => `${owner} was reminded`,
  'owner.joined': ({ owner }) => `${owner} joined`,
  'case.withdrawn': ({ owner }) => `${owner} withdrew the request`,
  'case.expired': () => 'The case ended because its time ran out',
  'case.closed': () => 'The case was closed',
  'case.reopened': () => 'The case was opened again',
  'record.added': () => 'A record was added',
  'history.changed': () => 'The animal’s history was updated',
  'history.labAdded': () => 'Laboratory values were added',
  'records.asked': ({ owner, practice }) => `${owner} asked ${practice} for records`,
  'patient.died': () => 'It was noted that the animal has died: reminders stop',
  'patient.diedTakenBack': () => 'It was noted by mistake that the animal had died: taken back',
  'patient.stillWanted': ({ owner }) => `${owner} still wants the answer`,
  'coOwner.joined': ({ owner }) => `${owner} is an owner of the animal as well, and reads this case`,
  'coOwner.ended': ({ owner }) => `${owner} ended a shared ownership: somebody no longer reads this case`,
  'coOwner.left': () => 'One of the animal’s owners left, and no longer reads this case',
  'support.joined': ({ owner }) => `Somebody whom ${owner} invited reads along`,
  'support.ended': ({ owner }) => `${owner} asked a support person no longer to read along`,
  'support.left': () => 'A support person no longer reads along',
  'support.invited': null,
  'support.changed': null,
  'hold.placed': () => 'A legal hold was placed: nothing of the case is removed',
  'hold.lifted': () => 'A legal hold was lifted',
  'owner.erased': () => 'The owner asked to be forgotten: their name and address were removed',
  'case.contentRemoved': () => 'What the case said was removed: its keeping time had ended',
  'case.created': null,
  'case.discarded': null,
  'case.resent': null,
  // Each record that somebody takes along is among those that were seen.
  'case.exported': null,
  // Many at once, and the list of records says it of each.
  'record.carried': null,
  'history.carried': null,
  'history.labRemoved': null,
  'history.viewed': null,
  'history.labViewed': null,
  // Each file is a record.added of its own.
  'record.mailed': null,
  'record.mailAddressRenewed': null,
  'record.refused': null,
  'record.unpacked': null,
  'record.removed': null,
  'record.kindChanged': null,
  'record.dayStated': null,
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
