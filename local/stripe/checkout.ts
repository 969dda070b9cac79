import type Stripe from 'stripe'
import { z } from 'zod'
import { requireAccount } from './accounts.ts'
import { ApiError, invalid, missing } from './errors.ts'
import { page } from './lists.ts'
import { formatMoney } from './money.ts'
import { openSession } from './objects/session.ts'
import { currency, emailAddress, integer, list, metadata, pagination, positive, text, webUrl } from './params.ts'
import { route, type Route, type Shape } from './routes.ts'
import type { Context, Purchase, Session } from './types.ts'

const MIN_LIFETIME_SECONDS = 30 * 60
const MAX_LIFETIME_SECONDS = 24 * 60 * 60
const MIN_AMOUNT = 50
const MAX_AMOUNT = 99_999_999

const lineItem = z.strictObject({
  price_data: z.strictObject({
    currency,
    product_data: z.strictObject({
      description: text.optional(),
      metadata: metadata.optional(),
      name: text,
    } satisfies Shape<Stripe.Checkout.SessionCreateParams.LineItem.PriceData.ProductData>),
    unit_amount: integer,
  } satisfies Shape<Stripe.Checkout.SessionCreateParams.LineItem.PriceData>),
  quantity: positive,
} satisfies Shape<Stripe.Checkout.SessionCreateParams.LineItem>)

const paymentIntentData = z.strictObject({
  application_fee_amount: integer.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  on_behalf_of: text.optional(),
  receipt_email: emailAddress.optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_data: z.strictObject({ destination: text }).optional(),
  transfer_group: text.optional(),
} satisfies Shape<Stripe.Checkout.SessionCreateParams.PaymentIntentData>)

const createShape = {
  allowed_payment_method_types: list(z.enum(['card'])).optional(),
  cancel_url: webUrl.optional(),
  client_reference_id: text.pipe(z.string().max(200)).optional(),
  customer_email: emailAddress.optional(),
  expires_at: integer.optional(),
  line_items: list(lineItem),
  locale: z.enum(['auto', 'en', 'en-GB']).optional(),
  metadata: metadata.optional(),
  mode: z.enum(['payment'], 'The stand-in offers only mode "payment"'),
  payment_intent_data: paymentIntentData.optional(),
  submit_type: z.enum(['auto', 'book', 'pay']).optional(),
  success_url: webUrl,
  ui_mode: z.enum(['hosted_page'], 'The stand-in offers only ui_mode "hosted_page"').optional(),
} satisfies Shape<Stripe.Checkout.SessionCreateParams>

type CreateParams = z.infer<z.ZodObject<typeof createShape>>

function totalOf(lines: CreateParams['line_items']): { amount: number; currency: string } {
  const currencies = new Set(lines.map((line) => line.price_data.currency))
  const [code] = currencies
  if (code === undefined) throw invalid('Missing required param: line_items.', 'line_items', 'parameter_missing')
  if (currencies.size > 1) throw invalid('All line items must be in the same currency', 'line_items')
  const amount = lines.reduce((sum, line) => sum + line.price_data.unit_amount * line.quantity, 0)
  if (lines.some((line) => line.price_data.unit_amount < 0)) {
    throw invalid('Invalid non-negative integer', 'line_items', 'parameter_invalid_integer')
  }
  if (amount < MIN_AMOUNT) {
    const least = formatMoney(MIN_AMOUNT, code)
    throw invalid(`The total amount due must be at least ${least}`, 'line_items', 'amount_too_small')
  }
  if (amount > MAX_AMOUNT) throw invalid('The total amount due is too large', 'line_items', 'amount_too_large')
  return { amount, currency: code }
}

function expiryOf(asked: number | undefined, now: number): number {
  if (asked === undefined) return now + MAX_LIFETIME_SECONDS
  // The clock of the caller may differ by the time a request takes.
  if (asked < now + MIN_LIFETIME_SECONDS - 5) {
    throw invalid('`expires_at` must be at least 30 minutes from Checkout Session creation', 'expires_at')
  }
  if (asked > now + MAX_LIFETIME_SECONDS + 5) {
    throw invalid('`expires_at` must be less than 24 hours from Checkout Session creation', 'expires_at')
  }
  return asked
}

function checkDestination(context: Context, payment: Purchase['payment'], total: number): void {
  const { applicationFeeAmount: fee, destination, onBehalfOf } = payment
  if (onBehalfOf) requireAccount(context, onBehalfOf, 'payment_intent_data[on_behalf_of]')
  if (destination) {
    const account = requireAccount(context, destination, 'payment_intent_data[transfer_data][destination]')
    if (account.capabilities.transfers !== 'active') {
      throw new ApiError(400, {
        type: 'invalid_request_error',
        code: 'insufficient_capabilities_for_transfer',
        message:
          'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      })
    }
  }
  if (fee === null) return
  const param = 'payment_intent_data[application_fee_amount]'
  if (!destination) throw invalid('Can only apply an application fee to a destination charge', param)
  if (fee < 0 || fee > total) throw invalid('The application fee must be between 0 and the total', param)
}

function createSession(context: Context, params: CreateParams): Session {
  const { now, publicUrl, store } = context
  const total = totalOf(params.line_items)
  const data = params.payment_intent_data
  const payment: Purchase['payment'] = {
    applicationFeeAmount: data?.application_fee_amount ?? null,
    description: data?.description ?? null,
    destination: data?.transfer_data?.destination ?? null,
    metadata: data?.metadata ?? {},
    onBehalfOf: data?.on_behalf_of ?? null,
    receiptEmail: data?.receipt_email ?? null,
    statementDescriptor: data?.statement_descriptor ?? null,
    statementDescriptorSuffix: data?.statement_descriptor_suffix ?? null,
    transferGroup: data?.transfer_group ?? null,
  }
  checkDestination(context, payment, total.amount)
  const given = {
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_total: total.amount,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: now(),
    currency: total.currency,
    customer_email: params.customer_email ?? null,
    expires_at: expiryOf(params.expires_at, now()),
    locale: params.locale ?? null,
    metadata: params.metadata ?? {},
    submit_type: params.submit_type ?? null,
    success_url: params.success_url,
  }
  const session = store.put('sessions', openSession(given, publicUrl))
  const items = params.line_items.map(({ price_data: price, quantity }) => ({
    name: price.product_data.name,
    description: price.product_data.description ?? null,
    quantity,
    unitAmount: price.unit_amount,
  }))
  store.put('purchases', { id: session.id, items, payment })
  return session
}

function expire({ emit, store }: Context, session: Session): Session {
  const expired = store.put('sessions', { ...session, status: 'expired', url: null })
  emit({ type: 'checkout.session.expired', data: { object: expired } })
  return expired
}

function expireIfOverdue(context: Context, session: Session): Session {
  const overdue = session.status === 'open' && session.expires_at <= context.now()
  return overdue ? expire(context, session) : session
}

/** The session as it is now: one that has outlived its `expires_at` is expired first, with its event. */
export function currentSession(context: Context, id: string): Session | undefined {
  const session = context.store.get('sessions', id)
  return session && expireIfOverdue(context, session)
}

/** Expires every session whose time has passed, whether or not anyone looks at it. */
export function expireOverdueSessions(context: Context): void {
  for (const session of context.store.all('sessions')) expireIfOverdue(context, session)
}

function requireSession(context: Context, id: string): Session {
  const session = currentSession(context, id)
  if (!session) throw missing('checkout.session', id)
  return session
}

function expireOnRequest(context: Context, id: string): Session {
  const session = requireSession(context, id)
  if (session.status === 'open') return expire(context, session)
  throw invalid(
    `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of "${session.status}".`,
  )
}

const listShape = { ...pagination, payment_intent: text.optional() } satisfies Shape<Stripe.Checkout.SessionListParams>

export const checkoutRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', createShape, createSession),
  route('GET', '/v1/checkout/sessions', listShape, (context, { payment_intent: intent, ...paging }) => {
    const all = context.store.all('sessions').map((session) => expireIfOverdue(context, session))
    const wanted = intent === undefined ? all : all.filter((session) => session.payment_intent === intent)
    return page(wanted, paging, '/v1/checkout/sessions')
  }),
  route('GET', '/v1/checkout/sessions/:id', {}, (context, _, id) => requireSession(context, id)),
  route('POST', '/v1/checkout/sessions/:id/expire', {}, (context, _, id) => expireOnRequest(context, id)),
]
