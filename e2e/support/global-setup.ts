import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ADDRESSES_FILE, parseAddresses } from './addresses.ts'

const root = path.join(import.meta.dirname, '../..')
const READY_WITHIN = 240_000

/** Starts the built product with fresh demo data, unless CONFERRAL_E2E_JSON names one that runs. Returns its end. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[ADDRESSES_FILE]) return undefined
  const folder = mkdtempSync(path.join(os.tmpdir(), 'conferral-e2e-'))
  chmodSync(folder, 0o755) // started by root, PostgreSQL runs as "nobody" and must be able to pass through
  const file = path.join(folder, 'addresses.json')
  const options = ['--data', path.join(folder, 'data'), '--ports', 'auto', '--json', file, '--skip-build']
  const product = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = async () => {
    if (product.exitCode === null && product.signalCode === null) {
      product.kill('SIGINT')
      await once(product, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(product, file)
  } catch (error) {
    await end()
    throw error
  }
  process.env[ADDRESSES_FILE] = file
  return end
}

/** Resolves when the supervisor has written its addresses; throws with its last words when it ends or stays silent. */
async function untilReady(product: ChildProcess, file: string): Promise<void> {
  let words = ''
  for (const stream of [product.stdout, product.stderr])
    stream?.on('data', (chunk: Buffer) => {
      words = (words + chunk).slice(-8000)
    })
  const until = Date.now() + READY_WITHIN
  while (!isWritten(file)) {
    if (product.exitCode !== null) throw new Error(`npm start ended with ${product.exitCode}:\n${words}`)
    if (Date.now() > until) throw new Error(`npm start was not ready after ${READY_WITHIN / 1000} s:\n${words}`)
    await pause(100)
  }
}

function isWritten(file: string): boolean {
  try {
    return Boolean(parseAddresses(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
