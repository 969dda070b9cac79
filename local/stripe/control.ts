import { z } from 'zod'
import { json, type Incoming, type Reply } from './http.ts'
import { failRefund } from './refunds.ts'
import { NO_REQUEST, type World } from './world.ts'

const switches = z.strictObject({
  delayMs: z.int().min(0).max(600_000).optional(),
  duplicate: z.boolean().optional(),
  paused: z.boolean().optional(),
  reorder: z.boolean().optional(),
})

const outage = z.strictObject({ on: z.boolean() })
const returned = z.strictObject({ reason: z.string().max(100), refund: z.string().max(100) })

function eventLog({ store }: World) {
  return store.all('events').map((event) => {
    const delivery = store.get('deliveries', event.id)
    return { id: event.id, type: event.type, created: event.created, data: event.data, delivery }
  })
}

function withBody<T extends z.ZodType>(schema: T, incoming: Incoming, run: (value: z.infer<T>) => object): Reply {
  // A page on another origin can post a form here, but not JSON: that needs a permission it will not get.
  if (!incoming.header('content-type')?.startsWith('application/json')) {
    return json(415, { error: 'Send application/json' })
  }
  const parsed = schema.safeParse(jsonOrNull(incoming.body))
  return parsed.success ? json(200, run(parsed.data)) : json(400, { error: z.prettifyError(parsed.error) })
}

function jsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** The switches of the stand-in itself, under `/_local/`; Stripe has nothing of the kind. */
export async function handleControl(incoming: Incoming, world: World): Promise<Reply> {
  switch (`${incoming.method} ${incoming.path}`) {
    case 'GET /_local/health':
      return json(200, { ok: true })
    case 'GET /_local/events':
      return json(200, { events: eventLog(world) })
    case 'GET /_local/webhooks':
      return json(200, world.webhooks.configure({}))
    case 'POST /_local/webhooks':
      return withBody(switches, incoming, (changes) => world.webhooks.configure(changes))
    case 'POST /_local/webhooks/flush':
      return json(200, await world.webhooks.flush())
    case 'POST /_local/refunds/fail':
      return withBody(returned, incoming, ({ refund, reason }) =>
        failRefund(world.contextFor(NO_REQUEST), refund, reason),
      )
    case 'POST /_local/outage':
      return withBody(outage, incoming, (change) => {
        world.outage = change.on
        return change
      })
    default:
      return json(404, { error: `Nothing at ${incoming.method} ${incoming.path}` })
  }
}
