import { expect } from '@playwright/test'
import type pg from 'pg'

type Job = { task_identifier: string; attempts: number; last_error: string | null; locked_at: Date | null }

/** The jobs that are due; the clock's own do not count. */
async function due(pool: pg.Pool): Promise<Job[]> {
  const { rows } = await pool.query<Job>(
    `select task_identifier, attempts, last_error, locked_at from graphile_worker.jobs
     where task_identifier <> 'sweep' and (run_at < now() or attempts > 0)`,
  )
  return rows
}

const inWords = (jobs: Job[]) =>
  jobs.map((job) => `${job.task_identifier} ${job.locked_at ? 'runs' : `failed ${job.attempts} times`}`).join(', ')

/** Resolves when so many jobs of a task are being done at this moment. */
export async function untilRunning(pool: pg.Pool, task: string): Promise<void> {
  const running = async () => (await due(pool)).filter((job) => job.task_identifier === task && job.locked_at)
  await expect.poll(async () => (await running()).length, { message: `a job "${task}" runs` }).toBeGreaterThan(0)
}

/** Resolves when so many jobs of a task have been tried in vain and wait for their next try. */
export async function untilFailed(pool: pg.Pool, task: string, count = 1): Promise<void> {
  const failed = async () => (await due(pool)).filter((job) => job.task_identifier === task && job.last_error)
  await expect.poll(async () => (await failed()).length, { message: `${count} "${task}" wait` }).toBe(count)
}

/** Resolves when nothing is left to do. */
export async function untilDone(pool: pg.Pool): Promise<void> {
  await expect.poll(async () => inWords(await due(pool)), { message: 'jobs left', timeout: 30_000 }).toBe('')
}
