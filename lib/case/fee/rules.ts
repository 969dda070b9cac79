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

/** A Checkout page is offered again while it has this long to live, milliseconds. */
export const FRESH_MS = 5 * 60_000
