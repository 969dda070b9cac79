import 'server-only'
import pg from 'pg'
import { z } from 'zod'
import { Audience } from '#lib/db/generated/enums.ts'
import { CONNECT_MS, KEEP_ALIVE } from '#lib/db/watched-pool.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'

/** What PostgreSQL tells when an event of a case commits (app.append_event). */
const notice = z.object({ caseId: z.uuid(), seq: z.number(), type: z.string(), audience: z.enum(Audience) })
export type CaseNotice = z.infer<typeof notice>

/** `null` says that the line was cut for a while: something may have been missed. */
type Listener = (notice: CaseNotice | null) => void

/** A line on which nothing is said looks like one whose end has vanished: asked so often, it tells. */
const BEAT_MS = 20_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5000

/**
 * One LISTEN connection a process, shared by every open window. It reconnects by itself; listeners are told, so that
 * they look again.
 */
class Hub {
  readonly #listeners = new Map<string, Set<Listener>>()
  #client: pg.Client | null = null
  #connecting: Promise<void> | null = null
  #attempt = 0

  /** @returns a function that ends the subscription */
  subscribe(caseId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(caseId) ?? new Set()
    this.#listeners.set(caseId, listeners.add(listener))
    void this.ready()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(caseId)
    }
  }

  /** Resolves once the line is open, or has just failed to and will be tried again. */
  async ready(): Promise<void> {
    if (this.#client) return
    this.#connecting ??= this.#open().finally(() => (this.#connecting = null))
    return this.#connecting
  }

  async #open(): Promise<void> {
    const client = new pg.Client({
      connectionString: env().DATABASE_LISTEN_URL,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CONNECT_MS,
      ...KEEP_ALIVE,
    })
    client.on('notification', ({ payload }) => this.#deliver(payload))
    client.on('error', (error) => this.#lost(client, error))
    client.on('end', () => this.#lost(client, null))
    try {
      await client.connect()
      await client.query('listen case_event')
      this.#client = client
      if (this.#attempt > 0) this.#broadcast()
      this.#attempt = 0
      this.#listenForBeat(client)
    } catch (error) {
      void client.end().catch(() => {})
      this.#retry(error)
    }
  }

  #listenForBeat(client: pg.Client): void {
    const beat = setInterval(() => {
      if (this.#client !== client) return clearInterval(beat)
      client.query('select 1').catch((error: Error) => {
        void client.end().catch(() => {})
        this.#lost(client, error)
      })
    }, BEAT_MS)
    beat.unref()
  }

  #lost(client: pg.Client, error: Error | null): void {
    if (this.#client !== client) return
    this.#client = null
    this.#retry(error)
  }

  #retry(error: unknown): void {
    if (this.#listeners.size === 0) return
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#attempt++, LONGEST_PAUSE_MS)
    log.warn({ err: error, pause }, 'live line to PostgreSQL lost, trying again')
    setTimeout(() => void this.ready(), pause).unref()
  }

  #deliver(payload: string | undefined): void {
    const parsed = notice.safeParse(JSON.parse(payload ?? 'null'))
    if (!parsed.success) return
    for (const listener of this.#listeners.get(parsed.data.caseId) ?? []) listener(parsed.data)
  }

  #broadcast(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(null)
  }
}

const shared = globalThis as { conferralHub?: Hub }

export const hub = (): Hub => (shared.conferralHub ??= new Hub())
