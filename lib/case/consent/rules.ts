import type { CaseKind, ConsentTextKey, DeliveryPolicy, Side } from '#lib/db/generated/enums.ts'
import { intersect, normal, NOTHING, type Scope } from './scope.ts'

// Consent: what is signed, for how long, and what of the records it opens (scope.ts). Pure.

/** The text that the vet signs: who began the case, and who is advised, differ. */
export const agreementKey = (kind: CaseKind): ConsentTextKey => (kind === 'SECOND_OPINION' ? 'AGREEMENT' : kind)

/** How an owner may have consented, where the vet states it for them. */
export const CONSENT_WAYS = ['IN_WRITING', 'IN_PERSON', 'BY_PHONE', 'BY_MAIL'] as const
export type ConsentWay = (typeof CONSENT_WAYS)[number]
export const CONSENT_WAY_WORDS: Record<ConsentWay, string> = {
  IN_WRITING: 'In writing, signed',
  IN_PERSON: 'In person, noted by us',
  BY_PHONE: 'By telephone, noted by us',
  BY_MAIL: 'By e-mail or message',
}
export const asConsentWay = (given: unknown): ConsentWay | null => CONSENT_WAYS.find((way) => way === given) ?? null

/** For how long a release may be given. */
export const RELEASE_DAYS = [30, 90, 180] as const
export type ReleaseDays = (typeof RELEASE_DAYS)[number]
export const DEFAULT_DAYS: ReleaseDays = 90

/** Days that another vet has to answer; their link lives as long. */
export const LINK_DAYS = 30
/** Days after the first mail on which a vet who has not answered, and an owner who has not signed, are reminded. */
export const REMINDER_DAYS = [1, 3, 5] as const
/** The mail to the vet goes out once an hour at most. */
export const REMIND_EVERY_MINUTES = 60
/** The vet asked may be changed this often in a day, so that nobody mails strangers by way of a case. */
export const MOST_RENAMES_A_DAY = 5
/** New links for one case in a day: enough for a mail that went astray, too few to be a nuisance. */
export const MOST_RENEWALS_A_DAY = 5

const DAY = 86_400_000

export const daysFrom = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY)

/** How long a signature holds. */
export type Lasting = { expiresAt: Date; revokedAt: Date | null }
/** What release and agreement have in common. */
export type Signed = Lasting & { scope: Scope }

export type Standing = 'STANDS' | 'ENDED' | 'EXPIRED'

/** Does this signature hold at this moment? */
export function standingOf({ revokedAt, expiresAt }: Lasting, now: Date): Standing {
  if (revokedAt !== null) return 'ENDED'
  return expiresAt > now ? 'STANDS' : 'EXPIRED'
}

export const stands = (signed: Lasting | null, now: Date): boolean =>
  signed !== null && standingOf(signed, now) === 'STANDS'

/**
 * What is open to the hospital, by who holds it: what the owner added needs the release alone, what the practice holds the
 * agreement too. The same rule as app.covered() in PostgreSQL, which decides.
 */
export function openScopes(
  release: Signed | null,
  agreement: Signed | null,
  now: Date,
): Record<Extract<Side, 'OWNER' | 'PRACTICE'>, Scope> {
  const released = release && stands(release, now) ? normal(release.scope) : NOTHING
  const agreed = agreement && stands(agreement, now) ? agreement.scope : NOTHING
  return { OWNER: released, PRACTICE: intersect(released, agreed) }
}

/** An agreement lasts as long as the release that it goes with; without one, as long as a release does by default. */
export const agreementEnd = (release: Lasting | null, now: Date): Date =>
  release && stands(release, now) ? release.expiresAt : daysFrom(now, DEFAULT_DAYS)

/** Days that must be left at most before a signature can be extended with a press: until then there is nothing to gain. */
const EXTEND_WITHIN_DAYS = 60

/** Until when a standing signature would reach if it were extended now; null while it lasts long enough. */
export function extendedTo(signed: Lasting, now: Date): Date | null {
  if (!stands(signed, now) || signed.expiresAt > daysFrom(now, EXTEND_WITHIN_DAYS)) return null
  return daysFrom(now, DEFAULT_DAYS)
}

export const DECLINE_REASONS = ['NO_RECORDS', 'NOT_OUR_PATIENT', 'WRONG_PRACTICE', 'OTHER'] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

export const DECLINE_WORDS: Record<DeclineReason, string> = {
  NO_RECORDS: 'We hold no records',
  NOT_OUR_PATIENT: 'Not our patient',
  WRONG_PRACTICE: 'Wrong practice',
  OTHER: 'Another reason',
}

/** The case was never this practice's: with its answer it is off it, and sees nothing of it any more. */
export const leavesCase = (reason: DeclineReason): boolean => reason === 'WRONG_PRACTICE'

/** What a refusal leaves the owner to do, in the order in which it helps most. */
export function afterRefusal(
  because: unknown,
  names: { vet: string; practice: string },
): { title: string; words: string; rename: boolean } {
  const { vet, practice } = names
  switch (because) {
    case 'NO_RECORDS':
      return {
        title: `${practice} holds no records`,
        words: `There is nothing of theirs to share. If another practice has treated your animal, name it below; or add what you have yourself. ${vet} can still take part: a call helps, and the mail lets them agree.`,
        rename: true,
      }
    case 'WRONG_PRACTICE':
      return {
        title: 'The mail went to another practice',
        words: `${practice} sees nothing of your case any more. Name the practice that treats your animal: the right vet is then asked.`,
        rename: true,
      }
    case 'NOT_OUR_PATIENT':
      return {
        title: `${practice} does not know your animal`,
        words: `Name the practice that treats your animal, or correct the address: the link that ${vet} has ends at once, and the right vet is asked.`,
        rename: true,
      }
    default:
      return {
        title: `${vet} would rather not share records for now`,
        words: `There can be good reasons, and a talk often helps. You can also ask ${practice} for your own copy of the records and add them yourself, or name another vet.`,
        rename: false,
      }
  }
}

/** The reason as owner and hospital read it. */
export function reasonWords(reason: DeclineReason, said: string): string {
  if (reason === 'OTHER') return said
  return said === '' ? `${DECLINE_WORDS[reason]}.` : `${DECLINE_WORDS[reason]}: ${said}`
}

/** When the mail to the vet may go out again; null: now. */
export function mayRemindAt(lastAskedAt: Date | null, now: Date): Date | null {
  if (!lastAskedAt) return null
  const next = new Date(lastAskedAt.getTime() + REMIND_EVERY_MINUTES * 60_000)
  return next > now ? next : null
}

/** What going on without the practice means at this hospital, told before the owner decides. */
export function withoutPracticeWords(policy: DeliveryPolicy, hospital: string, patient: string): string {
  switch (policy) {
    case 'ATTENDING_VET_ONLY':
      return `${hospital} gives its answer to the attending vet only, so it cannot go on without one.`
    case 'AFTER_LIVE_EXAM':
      return `${hospital} gives advice about ${patient} only after it has examined ${patient} itself, for example on its own premises. Until then it can speak in general terms only.`
    case 'GENERAL_ADVICE':
      return `${hospital} then gives general advice: about the illness and the ways to treat it, not instructions for ${patient}. For those you still need a vet who sees ${patient}.`
  }
}
