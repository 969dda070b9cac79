import { accountRoutes } from './accounts.ts'
import { checkoutRoutes } from './checkout.ts'
import { ApiError, invalid } from './errors.ts'
import { API_VERSION, eventRoutes } from './events.ts'
import type { Json } from './expand.ts'
import { parseForm, type Form } from './form.ts'
import { fingerprintOf, findReplay, isKept } from './idempotency.ts'
import { newId } from './ids.ts'
import { authenticate } from './keys.ts'
import { paymentRoutes } from './payments.ts'
import { refundRoutes } from './refunds.ts'
import type { Incoming, Reply } from './http.ts'
import { matchPath } from './routes.ts'
import type { World } from './world.ts'

const routes = [...accountRoutes, ...checkoutRoutes, ...eventRoutes, ...paymentRoutes, ...refundRoutes]

function checkHeaders(incoming: Incoming, world: World): void {
  authenticate(incoming.header('authorization'), world.secretKey)
  const version = incoming.header('stripe-version')
  if (version !== undefined && version !== API_VERSION) throw invalid(`Invalid Stripe API version: ${version}`)
  if (incoming.header('stripe-account') !== undefined) {
    throw invalid('The stand-in does not act for connected accounts; leave out Stripe-Account')
  }
}

function answer(incoming: Incoming, form: Form, world: World, requestId: string, key: string | null): Json {
  for (const route of routes) {
    const id = route.method === incoming.method ? matchPath(route.path, incoming.path) : null
    if (id === null) continue
    return route.run(world.contextFor({ id: requestId, idempotency_key: key }), form, id)
  }
  throw new ApiError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${incoming.method}: ${incoming.path}). The stand-in offers only a part of Stripe.`,
  })
}

function reply(status: number, body: string, requestId: string, headers: Record<string, string> = {}): Reply {
  const always = { 'content-type': 'application/json', 'request-id': requestId, 'stripe-version': API_VERSION }
  return { status, body, headers: { ...always, ...headers } }
}

const errorBody = (error: ApiError) => JSON.stringify({ error: error.body }, null, 2)

/** Runs one request and keeps its answer under the key, if it has one. */
function execute(incoming: Incoming, world: World, requestId: string, key: string | null): Reply {
  const form = parseForm(incoming.method === 'GET' ? incoming.query : incoming.body)
  const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key }
  const fingerprint = fingerprintOf(incoming.method, incoming.path, form)
  const replay = key === null ? undefined : findReplay(world.store, key, fingerprint)
  if (replay) {
    const replayed = { 'idempotent-replayed': 'true', 'original-request': replay.requestId }
    return reply(replay.status, replay.body, requestId, { ...headers, ...replayed })
  }
  const keep = (status: number, body: string) => {
    if (key !== null) world.store.put('replays', { id: key, at: Date.now(), body, fingerprint, requestId, status })
    return reply(status, body, requestId, headers)
  }
  try {
    return keep(200, JSON.stringify(answer(incoming, form, world, requestId, key), null, 2))
  } catch (error) {
    if (error instanceof ApiError && isKept(error)) return keep(error.status, errorBody(error))
    throw error
  }
}

/** Answers one call of the API, always in Stripe's shape. */
export function handleApi(incoming: Incoming, world: World): Reply {
  const requestId = newId('req')
  if (world.outage) {
    const message = 'Stripe is not available (the stand-in was told to be away).'
    return reply(503, JSON.stringify({ error: { type: 'api_error', message } }), requestId)
  }
  try {
    checkHeaders(incoming, world)
    const key = incoming.method === 'POST' ? (incoming.header('idempotency-key') ?? null) : null
    return execute(incoming, world, requestId, key)
  } catch (error) {
    if (error instanceof ApiError) return reply(error.status, errorBody(error), requestId)
    throw error
  }
}
