import type Stripe from 'stripe'
import { newEvent } from './events.ts'
import type { Store } from './store.ts'
import type { Context } from './types.ts'
import type { Webhooks } from './webhooks.ts'

/** Everything one running stand-in has. */
export interface World {
  contextFor: (request: Stripe.Event.Request) => Context
  outage: boolean
  publicUrl: string
  secretKey: string
  store: Store
  webhooks: Webhooks
}

interface Parts {
  now: () => number
  publicUrl: string
  secretKey: string
  store: Store
  webhooks: Webhooks
}

/** For changes that no API call asked for: a button on a hosted page, or time passing. */
export const NO_REQUEST: Stripe.Event.Request = { id: null, idempotency_key: null }

export function createWorld({ now, publicUrl, secretKey, store, webhooks }: Parts): World {
  const contextFor = (request: Stripe.Event.Request): Context => ({
    emit: (facts) => webhooks.enqueue(store.put('events', newEvent(facts, request, now()))),
    now,
    publicUrl,
    store,
  })
  return { contextFor, outage: false, publicUrl, secretKey, store, webhooks }
}
