import 'server-only'
import { run, type TaskList } from 'graphile-worker'
import { disconnect } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { log } from '#lib/log.ts'
import { HANDLERS } from './handlers.ts'
import { type TaskName, TASKS } from './tasks.ts'

/** Runs the queue until told to stop. Jobs are tried again with growing pauses; payloads are checked before use. */
export async function startWorker(options: { concurrency?: number } = {}): Promise<{ stop(): Promise<void> }> {
  const { DATABASE_OWNER_URL, DATABASE_URL } = env()
  const runner = await run({
    connectionString: DATABASE_OWNER_URL ?? DATABASE_URL,
    concurrency: options.concurrency ?? 4,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: taskList(),
    crontab: '* * * * * sweep ?max=1',
  })
  return { stop: () => runner.stop() }
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
  const worker = await startWorker()
  log.info('worker ready')
  const stop = async () => {
    await worker.stop()
    await disconnect()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
