import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Line } from '#lib/testing/line.ts'
import { postgresUrl } from '#local/postgres.ts'
import { killRemaining } from '#local/supervisor/child.ts'
import { makeDataFolder } from '#local/supervisor/data-folder.ts'
import { withClient } from '#local/supervisor/database.ts'
import { addressesFor } from '#local/supervisor/environment.ts'
import type { Addresses } from '#local/supervisor/environment.ts'
import { choosePorts } from '#local/supervisor/ports.ts'
import type { Ports } from '#local/supervisor/ports.ts'
import { loadSecrets } from '#local/supervisor/secrets.ts'
import { startStack } from '#local/supervisor/stack.ts'

const START_MS = 120_000
const root = path.join(import.meta.dirname, '../..')

/** A product of its own, reached and reaching its parts by lines that can be cut. */
export type Product = {
  /** As the product and its people know them. */
  at: Addresses
  lines: { web: Line; postgres: Line; s3: Line; smtp: Line; stripe: Line }
  /** The product's variables. */
  env: Record<string, string>
  /** Past the line: for looking while PostgreSQL is away. */
  ownerUrl: string
  /** Process ids by name, those of parts that were started again last. */
  pids: ReadonlyMap<string, number[]>
  stop: () => Promise<void>
}

/** Starts the built product without demo data: five seconds rather than sixty. */
export async function startProduct(): Promise<Product> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'conferral-outages-'))
  chmodSync(folder, 0o755) // started by root, PostgreSQL runs as "nobody" and must be able to pass through
  const data = path.join(folder, 'data')
  makeDataFolder(data)
  const secrets = loadSecrets(data)
  const { ports } = await choosePorts('auto')
  const lines = await linesTo(ports)
  process.on('exit', killRemaining)
  const end = async () => {
    for (const line of Object.values(lines)) await line.end()
    process.off('exit', killRemaining)
    rmSync(folder, { recursive: true, force: true })
  }
  const pids = new Map<string, number[]>()
  const host = {
    logDir: path.join(data, 'logs'),
    say: () => {},
    hear: () => {},
    started: (name: string, pid: number) => void pids.set(name, [...(pids.get(name) ?? []), pid]),
  }
  const options = { dev: false, reset: false, data, ports: 'auto', seed: false, json: null, build: 'skip' } as const
  const through = Object.fromEntries(Object.entries(lines).map(([part, { port }]) => [part, port]))
  try {
    const stack = await startStack({ options, ports, secrets, root, host, through }, AbortSignal.timeout(START_MS))
    await waitForNoDisk(ports.postgres)
    const stop = async () => {
      await stack.stop()
      await end()
    }
    return {
      at: stack.addresses,
      lines,
      env: stack.environment,
      ownerUrl: addressesFor(ports, secrets).ownerUrl,
      pids,
      stop,
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** The data is thrown away in a minute: its end need not wait until all of it is on the disk. */
const waitForNoDisk = (port: number) =>
  withClient(postgresUrl({ port, database: 'postgres', user: 'postgres' }), async (client) => {
    await client.query('alter system set fsync = off')
    await client.query('select pg_reload_conf()')
  })

async function linesTo(ports: Ports): Promise<Product['lines']> {
  const to = (part: keyof Ports) => Line.to(ports[part])
  return {
    web: await to('web'),
    postgres: await to('postgres'),
    s3: await to('s3'),
    smtp: await to('smtp'),
    stripe: await to('stripe'),
  }
}
