import { mkdtempSync, rmSync, chmodSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { postgresUrl, startPostgres } from '#local/postgres.ts'
import { migrate } from '../../scripts/migrate.ts'
import { APP_PASSWORD, APP_ROLE, OWNER_ROLE, TEMPLATE } from './postgres-of-run.ts'
import type { PostgresOfRun } from './postgres-of-run.ts'

// Losing the cluster in a crash costs nothing here, so nothing waits for the disk.
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']

/** Once per run: a PostgreSQL in the temporary folder, and in it a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'conferral-test-'))
  chmodSync(parent, 0o755) // started by root, PostgreSQL runs as "nobody" and must be able to pass through
  const server = await startPostgres({
    dataDir: path.join(parent, 'postgres'),
    flags: CARELESS.flatMap((setting) => ['-c', setting]),
  })
  const end = async () => {
    await server.stop()
    rmSync(parent, { recursive: true, force: true })
    rmSync(server.dataDir, { recursive: true, force: true })
  }
  try {
    const { port } = server
    const appUrl = postgresUrl({ port, database: TEMPLATE, user: APP_ROLE, password: APP_PASSWORD })
    await makeTemplate(server.url('postgres'), server.url(TEMPLATE, OWNER_ROLE), appUrl)
  } catch (error) {
    await end()
    throw error
  }
  project.provide('postgres', { port: server.port, adminUrl: server.url('postgres') } satisfies PostgresOfRun)
  return end
}

async function makeTemplate(adminUrl: string, ownerUrl: string, appUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    // Not a superuser, so that a migration which needs one is found here and not at the first real deployment.
    await admin.query(`create role ${OWNER_ROLE} login createdb createrole bypassrls`)
    await admin.query(`create database ${TEMPLATE} owner ${OWNER_ROLE}`)
    await migrate(ownerUrl, appUrl)
  } finally {
    await admin.end()
  }
}
