import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '#lib/env.ts'
import { sha256 } from '#lib/hash.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { CONNECT_MS, WatchedPool } from './watched-pool.ts'

export type Db = Prisma.TransactionClient

/** No statement of ours takes so long: its connection is lost, or PostgreSQL hangs. */
const SILENCE_MS = 10_000
/** Under row-level security planning costs more than running: what a connection has planned is worth keeping. */
const IDLE_MS = 5 * 60_000
/**
 * A statement is planned once a connection. Left to itself PostgreSQL plans it for its parameters five times first: for all of a
 * case's page a quarter of a second, on each new connection. No page was slower for it, on 50,000 cases.
 */
const PLAN_ONCE = 'set plan_cache_mode = force_generic_plan'

const shared = globalThis as { conferralPrisma?: { url: string; client: PrismaClient } }

/** One client a process; made anew only when the URL changes (tests). */
function client(): PrismaClient {
  const { DATABASE_URL: url, DATABASE_POOL: max } = env()
  if (shared.conferralPrisma?.url !== url) {
    void shared.conferralPrisma?.client.$disconnect()
    const pool = { connectionString: url, max, silenceMs: SILENCE_MS, idleTimeoutMillis: IDLE_MS, setUp: PLAN_ONCE }
    const adapter = new PrismaPg(new WatchedPool(pool), {
      disposeExternalPool: true,
      // Only what has a name keeps its plan.
      statementNameGenerator: ({ sql }) => statementName(sql),
    })
    shared.conferralPrisma = { url, client: new PrismaClient({ adapter }) }
  }
  return shared.conferralPrisma.client
}

const names = new Map<string, string>()
const MOST_NAMES = 5000

/** Asked for each statement anew, so remembered. */
function statementName(sql: string): string {
  const known = names.get(sql)
  if (known) return known
  const name = sha256(sql).slice(0, 48)
  if (names.size >= MOST_NAMES) names.clear()
  names.set(sql, name)
  return name
}

/** A transaction without an actor: row-level security shows nothing until one is set. Use lib/db/unit.ts. */
export function transaction<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return client().$transaction(work, { maxWait: CONNECT_MS, timeout: 15_000 })
}

export async function disconnect(): Promise<void> {
  await shared.conferralPrisma?.client.$disconnect()
  delete shared.conferralPrisma
}

/** Is the database there? For the health check. */
export async function ping(): Promise<void> {
  await client().$queryRaw`select 1`
}
