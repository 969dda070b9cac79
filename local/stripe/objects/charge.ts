import { newId } from '../ids.ts'
import type { Charge, PaymentIntent } from '../types.ts'

export interface Card {
  declined: boolean
  last4: string
}

/** The two cards of the hosted page, with the numbers Stripe's own test cards end in. */
export const ACCEPTED_CARD: Card = { declined: false, last4: '4242' }
export const DECLINED_CARD: Card = { declined: true, last4: '0002' }

export const DECLINE_MESSAGE = 'Your card was declined.'

function cardDetails(card: Card, amount: number, now: number): NonNullable<Charge['payment_method_details']> {
  return {
    type: 'card',
    card: {
      amount_authorized: card.declined ? null : amount,
      authorization_code: null,
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: new Date(now * 1000).getUTCFullYear() + 3,
      funding: 'credit',
      installments: null,
      last4: card.last4,
      mandate: null,
      network: 'visa',
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

function outcomeOf({ declined }: Card): NonNullable<Charge['outcome']> {
  return {
    advice_code: declined ? 'try_again_later' : null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: declined ? 'declined_by_network' : 'approved_by_network',
    reason: declined ? 'generic_decline' : null,
    risk_level: 'normal',
    seller_message: declined ? 'The bank did not return any further details.' : 'Payment complete.',
    type: declined ? 'issuer_declined' : 'authorized',
  }
}

/** One attempt to charge a card for a payment intent; the references are filled in once money "moved". */
export function newCharge(intent: PaymentIntent, card: Card, email: string | null, now: number): Charge {
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: card.declined ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: null,
    billing_details: { address: null, email, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: intent.statement_descriptor,
    captured: !card.declined,
    created: now,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: card.declined ? 'card_declined' : null,
    failure_message: card.declined ? DECLINE_MESSAGE : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: intent.on_behalf_of,
    outcome: outcomeOf(card),
    paid: !card.declined,
    payment_intent: intent.id,
    payment_method: newId('pm'),
    payment_method_details: cardDetails(card, intent.amount, now),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: card.declined ? 'failed' : 'succeeded',
    transfer_data: intent.transfer_data ? { amount: null, destination: intent.transfer_data.destination } : null,
    transfer_group: intent.transfer_group,
  }
}
