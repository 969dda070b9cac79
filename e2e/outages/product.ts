import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Line } from '#lib/testing/line.ts'
import { killRemaining } from '#local/supervisor/child.ts'
import { makeDataFolder } from '#local/supervisor/data-folder.ts'
import { addressesFor } from '#local/supervisor/environment.ts'
import type { Addresses } from '#local/supervisor/environment.ts'
import { choosePorts } from '#local/supervisor/ports.ts'
import { loadSecrets } from '#local/supervisor/secrets.ts'
import { startStack } from '#local/supervisor/stack.ts'

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
  const to = (part: keyof typeof ports) => Line.to(ports[part])
  const lines = {
    web: await to('web'),
    postgres: await to('postgres'),
    s3: await to('s3'),
    smtp: await to('smtp'),
    stripe: await to('stripe'),
  }
  const through = Object.fromEntries(Object.entries(lines).map(([part, { port }]) => [part, port]))
  const pids = new Map<string, number[]>()
  const host = {
    logDir: path.join(data, 'logs'),
    say: () => {},
    hear: () => {},
    started: (name: string, pid: number) => void pids.set(name, [...(pids.get(name) ?? []), pid]),
  }
  const options = { dev: false, reset: false, data, ports: 'auto', seed: false, json: null, build: 'skip' } as const
  process.on('exit', killRemaining)
  const stack = await startStack({ options, ports, secrets, root, host, through }, AbortSignal.timeout(120_000))
  return {
    at: stack.addresses,
    lines,
    env: stack.environment,
    ownerUrl: addressesFor(ports, secrets).ownerUrl,
    pids,
    async stop() {
      await stack.stop()
      for (const line of Object.values(lines)) await line.end()
      process.off('exit', killRemaining)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
