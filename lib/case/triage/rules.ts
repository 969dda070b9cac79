import { TZDate } from '@date-fns/tz'
import type { CaseStatus, Side } from '#lib/db/generated/enums.ts'
import { formatMoney, fractionDigits, typedAmount } from '#lib/money.ts'

// How a hospital decides, and what its clock does meanwhile. Pure.

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long an estimate stands unless the hospital says otherwise, and at most. */
export const ESTIMATE_DAYS = 14
export const MOST_ESTIMATE_DAYS = 90
/** A question that nobody answers ends the case after this. */
export const INFORMATION_DAYS = 30
export const MOST_HOURS = 30 * 24

export const DECLINE_REASONS = [
  'CAPACITY',
  'OUTSIDE_FIELD',
  'RECORDS_TOO_THIN',
  'NEEDS_EXAMINATION',
  'EMERGENCY',
  'OTHER',
] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** `label`: in few words, for all sides. `helps`: what may help next, where the hospital writes nothing itself. */
export const DECLINE_WORDS: Record<DeclineReason, { label: string; hint: string; helps: string }> = {
  CAPACITY: {
    label: 'No capacity just now',
    hint: 'We could not answer within our promise.',
    helps: 'Another hospital with this specialty may be free: the case can be sent on with its records.',
  },
  OUTSIDE_FIELD: {
    label: 'Outside our field',
    hint: 'Another specialty would serve this animal better.',
    helps: 'Send the case to a hospital with the specialty named above; the records go with it.',
  },
  RECORDS_TOO_THIN: {
    label: 'The records are too thin',
    hint: 'An opinion on what is there would be a guess.',
    helps: 'Ask the attending vet which of the missing examinations make sense, then send the case again.',
  },
  NEEDS_EXAMINATION: {
    label: 'Needs an examination in person',
    hint: 'This cannot be judged from records.',
    helps: 'Ask the attending vet for a referral, so that a specialist examines the animal in person.',
  },
  EMERGENCY: {
    label: 'An emergency',
    hint: 'This cannot wait for a written opinion.',
    helps: 'Call the attending vet or the nearest emergency clinic now. Do not wait for an answer here.',
  },
  OTHER: { label: 'Another reason', hint: 'Say it in your own words.', helps: '' },
}

/** The words for a stored reason; one that is not in the list was written by another part of the product. */
export const declineLabel = (code: string): string | null =>
  DECLINE_REASONS.some((reason) => reason === code) ? DECLINE_WORDS[code as DeclineReason].label : null

type Clock = { dueAt: Date | null; clockLeftMs: bigint | null }

/** What a question does to the clock: the turnaround of a paid case pauses (a late one stays late), triage begins anew later. */
export function pauseClock(status: CaseStatus, dueAt: Date | null, now: Date): Clock {
  const keeps = status === 'IN_REVIEW' && dueAt !== null
  return { dueAt: null, clockLeftMs: keeps ? BigInt(dueAt.getTime() - now.getTime()) : null }
}

/** What the answer does to it: a paused turnaround goes on where it stopped, triage gets its whole promise again. */
export function resumeClock(
  returnsTo: CaseStatus | null,
  clockLeftMs: bigint | null,
  triageHours: number,
  now: Date,
): Clock {
  const left = returnsTo === 'IN_REVIEW' && clockLeftMs !== null ? Number(clockLeftMs) : triageHours * HOUR
  return { dueAt: new Date(now.getTime() + left), clockLeftMs: null }
}

export const informationEnd = (now: Date): Date => new Date(now.getTime() + INFORMATION_DAYS * DAY)

/** The last moment of a day ("2026-12-08") in a time zone. */
export function endOfDay(day: string, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(new TZDate(year, month - 1, date + 1, 0, 0, 0, zone).getTime() - 1)
}

/** The day that is so many days from now in a time zone, as a date field takes it. */
export function dayFromNow(days: number, zone: string, now: Date): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return format.format(new Date(now.getTime() + days * DAY))
}

/** What is wrong with an estimate's end, in words, or null. */
export function validUntilProblem(validUntil: Date, now: Date): string | null {
  if (validUntil <= now) return 'Choose a day that is not over yet'
  if (validUntil.getTime() > now.getTime() + (MOST_ESTIMATE_DAYS + 1) * DAY)
    return `Choose a day within the next ${MOST_ESTIMATE_DAYS} days`
  return null
}

const LEAST = 1n
const MOST = 50_000n

/** What is wrong with a fee (minor units; null: not an amount), in words, or null. Less than one whole unit cannot be collected. */
export function amountProblem(minor: bigint | null, currency: string): string | null {
  if (minor === null)
    return `Write the fee as an amount in ${currency}, for example ${typedAmount(320n * unit(currency), currency)}`
  if (minor < LEAST * unit(currency) || minor > MOST * unit(currency)) {
    const [least, most] = [LEAST, MOST].map((whole) => formatMoney({ minor: whole * unit(currency), currency }))
    return `The fee must be between ${least} and ${most}`
  }
  return null
}

const unit = (currency: string): bigint => 10n ** BigInt(fractionDigits(currency))

type Names = { hospital: string; owner: string; practice: string }

/** Where triage stands, for everybody on the case: a heading and a sentence. */
export function triageState(
  status: CaseStatus,
  side: Side,
  names: Names,
  asked: Side | null,
): { title: string; text: string } {
  const ours = side === 'HOSPITAL'
  const whom = asked === 'PRACTICE' ? names.practice : names.owner
  switch (status) {
    case 'DRAFT':
      return { title: 'Not sent yet', text: 'Triage begins once the request is sent and both consents are given.' }
    case 'AWAITING_CONSENT':
      return {
        title: 'Waiting for consent',
        text: `${ours ? 'You' : names.hospital} can decide once owner and attending vet have agreed to share the records.`,
      }
    case 'IN_TRIAGE':
      return ours
        ? { title: 'Can you help?', text: 'Accept with an estimate, ask for what is missing, or say why not.' }
        : {
            title: `${names.hospital} is reading the request`,
            text: 'It answers with an estimate, with a question, or with the reason why it cannot help. Nothing is charged before.',
          }
    case 'NEEDS_INFORMATION':
      return {
        title: side === asked ? `${names.hospital} asks you` : `${whom} was asked`,
        text: 'The hospital’s clock waits for the answer.',
      }
    case 'AWAITING_PAYMENT':
      return {
        title: `${ours ? 'You' : names.hospital} accepted the case`,
        text:
          side === 'OWNER'
            ? 'The estimate waits for you. Work begins when it is paid.'
            : 'Work begins when the owner has paid.',
      }
    case 'IN_REVIEW':
      return {
        title: `${ours ? 'You' : names.hospital} accepted the case`,
        text: 'The fee is paid and the recommendation is being written.',
      }
    case 'ANSWERED':
    case 'CLOSED':
      return { title: `${ours ? 'You' : names.hospital} accepted the case`, text: 'The recommendation is signed.' }
    case 'DECLINED':
      return {
        title: `${ours ? 'You' : names.hospital} could not take this case`,
        text: 'The reason stands below, as owner and practice have received it.',
      }
    case 'WITHDRAWN':
      return { title: 'The request was withdrawn', text: 'There is nothing to decide any more.' }
    case 'EXPIRED':
      return { title: 'The request ended', text: 'It waited too long for an answer or a payment, and ended by itself.' }
  }
}
