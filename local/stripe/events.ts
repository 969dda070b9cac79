import Stripe from 'stripe'
import { missing } from './errors.ts'
import { newId } from './ids.ts'
import { page } from './lists.ts'
import { list, pagination, text } from './params.ts'
import { route, type Route, type Shape } from './routes.ts'
import type { EventFacts, LocalEvent } from './types.ts'

/** The one API version that the SDK of this repository speaks. */
export const API_VERSION = Stripe.API_VERSION

/** Puts Stripe's envelope around what happened. */
export function newEvent(facts: EventFacts, request: Stripe.Event.Request, now: number): LocalEvent {
  const envelope = {
    id: newId('evt'),
    object: 'event' as const,
    api_version: API_VERSION,
    created: now,
    livemode: false,
    pending_webhooks: 1,
    request,
  }
  return { ...envelope, ...facts }
}

const listShape = {
  ...pagination,
  type: text.optional(),
  types: list(text).optional(),
} satisfies Shape<Stripe.EventListParams>

export const eventRoutes: Route[] = [
  route('GET', '/v1/events', listShape, ({ store }, { type, types, ...paging }) => {
    const wanted = types ?? (type === undefined ? undefined : [type])
    const events = store.all('events').filter((event) => !wanted || wanted.includes(event.type))
    return page(events, paging, '/v1/events')
  }),
  route('GET', '/v1/events/:id', {}, ({ store }, _, id) => {
    const event = store.get('events', id)
    if (!event) throw missing('event', id)
    return event
  }),
]
