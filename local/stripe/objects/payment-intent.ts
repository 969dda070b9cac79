import { newId } from '../ids.ts'
import type { PaymentIntent, Purchase, Session } from '../types.ts'

const UNUSED = {
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_details: { tip: {} },
  application: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  customer: null,
  customer_account: null,
  excluded_payment_method_types: null,
  managed_payments: null,
  next_action: null,
  payment_method_configuration_details: null,
  payment_method_options: {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_record: null,
  processing: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
} satisfies Partial<PaymentIntent>

/** The payment intent that Checkout makes at the first attempt to pay. */
export function newPaymentIntent(session: Session, { payment }: Purchase, now: number): PaymentIntent {
  const id = newId('pi')
  return {
    ...UNUSED,
    id,
    object: 'payment_intent',
    amount: session.amount_total,
    amount_received: 0,
    application_fee_amount: payment.applicationFeeAmount,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret`),
    confirmation_method: 'automatic',
    created: now,
    currency: session.currency,
    description: payment.description,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: payment.metadata,
    on_behalf_of: payment.onBehalfOf,
    payment_method: null,
    payment_method_types: ['card'],
    receipt_email: payment.receiptEmail,
    statement_descriptor: payment.statementDescriptor,
    statement_descriptor_suffix: payment.statementDescriptorSuffix,
    status: 'requires_payment_method',
    transfer_data: payment.destination ? { destination: payment.destination } : null,
    transfer_group: payment.transferGroup,
  }
}
