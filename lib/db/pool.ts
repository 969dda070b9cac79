import 'server-only'
import pg from 'pg'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'

const shared = globalThis as { conferralPool?: { url: string; pool: pg.Pool } }

/**
 * A few plain connections for what stands outside any actor's unit of work (counters of the rate limit). Everything
 * else goes through lib/db/unit.ts. Made anew only when the URL changes (tests).
 */
export function plainPool(): pg.Pool {
  const { DATABASE_URL: url } = env()
  if (shared.conferralPool?.url !== url) {
    void shared.conferralPool?.pool.end()
    const pool = new pg.Pool({
      connectionString: url,
      max: 2,
      connectionTimeoutMillis: 4000,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
    })
    // A connection that dies while idle is replaced on the next query; unheard, its error would end the process.
    pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'))
    shared.conferralPool = { url, pool }
  }
  return shared.conferralPool.pool
}
