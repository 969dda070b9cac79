import type Stripe from 'stripe'
import { newId } from '../ids.ts'
import type { ApplicationFee, BalanceTransaction, Charge, Refund, Transfer } from '../types.ts'

/** What Stripe keeps of a European card payment: 1.5 % and 25 minor units. */
export function stripeFee(amount: number): number {
  return Math.round(amount * 0.015) + 25
}

/** The charge in the platform's balance, with Stripe's fee taken off. */
export function chargeBalance(charge: Charge): BalanceTransaction {
  const fee = stripeFee(charge.amount)
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: charge.amount,
    available_on: charge.created,
    balance_type: 'payments',
    created: charge.created,
    currency: charge.currency,
    description: charge.description,
    exchange_rate: null,
    fee,
    fee_details: [
      {
        amount: fee,
        application: null,
        currency: charge.currency,
        description: 'Stripe processing fees',
        type: 'stripe_fee',
      },
    ],
    net: charge.amount - fee,
    reporting_category: 'charge',
    source: charge.id,
    status: 'available',
    type: 'charge',
  }
}

/** A refund in the platform's balance; Stripe keeps its processing fee. */
export function refundBalance(refund: Refund): BalanceTransaction {
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: -refund.amount,
    available_on: refund.created,
    balance_type: 'payments',
    created: refund.created,
    currency: refund.currency,
    description: 'REFUND',
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: -refund.amount,
    reporting_category: 'refund',
    source: refund.id,
    status: 'available',
    type: 'refund',
  }
}

/** A destination charge sends the whole amount on; the application fee comes back from it. */
export function destinationTransfer(charge: Charge, destination: string): Transfer {
  const id = newId('tr')
  return {
    id,
    object: 'transfer',
    amount: charge.amount,
    amount_reversed: 0,
    balance_transaction: null,
    created: charge.created,
    currency: charge.currency,
    description: null,
    destination,
    livemode: false,
    metadata: {},
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: charge.id,
    source_type: 'card',
    transfer_group: charge.transfer_group,
  }
}

export function transferReversal(
  transfer: Transfer,
  refund: string,
  amount: number,
  now: number,
): Stripe.TransferReversal {
  return {
    id: newId('trr'),
    object: 'transfer_reversal',
    amount,
    balance_transaction: null,
    created: now,
    currency: transfer.currency,
    destination_payment_refund: null,
    metadata: {},
    source_refund: refund,
    transfer: transfer.id,
  }
}

export function applicationFee(charge: Charge, account: string, amount: number): ApplicationFee {
  const id = newId('fee')
  return {
    id,
    object: 'application_fee',
    account,
    amount,
    amount_refunded: 0,
    application: 'ca_local_stand_in',
    balance_transaction: null,
    charge: charge.id,
    created: charge.created,
    currency: charge.currency,
    fee_source: { charge: charge.id, type: 'charge' },
    livemode: false,
    originating_transaction: charge.id,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  }
}

export function feeRefund(fee: ApplicationFee, amount: number, now: number): Stripe.FeeRefund {
  return {
    id: newId('fr'),
    object: 'fee_refund',
    amount,
    balance_transaction: null,
    created: now,
    currency: fee.currency,
    fee: fee.id,
    metadata: {},
  }
}
