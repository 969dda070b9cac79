import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { reachableDataDir, startPostgres } from './postgres.ts'

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'conferral pg '))
fs.chmodSync(base, 0o755)
afterAll(() => fs.rmSync(base, { recursive: true, force: true }))

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('starts on a free port, keeps its data over a restart, and is gone after stop', { timeout: 60_000 }, async () => {
  const dataDir = path.join(base, 'data')
  const first = await startPostgres({ dataDir, flags: ['-c', 'fsync=off'] })
  await ask(first.url('postgres'), "create table kept as select lower('É') as letter")
  await first.stop()
  expect(() => process.kill(first.pid, 0)).toThrow()

  const second = await startPostgres({ dataDir, port: first.port })
  try {
    expect(second.port).toBe(first.port)
    expect(await ask(second.url('postgres'), 'select letter from kept')).toEqual([{ letter: 'é' }])
  } finally {
    await second.stop()
  }
})

test('says why it cannot start', { timeout: 60_000 }, async () => {
  const dataDir = path.join(base, 'old')
  fs.mkdirSync(dataDir)
  fs.writeFileSync(path.join(dataDir, 'PG_VERSION'), '15\n')
  await expect(startPostgres({ dataDir })).rejects.toThrow(/PostgreSQL 15/)
  await expect(startPostgres({ dataDir: path.join(base, 'bad'), flags: ['-c', 'no_such_setting=1'] })).rejects.toThrow(
    /no_such_setting/,
  )
})

test.runIf(process.getuid?.() === 0)(
  'root is given another folder where "nobody" cannot reach the one asked for',
  () => {
    const closed = path.join(base, 'closed')
    fs.mkdirSync(closed, { mode: 0o700 })
    expect(reachableDataDir(path.join(base, 'open/pg'))).toBe(path.join(base, 'open/pg'))
    expect(reachableDataDir(path.join(closed, 'pg'))).toMatch(/^\/var\/lib\/conferral\/postgres-[0-9a-f]{12}$/)
  },
)
