import 'server-only'
import Stripe from 'stripe'
import { env } from '#lib/env.ts'
import { GatewayError, errorField } from './error.ts'
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts'
import { type NewRefund, refund, type RefundState, refundState, type RefundStatus } from './stripe-refunds.ts'

/** Takes an owner's money to a hospital: Stripe Connect, destination charges with the platform's application fee. */
export type Payments = {
  createAccount: (account: NewAccount) => Promise<string>
  onboardingLink: (accountId: string, urls: { returnUrl: string; refreshUrl: string }) => Promise<string>
  accountState: (accountId: string) => Promise<AccountState>
  createCheckout: (checkout: NewCheckout) => Promise<{ sessionId: string; url: string }>
  expireCheckout: (sessionId: string) => Promise<'EXPIRED' | 'ALREADY_PAID'>
  retrieveCheckout: (sessionId: string) => Promise<CheckoutState>
  /** Gives back whatever of a payment has not gone back yet. */
  refund: (refund: NewRefund) => Promise<{ refundId: string | null; status: RefundStatus }>
  /** How much of a payment is back or on its way back, and why a part came to us again. */
  refundState: (paymentIntentId: string, currency: string) => Promise<RefundState>
  verifyWebhook: (rawBody: string | Buffer, signature: string) => Stripe.Event
}

export type NewAccount = { organizationId: string; name: string; email: string; country: string }
export type AccountState = {
  accountId: string
  chargesEnabled: boolean
  payoutsEnabled: boolean
  detailsSubmitted: boolean
  /** True when a destination charge to this account can succeed. */
  transfersActive: boolean
  /** What Stripe still wants to know, in Stripe's words. */
  due: string[]
  disabledReason: string | null
}
export type NewCheckout = {
  caseId: string
  paymentId: string
  caseNumber: string
  description: string
  amountMinor: bigint
  currency: string
  applicationFeeMinor: bigint
  destination: string
  customerEmail: string
  successUrl: string
  cancelUrl: string
  /** Kept with the payment and given unchanged on a retry: Stripe refuses an idempotency key with other parameters. */
  expiresAt: Date
  idempotencyKey: string
}
export type CheckoutState = {
  sessionId: string
  status: 'OPEN' | 'COMPLETE' | 'EXPIRED'
  paid: boolean
  paymentIntentId: string | null
  amountMinor: bigint
  currency: string
  caseId: string | null
  paymentId: string | null
  url: string | null
}
/** `apiUrl` points the SDK at another server than Stripe's, such as the stand-in on one machine. */
export type PaymentsConfig = { secretKey: string; webhookSecret: string; apiUrl?: string | undefined }

const MINUTE = 60_000

/**
 * When a Checkout page should end: with the estimate, but within what Stripe allows (30 minutes to 24 hours ahead).
 * Compute it once, keep it with the payment.
 */
export function checkoutExpiry(at: Date, estimateEndsAt: Date): Date {
  const earliest = at.getTime() + 31 * MINUTE
  const latest = at.getTime() + 23 * 60 * MINUTE
  return new Date(Math.min(Math.max(estimateEndsAt.getTime(), earliest), latest))
}

function paymentsConfig(): PaymentsConfig {
  const e = env()
  return { secretKey: e.STRIPE_SECRET_KEY, webhookSecret: e.STRIPE_WEBHOOK_SECRET, apiUrl: e.STRIPE_API_URL }
}

function connect({ secretKey, apiUrl }: PaymentsConfig): Stripe {
  // Somebody has pressed a button: a quarter of a minute at most. Jobs are tried again by the queue.
  const options = { timeout: 7_000, maxNetworkRetries: 1, telemetry: false }
  if (!apiUrl) return new Stripe(secretKey, options)
  if (/^(sk|rk)_live_/.test(secretKey)) {
    throw new GatewayError('payments', { temporary: false, code: 'LiveKeyForOtherServer' })
  }
  const url = new URL(apiUrl)
  const protocol = url.protocol === 'https:' ? 'https' : 'http'
  return new Stripe(secretKey, {
    ...options,
    host: url.hostname,
    port: url.port || (protocol === 'https' ? 443 : 80),
    protocol,
  })
}

function paymentsError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  if (!(error instanceof Stripe.errors.StripeError)) {
    return new GatewayError('payments', {
      temporary: false,
      code: errorField(error, 'name') ?? 'Unknown',
      cause: error,
    })
  }
  const status = error.statusCode
  const temporary = status === undefined || status >= 500 || status === 429 || status === 409
  // A signature error has no status either, but the same bytes will never verify.
  const permanent = error instanceof Stripe.errors.StripeSignatureVerificationError
  return new GatewayError('payments', {
    temporary: temporary && !permanent,
    code: error.code ?? error.type,
    cause: error,
  })
}

async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw paymentsError(error)
  }
}

const idOf = (value: string | { id: string } | null) => (typeof value === 'string' ? value : (value?.id ?? null))

async function createAccount(stripe: Stripe, account: NewAccount): Promise<string> {
  const created = await stripe.accounts.create(
    {
      type: 'express',
      country: account.country,
      email: account.email,
      business_profile: { name: account.name },
      capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
      metadata: { organizationId: account.organizationId },
    },
    { idempotencyKey: `account:${account.organizationId}:${account.country}` },
  )
  return created.id
}

async function accountState(stripe: Stripe, accountId: string): Promise<AccountState> {
  const account = await stripe.accounts.retrieve(accountId)
  return {
    accountId: account.id,
    chargesEnabled: account.charges_enabled,
    payoutsEnabled: account.payouts_enabled,
    detailsSubmitted: account.details_submitted,
    transfersActive: account.capabilities?.transfers === 'active',
    due: account.requirements?.currently_due ?? [],
    disabledReason: account.requirements?.disabled_reason ?? null,
  }
}

function checkoutParams(checkout: NewCheckout): Stripe.Checkout.SessionCreateParams {
  const metadata = { caseId: checkout.caseId, paymentId: checkout.paymentId, caseNumber: checkout.caseNumber }
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: checkout.currency.toLowerCase(),
          unit_amount: toStripeAmount(checkout.amountMinor, checkout.currency),
          product_data: { name: checkout.description },
        },
      },
    ],
    payment_intent_data: {
      application_fee_amount: toStripeAmount(checkout.applicationFeeMinor, checkout.currency),
      transfer_data: { destination: checkout.destination },
      description: `${checkout.caseNumber} ${checkout.description}`,
      metadata,
    },
    customer_email: checkout.customerEmail,
    client_reference_id: checkout.caseId,
    metadata,
    success_url: checkout.successUrl,
    cancel_url: checkout.cancelUrl,
    expires_at: Math.floor(checkout.expiresAt.getTime() / 1000),
  }
}

async function createCheckout(stripe: Stripe, checkout: NewCheckout): Promise<{ sessionId: string; url: string }> {
  const { idempotencyKey } = checkout
  const session = await stripe.checkout.sessions.create(checkoutParams(checkout), { idempotencyKey })
  if (!session.url) throw new GatewayError('payments', { temporary: false, code: 'NoCheckoutUrl' })
  return { sessionId: session.id, url: session.url }
}

async function retrieveCheckout(stripe: Stripe, sessionId: string): Promise<CheckoutState> {
  return checkoutState(await stripe.checkout.sessions.retrieve(sessionId))
}

/** What a Checkout Session says, in our words; for a session fetched or one that came in a webhook. */
export function checkoutState(session: Stripe.Checkout.Session): CheckoutState {
  const status = { open: 'OPEN', complete: 'COMPLETE', expired: 'EXPIRED' } as const
  const currency = (session.currency ?? '').toUpperCase()
  return {
    sessionId: session.id,
    status: status[session.status as keyof typeof status] ?? 'OPEN',
    paid: session.payment_status === 'paid',
    paymentIntentId: idOf(session.payment_intent),
    amountMinor: fromStripeAmount(session.amount_total ?? 0, currency),
    currency,
    caseId: session.metadata?.caseId ?? null,
    paymentId: session.metadata?.paymentId ?? null,
    url: session.url,
  }
}

async function expireCheckout(stripe: Stripe, sessionId: string): Promise<'EXPIRED' | 'ALREADY_PAID'> {
  const now = await retrieveCheckout(stripe, sessionId)
  if (now.status === 'EXPIRED') return 'EXPIRED'
  if (now.status === 'COMPLETE') return 'ALREADY_PAID'
  try {
    await stripe.checkout.sessions.expire(sessionId)
    return 'EXPIRED'
  } catch (error) {
    // The owner may have paid between the look and the call.
    const after = await retrieveCheckout(stripe, sessionId)
    if (after.status === 'OPEN') throw error
    return after.status === 'EXPIRED' ? 'EXPIRED' : 'ALREADY_PAID'
  }
}

function verifyWebhook(stripe: Stripe, secret: string, rawBody: string | Buffer, signature: string): Stripe.Event {
  try {
    return stripe.webhooks.constructEvent(rawBody, signature, secret)
  } catch (error) {
    throw new GatewayError('payments', { temporary: false, code: 'BadWebhookSignature', cause: error })
  }
}

/** The Stripe adapter. Amounts are ISO 4217 minor units. Every method throws GatewayError('payments'). */
export function createPayments(config: PaymentsConfig): Payments {
  const stripe = connect(config)
  return {
    createAccount: (account) => guarded(() => createAccount(stripe, account)),
    onboardingLink: (account, { returnUrl, refreshUrl }) =>
      guarded(async () => {
        const params = { account, type: 'account_onboarding', return_url: returnUrl, refresh_url: refreshUrl } as const
        return (await stripe.accountLinks.create(params)).url
      }),
    accountState: (accountId) => guarded(() => accountState(stripe, accountId)),
    createCheckout: (checkout) => guarded(() => createCheckout(stripe, checkout)),
    expireCheckout: (sessionId) => guarded(() => expireCheckout(stripe, sessionId)),
    retrieveCheckout: (sessionId) => guarded(() => retrieveCheckout(stripe, sessionId)),
    refund: (wanted) => guarded(() => refund(stripe, wanted)),
    refundState: (intentId, currency) => guarded(() => refundState(stripe, intentId, currency)),
    verifyWebhook: (rawBody, signature) => verifyWebhook(stripe, config.webhookSecret, rawBody, signature),
  }
}

let shared: Payments | undefined

/** The payments that the environment names, made once per process. */
export function payments(): Payments {
  shared ??= createPayments(paymentsConfig())
  return shared
}
