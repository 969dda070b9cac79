import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { setOwnerPool } from '#lib/testing/owner-pool.ts'

// The product in production mode, empty, started once for all that is measured on it.

const root = path.join(import.meta.dirname, '../..')

export type Product = { web: string; s3: string; pid: number; folder: string; pool: pg.Pool }

let started: Promise<{ product: Product; stop: () => Promise<void> }> | undefined

/** The product that runs, with the tables' owner at hand for laying out a world. Needs a build. */
export const product = async (): Promise<Product> => (await (started ??= start())).product

/** Another in its place, with these variables beside its own. */
export async function freshProduct(variables: Record<string, string>): Promise<Product> {
  await stopProduct()
  started = start(variables)
  return product()
}

/** Ends it, if anybody had started it. */
export async function stopProduct(): Promise<void> {
  const running = started
  started = undefined
  await (await running)?.stop()
}

async function start(variables: Record<string, string> = {}): Promise<{ product: Product; stop: () => Promise<void> }> {
  if (!existsSync(path.join(root, '.next/BUILD_ID')))
    throw new Error('Build first: node scripts/run.mjs node scripts/build.ts')
  const folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-bench-records-'))
  await chmod(folder, 0o755)
  const file = path.join(folder, 'running.json')
  const flags = ['--data', path.join(folder, 'data'), '--ports', 'auto', '--json', file, '--skip-build', '--no-seed']
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), ...flags], {
    ...{ cwd: root, env: { ...process.env, ...variables } },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
  })
  const running = JSON.parse(await untilWritten(file, () => child.exitCode !== null)) as {
    web: string
    s3: string
    ownerUrl: string
  }
  const pool = new pg.Pool({ connectionString: running.ownerUrl, max: 2 })
  setOwnerPool(pool)
  return {
    product: { web: running.web, s3: running.s3, pid: child.pid ?? 0, folder, pool },
    async stop() {
      setOwnerPool(undefined)
      await pool.end()
      if (child.exitCode === null) child.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilWritten(file: string, failed: () => boolean): Promise<string> {
  for (let tries = 0; tries < 1200 && !failed(); tries++) {
    const text = existsSync(file) ? await readFile(file, 'utf8') : ''
    if (text.trim().endsWith('}')) return text
    await pause(200)
  }
  throw new Error('npm start did not become ready')
}
