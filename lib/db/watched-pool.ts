import 'server-only'
import net from 'node:net'
import pg from 'pg'
import { log } from '#lib/log.ts'

/** Milliseconds until a caller is told that PostgreSQL is away. */
export const CONNECT_MS = 4000

/** Finds out by itself, within half a minute, that whoever is at the other end of a quiet connection has vanished. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const

export type PoolSettings = {
  connectionString: string
  max: number
  /** How long a connection in use may be silent. */
  silenceMs: number
  /** Said on each new connection before anything else. */
  setUp?: string
  /** How long a connection is kept that nobody needs. */
  idleTimeoutMillis?: number
  allowExitOnIdle?: boolean
}

/**
 * A pool that never waits for ever. A connection that stays silent while somebody waits for it is cut: what was asked on it
 * fails, and the pool opens another. Without that, a server that hangs would hold every page and, after it has vanished,
 * every connection for a quarter of an hour.
 */
export class WatchedPool extends pg.Pool {
  constructor({ silenceMs, setUp, ...config }: PoolSettings) {
    super({
      connectionTimeoutMillis: CONNECT_MS,
      idleTimeoutMillis: 30_000,
      ...KEEP_ALIVE,
      ...config,
      Client: WatchedClient,
      ...(setUp ? { onConnect: (client: pg.ClientBase) => begin(client, setUp, silenceMs) } : {}),
    })
    this.on('acquire', (client) => watch(client, silenceMs))
    this.on('release', (_error, client) => watch(client, 0))
    // A connection that dies is replaced on the next query, and whoever waits on it hears of it from that; unheard, these
    // events would end the process.
    this.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'))
    this.on('connect', (client) => client.on('error', () => {}))
  }
}

class WatchedClient extends pg.Client {
  readonly line: net.Socket

  constructor(config: pg.ClientConfig = {}) {
    const line = new net.Socket()
    super({ ...config, stream: () => line })
    this.line = line
    line.on('timeout', () => line.destroy(new NoAnswer()))
  }
}

const watch = (client: unknown, ms: number): void => {
  if (client instanceof WatchedClient) client.line.setTimeout(ms)
}

async function begin(client: pg.ClientBase, setUp: string, silenceMs: number): Promise<void> {
  watch(client, silenceMs)
  await client.query(setUp)
  watch(client, 0)
}

/** PostgreSQL took our words and said nothing: it hangs, or the network swallows them. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly code = 'ETIMEDOUT'
  constructor() {
    super('Connection terminated: PostgreSQL gave no answer')
  }
}
