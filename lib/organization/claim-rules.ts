import { isFreeMail } from './free-mail.ts'

// How a practice shows that a mailbox or a mail domain is its own. Pure.

/** Hours that a mailed link to show it stands. */
export const CLAIM_HOURS = 48
/** Days that the operator's decision is waited for before it may be asked again. */
export const CLAIM_DAYS = 60
/** Open and proven ones of one practice, so that nobody collects addresses. */
export const MOST_CLAIMS = 30

export const domainOf = (address: string): string => address.split('@')[1] ?? ''

/** Why a link to this address cannot show anything, or null. The operator can still decide. */
export const mailProblem = (address: string): string | null =>
  isFreeMail(domainOf(address))
    ? `Anybody can have an address at ${domainOf(address)}, so a link there shows nothing about a practice. Ask us to look at it instead, below.`
    : null

export type ClaimState = {
  status: 'OPEN' | 'PROVEN' | 'REFUSED' | 'ENDED'
  proof: 'MAIL' | 'OPERATOR'
  expiresAt: Date
}

/** How far it is, as the practice reads it. */
export function claimWords({ status, proof, expiresAt }: ClaimState, now: Date): string {
  if (status === 'PROVEN') return proof === 'MAIL' ? 'Shown by mail' : 'Confirmed by Conferral'
  if (status === 'REFUSED') return 'Not confirmed'
  if (status === 'ENDED') return 'No longer needed'
  if (expiresAt <= now) return proof === 'MAIL' ? 'The link has run out' : 'Not decided in time'
  return proof === 'MAIL' ? 'Mail sent: press the button on its page' : 'We are looking at it'
}
