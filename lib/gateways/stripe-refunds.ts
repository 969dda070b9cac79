import 'server-only'
import Stripe from 'stripe'
import { fromStripeAmount } from './stripe-amount.ts'

// Money that goes back, as Stripe knows it. Part of the adapter in payments.ts, which maps the errors.

export type NewRefund = {
  paymentIntentId: string
  reason: string
  idempotencyKey: string
}
export type RefundState = { backMinor: bigint; refundId: string | null; failure: string | null }
export type RefundStatus = 'SUCCEEDED' | 'PENDING' | 'FAILED'

/** Gives back whatever of a payment has not gone back yet. `refundId` is null when nothing was left to give. */
export async function refund(
  stripe: Stripe,
  wanted: NewRefund,
): Promise<{ refundId: string | null; status: RefundStatus }> {
  const made = await createRefund(stripe, wanted)
  if (!made) return { refundId: null, status: 'SUCCEEDED' }
  const failed = made.status === 'failed' || made.status === 'canceled'
  return { refundId: made.id, status: failed ? 'FAILED' : made.status === 'succeeded' ? 'SUCCEEDED' : 'PENDING' }
}

/** Without an amount Stripe gives back what is left, so a part that somebody gave back by hand does not stand in the way. */
async function createRefund(stripe: Stripe, wanted: NewRefund): Promise<Stripe.Refund | null> {
  const asked = stripe.refunds.create(
    {
      payment_intent: wanted.paymentIntentId,
      reason: 'requested_by_customer',
      // The hospital gives back what it received, the platform its fee: the owner is made whole by both.
      reverse_transfer: true,
      refund_application_fee: true,
      metadata: { reason: wanted.reason.slice(0, 500) },
    },
    { idempotencyKey: wanted.idempotencyKey },
  )
  try {
    return await asked
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === 'charge_already_refunded') return null
    throw error
  }
}

/** How much of a payment is back or on its way back, and why a part came to us again. @param currency of the sum that is given */
export async function refundState(stripe: Stripe, payment_intent: string, currency: string): Promise<RefundState> {
  const { data } = await stripe.refunds.list({ payment_intent, limit: 100 })
  const standing = data.filter(({ status }) => status !== 'failed' && status !== 'canceled')
  const failed = data.find(({ status }) => status === 'failed')
  const back = standing.reduce((sum, { amount }) => sum + amount, 0)
  return {
    backMinor: fromStripeAmount(back, currency),
    refundId: standing[0]?.id ?? null,
    failure: failed ? (failed.failure_reason ?? 'unknown') : null,
  }
}
