import type Stripe from 'stripe'
import { expectTypeOf, test } from 'vitest'
import type { Shape } from './routes.ts'
import type { Account, Exact, LocalEvent, LocalEventType, PaymentIntent, Refund, Session } from './types.ts'

// The compiler judges these: a field or value that the SDK drops or renames makes `tsc` fail.

test('enums hold only the values that the SDK documents', () => {
  expectTypeOf<Session['status']>().toEqualTypeOf<'complete' | 'expired' | 'open' | null>()
  expectTypeOf<Session['payment_status']>().toEqualTypeOf<'no_payment_required' | 'paid' | 'unpaid'>()
  expectTypeOf<PaymentIntent['status']>().extract<'suceeded'>().toBeNever()
  expectTypeOf<Exact<Stripe.Charge>['currency']>().toEqualTypeOf<string>()
})

test('what is kept is what the SDK reads', () => {
  expectTypeOf<Session>().toExtend<Stripe.Checkout.Session>()
  expectTypeOf<PaymentIntent>().toExtend<Stripe.PaymentIntent>()
  expectTypeOf<Refund>().toExtend<Stripe.Refund>()
  expectTypeOf<Account>().toExtend<Stripe.Account>()
  expectTypeOf<LocalEvent>().toExtend<Stripe.Event>()
  expectTypeOf<LocalEvent['type']>().toEqualTypeOf<LocalEventType>()
})

test('parameters are named as in the SDK', () => {
  expectTypeOf<keyof Shape<Stripe.RefundCreateParams>>().toEqualTypeOf<keyof Stripe.RefundCreateParams>()
})
