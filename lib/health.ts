import 'server-only'
import { ping } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'

export type Health = { ok: boolean; database: 'up' | 'away'; uptimeSeconds: number }

const PATIENCE = 2000

/** Every window asks while the database is away: it is asked once for all of them. */
let asking: Promise<boolean> | null = null

/** Can this process answer (it can, it is doing so), and can it reach what it needs? Takes two seconds at most. */
export async function health(): Promise<Health> {
  asking ??= reached(ping()).finally(() => (asking = null))
  const database = await asking
  return { ok: database, database: database ? 'up' : 'away', uptimeSeconds: Math.round(process.uptime()) }
}

async function reached(attempt: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE)
  })
  const answer = attempt.then(
    () => true,
    (error: unknown) => {
      log.warn({ err: error }, 'the database is away')
      return false
    },
  )
  const found = await Promise.race([answer, late])
  clearTimeout(timer)
  return found
}
