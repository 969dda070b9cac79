import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid, missing } from './errors.ts'
import { page } from './lists.ts'
import { formatMoney } from './money.ts'
import { feeRefund, refundBalance, transferReversal } from './objects/money-movement.ts'
import { newRefund } from './objects/refund.ts'
import { flag, metadata, pagination, positive, text } from './params.ts'
import { requireCharge, requireIntent } from './payments.ts'
import { route, type Route, type Shape } from './routes.ts'
import type { Charge, Context, Refund } from './types.ts'

const createShape = {
  amount: positive.optional(),
  charge: text.optional(),
  metadata: metadata.optional(),
  payment_intent: text.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  refund_application_fee: flag.optional(),
  reverse_transfer: flag.optional(),
} satisfies Shape<Stripe.RefundCreateParams>

type CreateParams = z.infer<z.ZodObject<typeof createShape>>

function chargeToRefund(context: Context, params: CreateParams): Charge {
  if (params.charge !== undefined) return requireCharge(context, params.charge, 'charge')
  if (params.payment_intent === undefined) {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.'
    throw invalid(message, 'payment_intent', 'parameter_missing')
  }
  const intent = requireIntent(context, params.payment_intent, 'payment_intent')
  const charge = intent.latest_charge ? context.store.get('charges', intent.latest_charge) : undefined
  if (charge?.captured) return charge
  throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, 'payment_intent')
}

function amountToRefund(charge: Charge, asked: number | undefined): number {
  const left = charge.amount_captured - charge.amount_refunded
  if (!charge.captured) throw invalid(`Charge ${charge.id} is not captured and cannot be refunded.`, 'charge')
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded')
  }
  if (asked === undefined || asked <= left) return asked ?? left
  const [tooMuch, most] = [formatMoney(asked, charge.currency), formatMoney(left, charge.currency)]
  throw invalid(`Refund amount (${tooMuch}) is greater than unrefunded amount on charge (${most})`, 'amount')
}

/** Takes the refunded amount back from the connected account; returns the reversal's id. */
function reverseTransfer({ emit, now, store }: Context, charge: Charge, refund: Refund): string {
  const transfer = store.get('transfers', charge.transfer ?? '')
  if (!transfer) throw missing('transfer', charge.transfer ?? '')
  const reversal = transferReversal(transfer, refund.id, refund.amount, now())
  const reversedAmount = transfer.amount_reversed + refund.amount
  const reversed = store.put('transfers', {
    ...transfer,
    amount_reversed: reversedAmount,
    reversals: { ...transfer.reversals, data: [reversal, ...transfer.reversals.data] },
    reversed: reversedAmount === transfer.amount,
  })
  emit({ type: 'transfer.reversed', data: { object: reversed } })
  return reversal.id
}

/**
 * Gives the connected account its share of the fee back. Shares are differences of rounded totals, so that
 * partial refunds which add up to the charge add up to the whole fee.
 */
function refundFee({ emit, now, store }: Context, charge: Charge, amount: number): void {
  const fee = store.get('applicationFees', charge.application_fee ?? '')
  if (!fee) throw missing('application_fee', charge.application_fee ?? '')
  const shareOf = (refunded: number) => Math.round((fee.amount * refunded) / charge.amount)
  const share = shareOf(charge.amount_refunded + amount) - shareOf(charge.amount_refunded)
  if (share === 0) return
  const refundedAmount = fee.amount_refunded + share
  const refunded = store.put('applicationFees', {
    ...fee,
    amount_refunded: refundedAmount,
    refunded: refundedAmount === fee.amount,
    refunds: { ...fee.refunds, data: [feeRefund(fee, share, now()), ...fee.refunds.data] },
  })
  emit({ type: 'application_fee.refunded', data: { object: refunded } })
}

function createRefund(context: Context, params: CreateParams): Refund {
  const { emit, now, store } = context
  const charge = chargeToRefund(context, params)
  const amount = amountToRefund(charge, params.amount)
  if (params.reverse_transfer && !charge.transfer) {
    throw invalid('Cannot reverse the transfer of a charge that has none', 'reverse_transfer')
  }
  if (params.refund_application_fee && charge.application_fee_amount === null) {
    throw invalid('Cannot refund the application fee of a charge that has none', 'refund_application_fee')
  }
  const given = { amount, metadata: params.metadata ?? {}, reason: params.reason ?? null }
  const draft = newRefund(charge, given, now())
  const balance = store.put('balanceTransactions', refundBalance(draft))
  const reversal = params.reverse_transfer ? reverseTransfer(context, charge, draft) : null
  // A fee of nothing is no fee object, and nothing to give back.
  if (params.refund_application_fee && charge.application_fee) refundFee(context, charge, amount)
  const refund = store.put('refunds', { ...draft, balance_transaction: balance.id, transfer_reversal: reversal })
  const refundedAmount = charge.amount_refunded + amount
  const refunded = store.put('charges', {
    ...charge,
    amount_refunded: refundedAmount,
    refunded: refundedAmount === charge.amount_captured,
  })
  emit({ type: 'refund.created', data: { object: refund } })
  const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded }
  emit({ type: 'charge.refunded', data: { object: refunded, previous_attributes: before } })
  return refund
}

/** The bank sends a refund back, as happens days later with a card that has ended: the sum is on Stripe's balance again. */
export function failRefund({ emit, store }: Context, id: string, reason: string): Refund {
  const refund = store.get('refunds', id)
  const charge = refund?.charge && store.get('charges', String(refund.charge))
  if (!refund || !charge || refund.status === 'failed') throw missing('refund', id)
  const failed = store.put('refunds', { ...refund, failure_reason: reason, status: 'failed' })
  store.put('charges', { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false })
  emit({ type: 'refund.failed', data: { object: failed } })
  return failed
}

function requireRefund({ store }: Context, id: string): Refund {
  const refund = store.get('refunds', id)
  if (!refund) throw missing('refund', id)
  return refund
}

const listShape = {
  ...pagination,
  charge: text.optional(),
  payment_intent: text.optional(),
} satisfies Shape<Stripe.RefundListParams>

export const refundRoutes: Route[] = [
  route('POST', '/v1/refunds', createShape, createRefund),
  route('GET', '/v1/refunds', listShape, ({ store }, { charge, payment_intent: intent, ...paging }) => {
    const wanted = store
      .all('refunds')
      .filter((refund) => charge === undefined || refund.charge === charge)
      .filter((refund) => intent === undefined || refund.payment_intent === intent)
    return page(wanted, paging, '/v1/refunds')
  }),
  route('GET', '/v1/refunds/:id', {}, (context, _, id) => requireRefund(context, id)),
]
