import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { Line } from '#lib/testing/line.ts'
import { QueuePool } from './queue-pool.ts'
import { startWorker } from './worker.ts'

let line: Line
let url: string
beforeAll(async () => {
  const through = new URL(useDatabase().ownerUrl)
  line = await Line.to(Number(through.port))
  through.port = String(line.port)
  url = through.href
  process.env.DATABASE_OWNER_URL = url
})
afterAll(() => line.end())

describe('the connections of the queue', () => {
  it('are waited for while PostgreSQL is away', async () => {
    const pool = new QueuePool(url, 1)
    await line.refuse()
    const asked = pool.query('select 1 as one')
    await line.mend()
    expect((await asked).rows).toEqual([{ one: 1 }])
    await pool.end()
  })

  it('fail a statement that was cut off in the word that the queue takes for "try again"', async () => {
    const pool = new QueuePool(url, 1)
    const client = await pool.connect()
    const asked = client.query('select pg_sleep(10)').catch((error: unknown) => error)
    await line.refuse()
    expect(await asked).toMatchObject({ code: 'ETIMEDOUT' })
    client.release()
    await line.mend()
    await expect(pool.query('select * from "NoSuchTable"')).rejects.toMatchObject({ code: '42P01' })
    await pool.end()
  })
})

describe('the worker', () => {
  const jobs = async () =>
    (await useDatabase().owner.query<{ key: string }>('select key from graphile_worker.jobs order by key')).rows

  it('begins once PostgreSQL is there, and does what a worker that was killed has left', async () => {
    const { owner } = useDatabase()
    for (const key of ['forsaken', 'being done'])
      await owner.query(`select graphile_worker.add_job('sweep', '{}', job_key => $1)`, [key])
    await owner.query(
      `update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now() - case key when 'forsaken' then interval '16 minutes' else interval '14 minutes' end`,
    )
    await line.refuse()
    const starting = startWorker({ concurrency: 1 })
    await line.mend()
    const worker = await starting
    await expect.poll(jobs, { timeout: 10_000 }).toEqual([{ key: 'being done' }])
    await worker.stop()
  })
})
