import { z } from 'zod'

const id = z.uuid()

/** Every job and its payload. A payload names its case: the worker acts as the system bound to that case, and no other. */
export const TASKS = {
  /** Tells the people on a case that something happened: works out who, and enqueues a mail each. */
  notify: z.object({
    caseId: id,
    about: z.enum([
      'consent.asked',
      'consent.reminded',
      'consent.linkRenewed',
      'consent.silent',
      'consent.releaseReminded',
      'consent.releaseNeeded',
      'consent.completed',
      'consent.agreementDeclined',
      'consent.ended',
      'records.asked',
      'triage.accepted',
      'triage.declined',
      'triage.informationAsked',
      'triage.informationGiven',
      'fee.paid',
      'fee.paymentFailed',
      'fee.refunded',
      'fee.refundFailed',
      'thread.posted',
      'recommendation.signed',
      'recommendation.vetView',
      'recommendation.shared',
      'plan.changed',
      'patient.died',
      'case.withdrawn',
      'case.expired',
      'case.removalAhead',
    ]),
    /** The message, payment, estimate ... that it is about. */
    subjectId: id.nullable(),
    /** Whoever did it is not told. */
    actorId: id.nullable(),
  }),
  /** One mail. `props` are judged by the template's own schema (emails/registry.ts). */
  mail: z.object({
    to: z.string(),
    template: z.string(),
    props: z.record(z.string(), z.unknown()),
    key: z.string(),
    /** The Message-ID of the mail that this one answers. */
    answers: z.string().nullable().default(null),
  }),
  /** Looks at a large file's content (type, DICOM tags, SHA-256, malware), or clears away what was refused or removed. */
  checkRecord: z.object({ caseId: id, recordId: id, tries: z.int().default(0) }),
  /** The same for all small files of a case that have arrived. */
  checkRecords: z.object({ caseId: id, tries: z.int().default(0) }),
  /** Makes records of an archive's files. */
  unpackArchive: z.object({ caseId: id, recordId: id, tries: z.int().default(0) }),
  /** Makes records of a mail's files. `from`: whom its server spoke for; kept nowhere else. */
  takeMail: z.object({ caseId: id, mailId: id, from: z.string() }),
  /** Tells whoever sent a mail what came of its files, once they are checked. */
  answerMail: z.object({
    caseId: id,
    mailId: id,
    to: z.string(),
    subject: z.string(),
    messageId: z.string().nullable(),
    leftOut: z.array(z.object({ name: z.string(), why: z.string() })),
    tries: z.int().default(0),
  }),
  /** Reads what is in a record that is ready: previews, words for the search, what it looks like. */
  readRecord: z.object({ caseId: id, recordId: id }),
  /** Groups DICOM records into studies and series: these, or all of the case that are in none. */
  groupImaging: z.object({ caseId: id, recordIds: z.array(id).nullable() }),
  /** Makes the thumbnails of a case's series that are due. */
  thumbnails: z.object({ caseId: id }),
  /** Makes a series' thumbnail anew, or clears it away when the series is gone. */
  seriesThumbnail: z.object({ caseId: id, seriesId: id }),
  /** Tells open windows that a record, or the series it is of, has its picture now. */
  tellPictured: z.object({ caseId: id, recordId: id }),
  /** Reminds a vet who has not answered, after so many reminders. */
  remindPractice: z.object({ caseId: id, linkId: id, sent: z.int().nonnegative() }),
  /** Reminds an owner whom a practice invited and who is not there yet, after so many reminders. */
  remindOwner: z.object({ caseId: id, invitationId: id, sent: z.int().nonnegative() }),
  /** Applies a stored Stripe event. */
  stripeEvent: z.object({ eventId: z.string() }),
  /** Pays a payment back in full. */
  refund: z.object({ caseId: id, paymentId: id }),
  /** Pays back the fee of an answer that was signed later than promised. */
  lateAnswer: z.object({ caseId: id }),
  /** Ends a Checkout Session that must not be paid any more. */
  endCheckout: z.object({ caseId: id, paymentId: id }),
  /** Mails a new link to an address that was asked about a case before; whoever asks is told nothing of it. */
  renewLink: z.object({ number: z.string(), address: z.string() }),
  /** Brings the cases of an address that a practice has shown to be its own to that practice. */
  takeClaimed: z.object({ organizationId: id, claimId: id }),
  /** Removes what cases say whose keeping time has ended. Enqueued by the clock. */
  removeContent: z.object({}),
  /** Removes the bytes of a case whose content was removed. */
  clearCase: z.object({ caseId: id }),
  /** Forgets those who asked for it, after their waiting time. Enqueued by the clock. */
  eraseDue: z.object({}),
  /** Ends what has reached its end: consent, information, estimates, follow-up. Enqueued by the clock. */
  sweep: z.object({}),
} as const

export type TaskName = keyof typeof TASKS
export type Payload<N extends TaskName> = z.input<(typeof TASKS)[N]>
export type About = Payload<'notify'>['about']
