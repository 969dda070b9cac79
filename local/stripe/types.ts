import type Stripe from 'stripe'

type Documented<T> = T extends string ? (string extends T ? never : T) : never

/**
 * The SDK's enums also accept any other string, so a misspelt status would compile. This narrows every
 * enum field of an object to the values the SDK documents; plain string fields stay as they are.
 */
export type Exact<T> = {
  [K in keyof T]: [Documented<T[K]>] extends [never] ? T[K] : Documented<T[K]> | Exclude<T[K], string>
}

// What is kept on disk: the SDK's own objects, with references as ids (they are expanded only in answers).

export interface Session extends Exact<Stripe.Checkout.Session> {
  amount_subtotal: number
  amount_total: number
  currency: string
  metadata: Stripe.Metadata
  payment_intent: string | null
  success_url: string
}

export interface PaymentIntent extends Exact<Stripe.PaymentIntent> {
  latest_charge: string | null
  on_behalf_of: string | null
  transfer_data: { destination: string } | null
}

export interface Charge extends Exact<Stripe.Charge> {
  application_fee: string | null
  balance_transaction: string | null
  payment_intent: string
  transfer?: string
}

export interface Refund extends Exact<Stripe.Refund> {
  balance_transaction: string | null
  charge: string
  payment_intent: string
  transfer_reversal: string | null
}

export interface Account extends Exact<Stripe.Account> {
  business_profile: Stripe.Account.BusinessProfile
  capabilities: Exact<Stripe.Account.Capabilities>
  metadata: Stripe.Metadata
}

export interface Transfer extends Exact<Stripe.Transfer> {
  destination: string
  source_transaction: string
}

export interface ApplicationFee extends Exact<Stripe.ApplicationFee> {
  account: string
  charge: string
}

export type BalanceTransaction = Exact<Stripe.BalanceTransaction>

/** What a Checkout Session sells; Stripe keeps it too but shows it only on the page and in the payment intent. */
export interface Purchase {
  id: string
  items: { name: string; description: string | null; quantity: number; unitAmount: number }[]
  payment: {
    applicationFeeAmount: number | null
    description: string | null
    destination: string | null
    metadata: Stripe.Metadata
    onBehalfOf: string | null
    receiptEmail: string | null
    statementDescriptor: string | null
    statementDescriptorSuffix: string | null
    transferGroup: string | null
  }
}

export interface OnboardingLink {
  id: string
  account: string
  expiresAt: number
  refreshUrl: string
  returnUrl: string
  used: boolean
}

type Known<T extends Stripe.Event['type']> = T

export type LocalEventType = Known<
  | 'account.updated'
  | 'application_fee.created'
  | 'application_fee.refunded'
  | 'charge.failed'
  | 'charge.refunded'
  | 'charge.succeeded'
  | 'checkout.session.completed'
  | 'checkout.session.expired'
  | 'payment_intent.created'
  | 'payment_intent.payment_failed'
  | 'payment_intent.succeeded'
  | 'refund.created'
  | 'refund.failed'
  | 'transfer.created'
  | 'transfer.reversed'
>

export type LocalEvent = Extract<Stripe.Event, { type: LocalEventType }>

type FactsOf<E> = E extends LocalEvent ? Pick<E, 'type' | 'data' | 'account'> : never

/** What happened, without the envelope that `emit` puts around it. */
export type EventFacts = FactsOf<LocalEvent>

/** One event on its way to the webhook endpoint. Times are milliseconds since 1970. */
export interface Delivery {
  id: string
  attempts: { at: number; result: string }[]
  dueAt: number
  /** Start of the present run of attempts; null before the first one. */
  since: number | null
  state: 'pending' | 'delivered' | 'given_up'
}

/** The answer kept for an Idempotency-Key. */
export interface Replay {
  id: string
  at: number
  body: string
  fingerprint: string
  requestId: string
  status: number
}

/** What a handler works with; made anew for every request. Times are seconds since 1970. */
export interface Context {
  emit: (facts: EventFacts) => void
  now: () => number
  publicUrl: string
  store: Records
}

export interface Collections {
  accounts: Account
  applicationFees: ApplicationFee
  balanceTransactions: BalanceTransaction
  charges: Charge
  deliveries: Delivery
  events: LocalEvent
  onboardingLinks: OnboardingLink
  paymentIntents: PaymentIntent
  purchases: Purchase
  refunds: Refund
  replays: Replay
  sessions: Session
  transfers: Transfer
}

export type CollectionName = keyof Collections

/** Objects by id, in order of creation. An object is replaced as a whole, never edited in place. */
export interface Records {
  all: <K extends CollectionName>(name: K) => Collections[K][]
  get: <K extends CollectionName>(name: K, id: string) => Collections[K] | undefined
  put: <K extends CollectionName>(name: K, value: Collections[K]) => Collections[K]
}
