import type { EventType } from './event.ts'

type Names = { owner: string; practice: string; hospital: string }

/** What happened, as everybody on the case reads it between the messages; null: not worth a line there. Pure. */
export function eventWords(type: EventType, names: Names): string | null {
  switch (type) {
    case 'case.submitted':
      return `${names.owner} asked ${names.hospital} for a second opinion`
    case 'consent.asked':
      return `${names.practice} was asked to take part`
    case 'consent.vetRenamed':
      return `${names.owner} named another attending vet`
    case 'consent.released':
      return `${names.owner} signed the release`
    case 'consent.releaseEnded':
      return `${names.owner} ended the release: the hospital cannot open the records any more`
    case 'consent.agreed':
      return `${names.practice} agreed to share records and to take part`
    case 'consent.agreementDeclined':
      return `${names.practice} declined to take part`
    case 'consent.agreementEnded':
      return `${names.practice} ended its agreement: the hospital cannot open its records any more`
    case 'consent.completed':
      return `Consent is complete: the case is in triage`
    case 'consent.proceededWithoutPractice':
      return `${names.owner} chose to go on without the practice`
    case 'triage.accepted':
      return `${names.hospital} accepted the case and sent an estimate`
    case 'triage.declined':
      return `${names.hospital} declined the case`
    case 'triage.informationAsked':
      return `${names.hospital} asked for information`
    case 'triage.informationGiven':
      return 'The information was given'
    case 'fee.paid':
      return 'The fee was paid: the clock runs'
    case 'fee.paymentFailed':
      return 'A payment did not go through'
    case 'fee.refundDue':
      return 'The fee is being paid back'
    case 'fee.refunded':
      return 'The fee was paid back'
    case 'recommendation.signed':
      return `${names.hospital} signed the recommendation`
    case 'recommendation.amended':
      return `${names.hospital} signed an addendum`
    case 'case.withdrawn':
      return `${names.owner} withdrew the request`
    case 'case.expired':
      return 'The case ended because its time ran out'
    case 'case.closed':
      return 'The case was closed'
    case 'case.reopened':
      return 'The case was opened again'
    case 'record.added':
      return 'A record was added'
    case 'case.created':
    case 'case.discarded':
    case 'case.resent':
    case 'record.refused':
    case 'record.removed':
    case 'record.kindChanged':
    case 'record.viewed':
    case 'record.downloaded':
    case 'consent.commented':
    case 'triage.assigned':
    case 'fee.checkoutOpened':
    case 'thread.posted':
      return null
  }
}
