// Who owns an animal together. Pure.

/** Days that an invitation stands. */
export const INVITATION_DAYS = 30
/** Beside the first owner, invited and accepted at the same time: a household, no club. */
export const MOST_CO_OWNERS = 4

export type CoOwnerState = 'INVITED' | 'EXPIRED' | 'OWNER'

type Line = { acceptedAt: Date | null; expiresAt: Date }

/** Where somebody stands who has not been asked to go. */
export function stateOf({ acceptedAt, expiresAt }: Line, now: Date): CoOwnerState {
  if (acceptedAt) return 'OWNER'
  return expiresAt <= now ? 'EXPIRED' : 'INVITED'
}

type Standing = Line & { email: string }

/** Why this address cannot be invited now; null: it can. One that was invited before and did not answer is invited anew. */
export function invitationProblem(email: string, own: string, standing: readonly Standing[], now: Date): string | null {
  if (email === own) return 'This is your own address: the animal is yours already'
  if (standing.some((line) => line.email === email && line.acceptedAt)) return 'They own the animal with you already'
  const others = standing.filter((line) => line.email !== email && stateOf(line, now) !== 'EXPIRED')
  return others.length >= MOST_CO_OWNERS ? `At most ${MOST_CO_OWNERS} others can own an animal with you` : null
}
