import 'server-only'
import { payments } from '#lib/gateways/payments.ts'

/** Asks Stripe for the Checkout page of an order; asked twice for one order it is the same page. Outside any transaction. */
export const openCheckout: ReturnType<typeof payments>['createCheckout'] = (order) => payments().createCheckout(order)
