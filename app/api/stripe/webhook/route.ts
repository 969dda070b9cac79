import { invalid } from '#lib/errors.ts'
import { receiveStripeEvent } from '#lib/case/fee/webhook.ts'
import { signedRoute } from '#lib/web/route.ts'

const MOST = 1_000_000

/** Stripe's deliveries: signed, stored once, applied by a job. Anything but 2xx makes Stripe try again later. */
export const POST = signedRoute(async (request) => {
  const body = await request.text()
  if (body.length > MOST) throw invalid('Too large')
  return Response.json({ received: await receiveStripeEvent(body, request.headers.get('stripe-signature') ?? '') })
})
