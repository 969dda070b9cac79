import { missing } from './errors.ts'
import { DECLINE_MESSAGE, newCharge, type Card } from './objects/charge.ts'
import { applicationFee, chargeBalance, destinationTransfer } from './objects/money-movement.ts'
import { newPaymentIntent } from './objects/payment-intent.ts'
import { customerDetails } from './objects/session.ts'
import { route, type Route } from './routes.ts'
import type { Charge, Context, PaymentIntent, Session } from './types.ts'

function intentOf({ emit, now, store }: Context, session: Session): PaymentIntent {
  const existing = session.payment_intent ? store.get('paymentIntents', session.payment_intent) : undefined
  if (existing) return existing
  const purchase = store.get('purchases', session.id)
  if (!purchase) throw missing('checkout.session', session.id)
  const intent = store.put('paymentIntents', newPaymentIntent(session, purchase, now()))
  store.put('sessions', { ...session, payment_intent: intent.id })
  emit({ type: 'payment_intent.created', data: { object: intent } })
  return intent
}

function decline({ emit, store }: Context, intent: PaymentIntent, charge: Charge): void {
  store.put('charges', charge)
  const failed = store.put('paymentIntents', {
    ...intent,
    last_payment_error: {
      charge: charge.id,
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: DECLINE_MESSAGE,
      type: 'card_error',
    },
    latest_charge: charge.id,
  })
  emit({ type: 'charge.failed', data: { object: charge } })
  emit({ type: 'payment_intent.payment_failed', data: { object: failed } })
}

/** Sends a captured destination charge on, takes the fee back, and books Stripe's own fee. */
function settle({ emit, store }: Context, intent: PaymentIntent, charge: Charge): Charge {
  const balance = store.put('balanceTransactions', chargeBalance(charge))
  const settled: Charge = { ...charge, balance_transaction: balance.id }
  if (!intent.transfer_data) return store.put('charges', settled)
  const { destination } = intent.transfer_data
  const transfer = store.put('transfers', destinationTransfer(charge, destination))
  emit({ type: 'transfer.created', data: { object: transfer } })
  settled.transfer = transfer.id
  if (intent.application_fee_amount) {
    const fee = store.put('applicationFees', applicationFee(charge, destination, intent.application_fee_amount))
    emit({ type: 'application_fee.created', data: { object: fee } })
    settled.application_fee = fee.id
  }
  return store.put('charges', settled)
}

/**
 * One press of a pay button on the hosted page. A session that is no longer open is left as it is, so that a
 * second press never pays again. Returns the session as it then stands.
 */
export function payForSession(context: Context, session: Session, card: Card, email: string | null): Session {
  if (session.status !== 'open') return session
  const { emit, now, store } = context
  const intent = intentOf(context, session)
  const attempt = newCharge(intent, card, email, now())
  const tried: Session = { ...session, payment_intent: intent.id }
  if (card.declined) {
    decline(context, intent, attempt)
    return tried
  }
  const charge = settle(context, intent, attempt)
  emit({ type: 'charge.succeeded', data: { object: charge } })
  const paid = store.put('paymentIntents', {
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: charge.payment_method,
    status: 'succeeded',
  })
  emit({ type: 'payment_intent.succeeded', data: { object: paid } })
  const complete = store.put('sessions', {
    ...tried,
    customer_details: customerDetails(email),
    payment_status: 'paid',
    status: 'complete',
    url: null,
  })
  emit({ type: 'checkout.session.completed', data: { object: complete } })
  return complete
}

/** A payment intent by id, or `resource_missing`. */
export function requireIntent({ store }: Context, id: string, param?: string): PaymentIntent {
  const intent = store.get('paymentIntents', id)
  if (!intent) throw missing('payment_intent', id, param)
  return intent
}

/** A charge by id, or `resource_missing`. */
export function requireCharge({ store }: Context, id: string, param?: string): Charge {
  const charge = store.get('charges', id)
  if (!charge) throw missing('charge', id, param)
  return charge
}

function found<T>(object: T | undefined, name: string, id: string): T {
  if (!object) throw missing(name, id)
  return object
}

export const paymentRoutes: Route[] = [
  route('GET', '/v1/payment_intents/:id', {}, (context, _, id) => requireIntent(context, id)),
  route('GET', '/v1/charges/:id', {}, (context, _, id) => requireCharge(context, id)),
  route('GET', '/v1/transfers/:id', {}, ({ store }, _, id) => found(store.get('transfers', id), 'transfer', id)),
  route('GET', '/v1/application_fees/:id', {}, ({ store }, _, id) =>
    found(store.get('applicationFees', id), 'application_fee', id),
  ),
  route('GET', '/v1/balance_transactions/:id', {}, ({ store }, _, id) =>
    found(store.get('balanceTransactions', id), 'balance_transaction', id),
  ),
]
