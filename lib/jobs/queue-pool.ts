import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { isDatabaseAway } from '#lib/db/away.ts'
import { WatchedPool } from '#lib/db/watched-pool.ts'

const TRY_EVERY_MS = 1000
/** The listener is silent by trade; the clock's job of each minute is what it hears at least. */
const SILENCE_MS = 90_000

type Found = (error: Error | undefined, client: pg.PoolClient | undefined, release: (error?: Error) => void) => void

/**
 * The queue's connections, which outlive an outage: whoever asks for one waits until PostgreSQL is back, and a statement
 * that was cut off fails in the word that graphile-worker takes for "try again". Otherwise a job that ends during an outage
 * could not be crossed off, which ends the worker's process and leaves the job locked for hours.
 */
export class QueuePool extends WatchedPool {
  #ending = false

  constructor(connectionString: string, max: number) {
    super({ connectionString, max, silenceMs: SILENCE_MS })
    this.on('connect', failInWordsOfTheQueue)
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Found): void
  override connect(callback?: Found): Promise<pg.PoolClient> | void {
    const client = this.#connected()
    if (!callback) return client
    void tell(client, callback)
  }

  override end(): Promise<void> {
    this.#ending = true
    return super.end()
  }

  async #connected(): Promise<pg.PoolClient> {
    for (;;) {
      try {
        return await super.connect()
      } catch (error) {
        if (this.#ending || !isDatabaseAway(error)) throw error
        await pause(TRY_EVERY_MS)
      }
    }
  }
}

async function tell(client: Promise<pg.PoolClient>, callback: Found): Promise<void> {
  const found = await client.catch((error: Error) => error)
  if (found instanceof Error) callback(found, undefined, () => {})
  else callback(undefined, found, (error) => found.release(error))
}

function failInWordsOfTheQueue(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const asked = (...args: unknown[]) => {
    const answer = query(...args)
    return answer instanceof Promise ? answer.catch(tellAgain) : answer
  }
  Object.assign(client, { query: asked })
}

function tellAgain(error: unknown): never {
  if (isDatabaseAway(error))
    throw Object.assign(new Error('PostgreSQL is away', { cause: error }), { code: 'ETIMEDOUT' })
  throw error
}
