import type { FramePerson } from '#lib/case/frame.ts'

// Whom an owner asks to stand by them, and what everybody on a case may see. Pure.

/** Days that an invitation stands. */
export const INVITATION_DAYS = 14
/** Invited and accepted at the same time, for one case: a family and a friend, no audience. */
export const MOST_SUPPORT = 8

export type SupportState = 'INVITED' | 'EXPIRED' | 'READS' | 'WRITES'

type Line = { mayWrite: boolean; acceptedAt: Date | null; expiresAt: Date }

/** Where somebody stands who has not been asked to go. */
export function stateOf({ mayWrite, acceptedAt, expiresAt }: Line, now: Date): SupportState {
  if (acceptedAt) return mayWrite ? 'WRITES' : 'READS'
  return expiresAt <= now ? 'EXPIRED' : 'INVITED'
}

/** What each may see, as all on the case are told. */
export const SEES: Record<FramePerson['part'], string> = {
  OWNER: 'Everything but what the vets and the hospital write among themselves.',
  SUPPORT: 'The request, what is written to everyone, and the signed answer. No records, no signatures, no fees.',
  ATTENDING_VET: 'Everything but the fee and what the hospital writes among itself.',
  RESPONSIBLE: 'Of the records, those that the release and the agreement cover. All that is written.',
  HOSPITAL: 'Of the records, those that the release and the agreement cover. All that is written.',
}
