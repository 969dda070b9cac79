import type { Side } from '#lib/db/generated/enums.ts'
import { share } from '#lib/money.ts'

// Money as the ledger sees it. Pure. Amounts are minor units.

/** Accounts of the double-entry ledger. A debit is positive; the entries of one transaction sum to zero. */
export type Account = 'stripe' | 'hospital' | 'platform'
export type Entry = { account: Account; amountMinor: bigint; memo: string }

/** The platform's part of a fee, at this rate in basis points; never more than the fee. */
export function applicationFee(amountMinor: bigint, basisPoints: number): bigint {
  const fee = share(amountMinor, basisPoints)
  return fee > amountMinor ? amountMinor : fee
}

/** A payment: Stripe holds the amount; the hospital is owed it less the platform's fee. */
export function paymentEntries(amountMinor: bigint, feeMinor: bigint, caseNumber: string): Entry[] {
  return [
    { account: 'stripe', amountMinor, memo: `Fee of ${caseNumber} received` },
    { account: 'hospital', amountMinor: -(amountMinor - feeMinor), memo: `Fee of ${caseNumber}, hospital’s part` },
    { account: 'platform', amountMinor: -feeMinor, memo: `Fee of ${caseNumber}, platform’s part` },
  ]
}

/** A refund in full gives back all three. */
export function refundEntries(amountMinor: bigint, feeMinor: bigint, caseNumber: string): Entry[] {
  return paymentEntries(amountMinor, feeMinor, caseNumber).map(({ account, amountMinor: given }) => ({
    account,
    amountMinor: -given,
    memo: `Fee of ${caseNumber} paid back`,
  }))
}

/** A repayment came back from the bank: Stripe has the sum again, and the platform owes it to the owner. */
export const returnedEntries = (amountMinor: bigint, caseNumber: string): Entry[] => [
  { account: 'stripe', amountMinor, memo: `Repayment of ${caseNumber} came back` },
  { account: 'platform', amountMinor: -amountMinor, memo: `Repayment of ${caseNumber} held for the owner` },
]

/** What was held reached the owner after all. */
export const repaidEntries = (amountMinor: bigint, caseNumber: string): Entry[] =>
  returnedEntries(amountMinor, caseNumber).map(({ account, amountMinor: held }) => ({
    account,
    amountMinor: -held,
    memo: `Fee of ${caseNumber} paid back after all`,
  }))

/** "CF-7K3M2-R1": one receipt a payment, numbered within the case. */
export const receiptNumber = (caseNumber: string, earlier: number): string => `${caseNumber}-R${earlier + 1}`

/** What a payment that just arrived means for the case. */
export type Arrival = { kind: 'KEEP' } | { kind: 'GIVE_BACK'; reason: string }

/** A payment is kept only for the estimate that is open, in the amount that was asked, while the case waits for it. */
export function judgeArrival(facts: {
  awaitsPayment: boolean
  estimateStands: boolean
  amountMatches: boolean
}): Arrival {
  if (!facts.amountMatches) return { kind: 'GIVE_BACK', reason: 'The amount was not the one asked for.' }
  if (!facts.awaitsPayment) return { kind: 'GIVE_BACK', reason: 'The case was not waiting for a payment any more.' }
  if (!facts.estimateStands) return { kind: 'GIVE_BACK', reason: 'The estimate had been replaced.' }
  return { kind: 'KEEP' }
}

/** Why whoever pays cannot do so just now, and what helps. */
export const consentMissing = (releaseStands: boolean, payer: Side = 'OWNER'): string => {
  if (payer === 'PRACTICE')
    return 'Your agreement, or the owner’s consent that you stated, has ended, so the hospital could not answer. Nothing was charged. Sign again on the consent page.'
  return releaseStands
    ? 'The agreement of your vet has ended, so the hospital could not answer. Nothing was charged. Ask your vet to agree again on the consent page.'
    : 'Your release has ended, so the hospital could not answer. Nothing was charged. Sign it again on the consent page, then pay.'
}

/** A Checkout page is offered again while it has this long to live, milliseconds. */
export const FRESH_MS = 5 * 60_000

/** What the books say of a refund, beside what Stripe says: the sum that is back or on its way, and why one came to us again. */
export function judgeRefunds(
  payment: { status: string; amountMinor: bigint; refundFailure: string | null },
  stripe: { backMinor: bigint; failure: string | null },
): 'BACK' | 'FAILED' | 'NOTHING' {
  const booked = payment.status === 'REFUNDED'
  if (stripe.backMinor >= payment.amountMinor) return booked ? 'NOTHING' : 'BACK'
  if (stripe.failure === null) return 'NOTHING'
  return booked || (payment.status === 'REFUND_DUE' && payment.refundFailure === null) ? 'FAILED' : 'NOTHING'
}

/**
 * Why a bank sent a repayment back, for the people on the case.
 * Codes: https://docs.stripe.com/api/refunds/object#refund_object-failure_reason
 */
export function refundFailureWords(code: string | null): string {
  switch (code) {
    case 'expired_or_canceled_card':
      return 'The card it was paid with has ended.'
    case 'lost_or_stolen_card':
      return 'The card it was paid with was reported lost or stolen.'
    case 'declined':
      return 'The bank refused the repayment.'
    case 'insufficient_funds':
      return 'Stripe could not cover the repayment when it was asked for.'
    default:
      return 'The bank sent the repayment back without saying why.'
  }
}
