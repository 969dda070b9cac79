import { expect } from '@playwright/test'
import type pg from 'pg'

type Job = { task: string; to: string | null; attempts: number; failed: boolean; runs: boolean }

/** The jobs that are due or were tried; the clock's own do not count. */
async function due(pool: pg.Pool): Promise<Job[]> {
  const { rows } = await pool.query<Job>(
    `select t.identifier as task, j.payload ->> 'to' as "to", j.attempts, j.last_error is not null as failed, j.locked_at is not null as runs
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier <> 'sweep' and (j.run_at < now() or j.attempts > 0)`,
  )
  return rows
}

const inWords = (jobs: Job[]) =>
  jobs.map(({ task, runs, attempts }) => `${task} ${runs ? 'runs' : `was tried ${attempts} times`}`).join(', ')

/** Resolves when a mail to this address is being sent at this moment. */
export async function untilMailing(pool: pg.Pool, { email }: { email: string }): Promise<void> {
  const mailing = async () => (await due(pool)).some((job) => job.to === email && job.runs)
  await expect.poll(mailing, { message: `a mail to ${email} is under way` }).toBe(true)
}

/** Resolves when a job was tried in vain; of mails, one to this address. */
export async function untilFailed(pool: pg.Pool, task: string, to: string | null = null): Promise<void> {
  const failed = async () => (await due(pool)).some((job) => job.task === task && job.to === to && job.failed)
  await expect.poll(failed, { message: `${task} ${to ?? ''} was tried in vain` }).toBe(true)
}

/** Resolves when nothing is left to do. */
export async function untilDone(pool: pg.Pool): Promise<void> {
  await expect.poll(async () => inWords(await due(pool)), { message: 'jobs left', timeout: 30_000 }).toBe('')
}
