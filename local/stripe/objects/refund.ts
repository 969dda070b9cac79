import type Stripe from 'stripe'
import { newId } from '../ids.ts'
import type { Charge, Refund } from '../types.ts'

interface Given {
  amount: number
  metadata: Stripe.Metadata
  reason: Refund['reason']
}

/** A refund to the card. Stripe's card refunds succeed at once in test mode, and so do these. */
export function newRefund(charge: Charge, given: Given, now: number): Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: given.amount,
    balance_transaction: null,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: given.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}
