import 'server-only'
import type pg from 'pg'
import { env } from '#lib/env.ts'
import { WatchedPool } from './watched-pool.ts'

const SILENCE_MS = 4000

const shared = globalThis as { conferralPool?: { url: string; pool: pg.Pool } }

/**
 * A few plain connections for what stands outside any actor's unit of work (counters of the rate limit). Everything
 * else goes through lib/db/unit.ts. Made anew only when the URL changes (tests).
 */
export function plainPool(): pg.Pool {
  const { DATABASE_URL: url } = env()
  if (shared.conferralPool?.url !== url) {
    void shared.conferralPool?.pool.end()
    const pool = new WatchedPool({ connectionString: url, max: 2, silenceMs: SILENCE_MS, allowExitOnIdle: true })
    shared.conferralPool = { url, pool }
  }
  return shared.conferralPool.pool
}
