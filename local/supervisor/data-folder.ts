import fs from 'node:fs'
import path from 'node:path'
import { reachableDataDir } from '#local/postgres.ts'
import { seedState } from './database.ts'
import { isDataFolder } from './secrets.ts'

/** The folders that hold what people did; logs, secrets and the built application stand beside them. */
const CONTENT = ['postgres', 's3', 'mail', 'stripe']

/** Makes the data folder and its parts, for this user alone. */
export function makeDataFolder(dataDir: string): void {
  fs.mkdirSync(dataDir, { recursive: true })
  // Root's PostgreSQL runs as "nobody", which must be able to pass through, though not to list.
  fs.chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700)
  for (const part of ['logs', 's3', 'mail', 'stripe'])
    fs.mkdirSync(path.join(dataDir, part), { recursive: true, mode: 0o700 })
}

/** Empties the data folder but for the lock. Throws when the folder does not look like one of ours. */
export function emptyDataFolder(dataDir: string): void {
  const left = fs.readdirSync(dataDir).filter((name) => name !== 'supervisor.lock')
  const ours = isDataFolder(dataDir) || left.every((name) => [...CONTENT, 'logs'].includes(name))
  if (!ours) throw new Error(`${dataDir} does not look like a data folder of Conferral; it was left as it is.`)
  fs.rmSync(postgresFolder(dataDir), { recursive: true, force: true })
  for (const name of left) fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
}

/** Throws away a first run that broke off within the demo data; says whether there was one. */
export function dropHalfSeeded(dataDir: string): boolean {
  if (!seedState(dataDir).is('begun')) return false
  fs.rmSync(postgresFolder(dataDir), { recursive: true, force: true })
  for (const name of [...CONTENT, 'migrated', 'demo-data'])
    fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
  return true
}

/** Where PostgreSQL keeps its files, which root may have to place elsewhere. */
export function postgresFolder(dataDir: string): string {
  return reachableDataDir(path.join(dataDir, 'postgres'))
}
