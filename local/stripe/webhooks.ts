import { nextDelayMs } from './schedule.ts'
import { signatureHeader } from './signature.ts'
import type { Store } from './store.ts'
import type { Delivery, LocalEvent } from './types.ts'

const TIMEOUT_MS = 10_000
/** With `reorder` on, events that follow each other this closely are sent in the opposite order. */
const REORDER_WINDOW_MS = 250

export interface Switches {
  delayMs: number
  duplicate: boolean
  paused: boolean
  reorder: boolean
}

interface Endpoint {
  secret: string
  url: string
}

/** Delivers events to one endpoint, signed and retried; what is undelivered survives a restart. */
export class Webhooks {
  private switches: Switches = { delayMs: 0, duplicate: false, paused: false, reorder: false }
  private readonly store: Store
  private readonly endpoint: Endpoint
  private readonly stopping = new AbortController()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private readonly running = new Map<string, Promise<boolean>>()
  private batch: string[] = []

  constructor(store: Store, endpoint: Endpoint) {
    this.store = store
    this.endpoint = endpoint
  }

  /** Takes up what an earlier run left undelivered; the time it was switched off does not count as a failure. */
  resume(): void {
    for (const delivery of this.pending()) {
      this.store.put('deliveries', { ...delivery, dueAt: Date.now(), since: null })
    }
    this.store.commit()
    this.release(this.pending())
  }

  enqueue(event: LocalEvent): void {
    const dueAt = Date.now() + this.switches.delayMs
    this.release([this.store.put('deliveries', { id: event.id, attempts: [], dueAt, since: null, state: 'pending' })])
  }

  /** Changes the given switches and returns all of them. Un-pausing sends what was held. */
  configure(changes: Partial<Switches>): Switches {
    const wasPaused = this.switches.paused
    this.switches = { ...this.switches, ...changes }
    if (this.switches.paused) this.disarmAll()
    else if (wasPaused) this.release(this.pending())
    return this.switches
  }

  /** Tries everything undelivered once, now, one after the other, also while paused. */
  async flush(): Promise<{ delivered: number; failed: number }> {
    this.batch = []
    const waiting = this.store.all('deliveries').filter((delivery) => delivery.state !== 'delivered')
    if (this.switches.reorder) waiting.reverse()
    const result = { delivered: 0, failed: 0 }
    for (const { id } of waiting) result[(await this.attempt(id)) ? 'delivered' : 'failed'] += 1
    return result
  }

  /** Ends timers and requests; resolves when none is left. */
  async stop(): Promise<void> {
    this.stopping.abort()
    this.disarmAll()
    await Promise.all(this.running.values())
  }

  private pending(): Delivery[] {
    return this.store.all('deliveries').filter((delivery) => delivery.state === 'pending')
  }

  private disarmAll(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    this.batch = []
  }

  private release(deliveries: Delivery[]): void {
    if (this.switches.paused) return
    for (const { dueAt, id } of deliveries) {
      if (this.switches.reorder) this.collect(id)
      else this.arm(id, dueAt)
    }
  }

  private arm(key: string, dueAt: number, run = () => void this.attempt(key)): void {
    if (this.switches.paused || this.stopping.signal.aborted) return
    clearTimeout(this.timers.get(key))
    const fire = () => {
      this.timers.delete(key)
      run()
    }
    this.timers.set(key, setTimeout(fire, Math.max(0, dueAt - Date.now())))
  }

  private collect(id: string): void {
    this.batch.push(id)
    if (this.batch.length > 1) return
    this.arm('batch', Date.now() + this.switches.delayMs + REORDER_WINDOW_MS, () => void this.sendBatch())
  }

  private async sendBatch(): Promise<void> {
    const backwards = this.batch.toReversed()
    this.batch = []
    for (const id of backwards) await this.attempt(id)
  }

  /** One attempt, never two of the same event at a time; true when it is delivered. */
  private attempt(id: string): Promise<boolean> {
    const already = this.running.get(id)
    if (already) return already
    const attempt = this.deliver(id).finally(() => this.running.delete(id))
    this.running.set(id, attempt)
    return attempt
  }

  private async deliver(id: string): Promise<boolean> {
    const event = this.store.get('events', id)
    const delivery = this.store.get('deliveries', id)
    if (!event || !delivery || delivery.state === 'delivered') return true
    const since = delivery.state === 'given_up' ? Date.now() : (delivery.since ?? Date.now())
    const results = [await this.send(event)]
    if (accepted(results) && this.switches.duplicate) results.push(await this.send(event))
    if (this.stopping.signal.aborted && !accepted(results)) return false
    const attempts = [...delivery.attempts, ...results.map((result) => ({ at: Date.now(), result }))]
    const wait = accepted(results) ? null : nextDelayMs(Date.now() - since)
    const dueAt = Date.now() + (wait ?? 0)
    const state = accepted(results) ? 'delivered' : wait === null ? 'given_up' : 'pending'
    this.store.put('deliveries', { id, attempts, dueAt, since, state })
    if (state === 'delivered') this.store.put('events', { ...event, pending_webhooks: 0 })
    this.store.commit()
    if (state === 'pending') this.arm(id, dueAt)
    return state === 'delivered'
  }

  /** Posts the event; the status it was answered with, or the reason why there was no answer. */
  private async send(event: LocalEvent): Promise<string> {
    const payload = JSON.stringify(event, null, 2)
    // Signed with the real time: receivers refuse signatures older than five minutes, so each attempt has its own.
    const signature = signatureHeader(payload, this.endpoint.secret, Math.floor(Date.now() / 1000))
    try {
      const response = await fetch(this.endpoint.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signature,
          'user-agent': 'Stripe/1.0 (local stand-in)',
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      })
      await response.arrayBuffer()
      return String(response.status)
    } catch (error) {
      return reasonOf(error)
    }
  }
}

function accepted([first]: string[]): boolean {
  return /^2\d\d$/.test(first ?? '')
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  const cause = error.cause
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name
}
