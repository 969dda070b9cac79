import 'server-only'
import { run, type TaskList } from 'graphile-worker'
import { keepSpareEasel } from '#lib/case/records/imaging/picture.ts'
import { disconnect } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { log } from '#lib/log.ts'
import { collectBuffersLess } from './collecting.ts'
import { HANDLERS } from './handlers.ts'
import { QueuePool } from './queue-pool.ts'
import { type TaskName, TASKS } from './tasks.ts'

/** No job of ours takes so long: whoever began it was killed, or never heard that it got it. */
const FORSAKEN = "interval '15 minutes'"
const FREE_EVERY_MS = 60_000

/**
 * Runs the queue until told to stop. Jobs are tried again with growing pauses; payloads are checked before use. While
 * PostgreSQL is away it waits, and goes on.
 */
export async function startWorker(options: { concurrency?: number } = {}): Promise<{ stop(): Promise<void> }> {
  const { DATABASE_OWNER_URL, DATABASE_URL } = env()
  const concurrency = options.concurrency ?? 4
  // One listens, one keeps the clock, one frees what was forsaken.
  const pgPool = new QueuePool(DATABASE_OWNER_URL ?? DATABASE_URL, concurrency + 3)
  const runner = await run({
    pgPool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: taskList(),
    crontab: '* * * * * sweep ?max=1\n17 * * * * removeContent ?max=1\n37 * * * * eraseDue ?max=1',
  })
  const free = () =>
    pgPool
      .query(
        `update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at < now() - ${FORSAKEN}`,
      )
      .catch((error: unknown) => log.warn({ err: error }, 'forsaken jobs could not be freed, will be tried again'))
  void free()
  const timer = setInterval(() => void free(), FREE_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await runner.stop()
      await pgPool.end()
    },
  }
}

function taskList(): TaskList {
  return Object.fromEntries(
    (Object.keys(TASKS) as TaskName[]).map((name) => [
      name,
      async (payload) => {
        try {
          await (HANDLERS[name] as (payload: unknown) => Promise<void>)(TASKS[name].parse(payload))
        } catch (error) {
          log.warn(
            { err: error, task: name, temporary: isGatewayError(error) && error.temporary },
            'job failed, will be tried again',
          )
          throw error
        }
      },
    ]),
  )
}

if (import.meta.main) {
  collectBuffersLess()
  const worker = await startWorker()
  keepSpareEasel()
  log.info('worker ready')
  const stop = async () => {
    await worker.stop()
    await disconnect()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
