import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { Line } from '#lib/testing/line.ts'
import { isDatabaseAway } from './away.ts'
import { WatchedPool } from './watched-pool.ts'

const SILENCE_MS = 300

let line: Line
let pool: WatchedPool
beforeAll(async () => {
  const url = new URL(useDatabase().ownerUrl)
  line = await Line.to(Number(url.port))
  url.port = String(line.port)
  // One connection: one that was spoiled could not be avoided.
  pool = new WatchedPool({ connectionString: url.href, max: 1, silenceMs: SILENCE_MS })
})
afterEach(() => line.mend())
afterAll(async () => {
  await pool.end()
  await line.end()
})

const backend = async () => (await pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
/** Passes time where it is measured by another. */
const whileSilent = () => useDatabase().owner.query('select pg_sleep($1)', [(2 * SILENCE_MS) / 1000])

describe('the watched pool', () => {
  it('keeps a connection that is silent because nobody asks', async () => {
    const first = await backend()
    await whileSilent()
    expect(await backend()).toBe(first)
  })

  it('gives up a connection on which nobody answers, and goes on with another', async () => {
    const first = await backend()
    line.replace()
    const error = await pool.query('select 1').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'NoAnswer', code: 'ETIMEDOUT' })
    expect(isDatabaseAway(error)).toBe(true)
    expect(await backend()).not.toBe(first)
  })

  it('fails a transaction that was under way, and goes on with another connection', async () => {
    const client = await pool.connect()
    await client.query('begin')
    line.hang()
    await expect(client.query('select 1')).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    client.release()
    await line.mend()
    expect(await backend()).toBeGreaterThan(0)
  })

  it('sets up each connection, and gives up one on which that is not answered', async () => {
    const { ownerUrl: connectionString } = useDatabase()
    const common = { connectionString, max: 1, silenceMs: SILENCE_MS }
    const ready = new WatchedPool({ ...common, setUp: 'set plan_cache_mode = force_generic_plan' })
    const mute = new WatchedPool({ ...common, setUp: 'select pg_sleep(20)' })
    expect((await ready.query('show plan_cache_mode')).rows).toEqual([{ plan_cache_mode: 'force_generic_plan' }])
    for (let tries = 0; tries < 2; tries += 1)
      await expect(mute.query('select 1')).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    await ready.end()
    await mute.end()
  })

  it('says at once that nobody is there, and works when somebody is', async () => {
    await line.refuse()
    const error = await pool.query('select 1').catch((thrown: unknown) => thrown)
    expect(isDatabaseAway(error)).toBe(true)
    await line.mend()
    expect(await backend()).toBeGreaterThan(0)
  })
})

describe('what counts as an outage', () => {
  it.each([
    ['a server that shuts down', { code: '57P01', message: 'terminating connection due to administrator command' }],
    ['a server that starts', { code: '57P03', message: 'the database system is starting up' }],
    ['no place left', { code: '53300', message: 'too many clients already' }],
    ['Prisma has no connection', { code: 'P1001', message: 'Can’t reach database server' }],
    ['nobody listens', { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' }],
  ])('%s', (_what, fields) => {
    const error = Object.assign(new Error(fields.message), fields)
    expect(isDatabaseAway(error)).toBe(true)
    expect(isDatabaseAway(new Error('wrapped', { cause: error }))).toBe(true)
  })

  it.each([
    ['a wrong statement', { code: '42601', message: 'syntax error at or near "08001x"' }],
    ['a broken promise of the data', { code: '23505', message: 'duplicate key value, Key (number)=(CF-108123)' }],
    ['a defect of ours', { code: undefined, message: 'Cannot read properties of undefined' }],
  ])('not %s', (_what, fields) => {
    expect(isDatabaseAway(Object.assign(new Error(fields.message), fields))).toBe(false)
  })
})
