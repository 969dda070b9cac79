import { applying } from '#lib/case/delivery/rules.ts'
import type { MailTemplate } from '#emails/registry.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { VET_STANCE_WORDS } from '#lib/case/recommendation/rules.ts'
import { CASE_KIND_WORDS, signalment, SPECIALTY_WORDS, URGENCY_WORDS } from '#lib/words.ts'
import { releasedWords } from './released.ts'
import { concerns, onlyAnswer, pays } from './concerns.ts'
import { linkRenewed } from './mails-of-links.ts'
import type { Reader, Subject, Sum } from './subject.ts'
import { mailForSupport } from './support-mail.ts'
import { type Common, dayOf, diedMail, hasDied, type Writer } from './died-mail.ts'
import type { About } from './tasks.ts'

// Which mail each reader gets for each thing that happened. Pure.

const iso = (time: string | Date): string => new Date(time).toISOString()
const sum = ({ minor, currency }: Sum): Sum => ({ minor, currency })

/** The mail for this reader, or null: this does not concern them. */
export function mailFor(about: About, s: Subject, reader: Reader): MailTemplate | null {
  if (reader.side === 'SUPPORT') return mailForSupport(about, s, reader, common(s, reader), WRITERS['thread.posted'])
  return concerns(about, s, reader) ? WRITERS[about](s, reader, common(s, reader)) : null
}

const common = (s: Subject, reader: Reader): Common => ({
  patient: s.patient?.name ?? 'your animal',
  caseNumber: s.number,
  url: reader.url,
  timeZone: reader.timeZone,
})

const lookOf = ({ patient }: Subject): string =>
  patient ? signalment({ ...patient, bornOn: dayOf(patient.bornOn), diedOn: dayOf(patient.diedOn) }) : ''
const specialtyOf = (s: Subject): string => (s.specialty ? SPECIALTY_WORDS[s.specialty] : 'Second opinion')

const partyOf = (side: Side): 'OWNER' | 'PRACTICE' | 'HOSPITAL' | null =>
  side === 'SYSTEM' || side === 'SUPPORT' ? null : side

function agreementRequest(s: Subject, reader: Reader, base: Common, reminder: boolean): MailTemplate | null {
  if (reader.side !== 'PRACTICE') return null
  const { owner, vet, practice, hospital, pledge, why } = s
  const expiresAt = iso(reader.linkExpiresAt ?? s.expiresAt ?? new Date())
  const said = { owner, vet, practice, hospital, asked: s.asked ?? [], ...(why && { why }), ...(pledge && { pledge }) }
  const look = { signalment: lookOf(s), specialty: specialtyOf(s) }
  return {
    template: 'agreementRequest',
    props: { ...base, ...said, ...look, ...releasedWords(s), expiresAt, reminder },
  }
}

function releaseNeeded(s: Subject, reader: Reader, base: Common, reminder: boolean): MailTemplate | null {
  if (reader.side !== 'OWNER') return null
  return { template: 'releaseNeeded', props: { ...base, hospital: s.hospital, practice: s.practice, reminder } }
}

/** To the hospital; and to the owner, unless it was the owner who completed it or goes on without the vet. */
function consentCompleted(s: Subject, reader: Reader, base: Common): MailTemplate | null {
  const agreed = s.agreement?.decision === 'AGREED'
  if (reader.side === 'HOSPITAL') {
    const look = { signalment: lookOf(s), specialty: specialtyOf(s), urgency: URGENCY_WORDS[s.urgency] }
    const more = { caseKind: CASE_KIND_WORDS[s.kind], ...(agreed ? { practice: s.practice } : {}), records: s.records }
    return { template: 'consentComplete', props: { ...base, ...look, ...more } }
  }
  if (reader.side !== 'OWNER' || !agreed) return null
  const [comment, dueAt] = [s.agreement?.comment, s.dueAt]
  const more = { ...(comment ? { comment } : {}), ...(dueAt ? { dueAt: iso(dueAt) } : {}) }
  return { template: 'agreementGiven', props: { ...base, practice: s.practice, hospital: s.hospital, ...more } }
}

const WRITERS: Record<About, Writer> = {
  'consent.asked': (s, reader, base) => agreementRequest(s, reader, base, false),
  'consent.reminded': (s, reader, base) => agreementRequest(s, reader, base, true),
  'consent.linkRenewed': linkRenewed,
  'consent.silent': (s, reader, base) =>
    reader.side !== 'OWNER'
      ? null
      : { template: 'vetSilent', props: { ...base, vet: s.vet, practice: s.practice, hospital: s.hospital } },
  'consent.releaseNeeded': (s, reader, base) => releaseNeeded(s, reader, base, false),
  'consent.releaseReminded': (s, reader, base) => releaseNeeded(s, reader, base, true),
  'consent.completed': consentCompleted,
  'consent.agreementDeclined': (s, reader, base) =>
    reader.side !== 'OWNER'
      ? null
      : {
          template: 'agreementDeclined',
          props: {
            ...base,
            practice: s.practice,
            hospital: s.hospital,
            ...(s.agreement?.reason ? { reason: s.agreement.reason } : {}),
            canProceed:
              (applying(s.regionPolicy, s.deliveryPolicy)?.policy ?? 'ATTENDING_VET_ONLY') !== 'ATTENDING_VET_ONLY',
          },
        },
  'consent.ended': (s, reader, base) => {
    const party = partyOf(reader.side)
    const ofRelease = Boolean(s.release?.revokedAt) && (s.release?.revokedAt ?? '') >= (s.agreement?.revokedAt ?? '')
    const consent = ofRelease ? s.release : s.agreement
    if (!party || !consent) return null
    return {
      template: 'consentEnded',
      props: {
        ...base,
        audience: party,
        what: ofRelease ? 'RELEASE' : 'AGREEMENT',
        how: consent.revokedAt ? 'REVOKED' : 'EXPIRED',
        by: consent.by,
        hospital: s.hospital,
        at: iso(consent.revokedAt ?? new Date()),
      },
    }
  },
  'records.asked': (s, reader, base) =>
    reader.side !== 'PRACTICE' || !s.asked
      ? null
      : {
          template: 'recordsAsked',
          props: { ...base, owner: s.owner, vet: s.vet, hospital: s.hospital, items: s.asked.slice(0, 30) },
        },
  'triage.accepted': (s, reader, base) =>
    reader.side === 'HOSPITAL' || !s.estimate
      ? null
      : {
          template: 'estimateSent',
          props: {
            ...base,
            hospital: s.hospital,
            audience: pays(s, reader) ? 'PAYER' : 'PRACTICE',
            service: s.service,
            amount: sum(s.estimate),
            payBy: iso(s.estimate.validUntil),
            answer: `within ${s.estimate.hours} hours of payment`,
          },
        },
  'triage.declined': (s, reader, base) =>
    reader.side === 'HOSPITAL' || !s.decline
      ? null
      : {
          template: 'declined',
          props: {
            ...base,
            hospital: s.hospital,
            audience: reader.side === 'OWNER' ? 'OWNER' : 'PRACTICE',
            reason: s.decline.explanation,
            helps: s.decline.suggestion ? [s.decline.suggestion] : [],
            ...(s.payment?.refunded && pays(s, reader) ? { refunded: sum(s.payment) } : {}),
          },
        },
  'triage.informationAsked': (s, reader, base) =>
    !s.information || reader.side !== s.information.askedOf
      ? null
      : { template: 'informationAsked', props: { ...base, hospital: s.hospital, items: [s.information.question] } },
  'triage.informationGiven': (s, reader, base) =>
    reader.side !== 'HOSPITAL'
      ? null
      : {
          template: 'informationGiven',
          props: { ...base, by: s.information?.answeredBy ?? s.owner, ...(s.dueAt ? { dueAt: iso(s.dueAt) } : {}) },
        },
  'fee.paid': (s, reader, base) => {
    if (!s.payment) return null
    const due = s.dueAt ? { dueAt: iso(s.dueAt) } : {}
    if (pays(s, reader))
      return {
        template: 'receipt',
        props: {
          ...base,
          ...due,
          hospital: s.hospital,
          service: s.service,
          amount: sum(s.payment),
          paidAt: iso(s.payment.paidAt ?? new Date()),
          receiptNumber: s.payment.receipt ?? s.number,
          payer: s.payer === 'OWNER' ? s.owner : s.practice,
        },
      }
    const audience = reader.side === 'HOSPITAL' ? 'HOSPITAL' : 'PRACTICE'
    return {
      template: 'paid',
      props: {
        ...base,
        ...due,
        audience,
        hospital: s.hospital,
        ...(audience === 'HOSPITAL' ? { amount: sum(s.payment) } : {}),
      },
    }
  },
  'fee.paymentFailed': (s, reader, base) =>
    !pays(s, reader) || !s.estimate
      ? null
      : {
          template: 'paymentFailed',
          props: { ...base, hospital: s.hospital, amount: sum(s.estimate), payBy: iso(s.estimate.validUntil) },
        },
  'fee.refunded': (s, reader, base) =>
    !(pays(s, reader) || reader.side === 'HOSPITAL') || !s.payment
      ? null
      : {
          template: 'refunded',
          props: {
            ...base,
            audience: pays(s, reader) ? 'OWNER' : 'HOSPITAL',
            hospital: s.hospital,
            amount: sum(s.payment),
            why: s.payment.refundReason ?? 'The case ended before it was answered.',
          },
        },
  'fee.refundFailed': (s, reader, base) =>
    !(pays(s, reader) || reader.side === 'HOSPITAL') || !s.payment?.refundFailure
      ? null
      : {
          template: 'refundFailed',
          props: {
            ...base,
            audience: pays(s, reader) ? 'OWNER' : 'HOSPITAL',
            amount: sum(s.payment),
            why: s.payment.refundFailure,
          },
        },
  'thread.posted': (s, reader, base) =>
    !s.message || reader.unread === 0
      ? null
      : {
          template: 'newMessage',
          props: {
            ...base,
            from: s.message.authorName,
            unread: reader.unread,
            audience: s.message.audience,
            urgent: s.message.urgent,
          },
        },
  'recommendation.signed': (s, reader, base) => {
    const party = partyOf(reader.side)
    if (!party || !s.recommendation) return null
    return {
      template: 'recommendationSigned',
      props: {
        ...base,
        audience: party,
        hospital: s.hospital,
        specialist: s.recommendation.signedName,
        practice: s.practice,
        signedAt: iso(s.recommendation.signedAt),
        ...(s.followUpEndsAt ? { questionsUntil: iso(s.followUpEndsAt) } : {}),
        addendum: s.recommendation.number > 1,
        gentle: hasDied(s),
      },
    }
  },
  'recommendation.vetView': (s, reader, base) =>
    reader.side === 'PRACTICE' || !s.vetView
      ? null
      : {
          template: 'vetView',
          props: {
            ...base,
            vet: s.vetView.authorName,
            practice: s.practice,
            stance: VET_STANCE_WORDS[s.vetView.stance].toLowerCase(),
          },
        },
  'recommendation.shared': (s, reader, base) =>
    reader.side !== 'OWNER'
      ? null
      : {
          template: 'answerShared',
          props: { ...base, vet: s.vet, practice: s.practice, hospital: s.hospital },
        },
  'plan.changed': (s, reader, base) => {
    if (!s.plan || reader.side !== s.plan.who || s.plan.open === 0) return null
    const by = { OWNER: s.owner, PRACTICE: s.practice, HOSPITAL: s.hospital, SUPPORT: '', SYSTEM: '' }[s.plan.by]
    return {
      template: 'planChanged',
      props: { ...base, by, open: s.plan.open, ...(s.plan.next ? { next: s.plan.next } : {}) },
    }
  },
  'patient.died': diedMail,
  'case.withdrawn': (s, reader, base) => ended(s, reader, base, 'WITHDRAWN'),
  'case.expired': (s, reader, base) => ended(s, reader, base, 'EXPIRED'),
  'case.removalAhead': (s, reader, base) =>
    // The hospital has a page with all of them.
    (reader.side !== 'OWNER' && reader.side !== 'PRACTICE') || !s.removalAfter
      ? null
      : {
          template: 'removalAhead',
          props: { ...base, hospital: s.hospital, on: iso(s.removalAfter), answerOnly: onlyAnswer(s, reader) },
        },
}

function ended(s: Subject, reader: Reader, base: Common, how: 'WITHDRAWN' | 'EXPIRED'): MailTemplate | null {
  const party = partyOf(reader.side)
  return (
    party && {
      template: 'caseEnded',
      props: { ...base, audience: party, how, hospital: s.hospital, gentle: hasDied(s) },
    }
  )
}
