import { REMINDER_DAYS } from '#lib/case/consent/rules.ts'
import type { CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import type { Payer } from '#lib/case/status.ts'

// When an invited owner is still waited for, when they are reminded, and what a practice may say on the telephone. Pure.

const DAY = 86_400_000

export type OwnerReminder = { at: Date }

/** When the reminder that follows `sent` others is due; null after the last. */
export function reminderAt(invited: Date, sent: number): Date | null {
  const days = REMINDER_DAYS[sent]
  return days === undefined ? null : new Date(invited.getTime() + days * DAY)
}

type Wanted = { kind: CaseKind; status: CaseStatus; payer: Payer; answerSharedAt: Date | null }

/** Is there anything that the owner is wanted for: to authorize a referral, to pay, to read an answer that is shared? */
export function isAwaited({ kind, status, payer, answerSharedAt }: Wanted): boolean {
  switch (status) {
    case 'AWAITING_CONSENT':
      return kind === 'REFERRAL' || payer === 'OWNER'
    case 'IN_TRIAGE':
    case 'NEEDS_INFORMATION':
    case 'AWAITING_PAYMENT':
      return kind === 'CONSULTATION' && payer === 'OWNER'
    case 'ANSWERED':
    case 'CLOSED':
      return kind === 'CONSULTATION' && answerSharedAt !== null
    case 'DRAFT':
    case 'IN_REVIEW':
    case 'DECLINED':
    case 'WITHDRAWN':
    case 'EXPIRED':
      return false
  }
}

type Call = { owner: string; patient: string; practice: string; hospital: string; vet: string; email: string }

/** Words for a call, to be changed before they are said. */
export function callScript(
  kind: CaseKind,
  shared: boolean,
  { owner, patient, practice, hospital, vet, email }: Call,
): string {
  const wanted =
    kind === 'REFERRAL'
      ? `We would like ${hospital} to look at ${patient}, and it is yours to decide. Nothing goes to them before you say yes, and nothing costs before you have seen the fee.`
      : shared
        ? `The specialist at ${hospital} has answered about ${patient}, and ${vet} would like you to read it.`
        : `We are asking ${hospital} about ${patient}, as we talked about, and you wanted to take over the fee. Nothing is charged before they accept.`
  return [
    `Hello ${owner}, this is ${practice}, about ${patient}.`,
    wanted,
    `You have a mail from Conferral with a link, sent to ${email}. Please look in the junk folder as well. It takes two minutes on a phone.`,
    'Is that address right? If not, tell me the right one, and I will send it again now.',
  ].join('\n\n')
}
