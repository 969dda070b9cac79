import pg from 'pg'
import { inject } from 'vitest'
import { postgresUrl } from '#local/postgres.ts'
import { setOwnerPool } from './owner-pool.ts'
import { testEnvironment } from './environment.ts'
import { APP_PASSWORD, APP_ROLE, OWNER_ROLE, TEMPLATE } from './postgres-of-run.ts'

/** A test file's own, freshly migrated database. `owner` bypasses row-level security; `app` is what the product uses. */
export type TestDatabase = { ownerUrl: string; appUrl: string; owner: pg.Pool; app: pg.Pool }

let current: TestDatabase | undefined

/** The database of this test file (a `*.db.test.ts`), which `env()` points to as well. Nothing to clean up. */
export function useDatabase(): TestDatabase {
  if (!current) throw new Error('useDatabase() works in files named *.db.test.ts only')
  return current
}

/** Clones the template for the test file about to run; called by database-setup.ts alone. */
export async function openTestDatabase(): Promise<{ close: () => Promise<void> }> {
  const { port, adminUrl } = inject('postgres')
  // One name for each worker, remade for each file: at most as many clones as workers, whatever a file leaves open.
  const name = `conferral_test_${process.env.VITEST_POOL_ID ?? '1'}`
  await onAdmin(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`create database ${name} template ${TEMPLATE} owner ${OWNER_ROLE}`)
  })
  const ownerUrl = postgresUrl({ port, database: name, user: OWNER_ROLE })
  const appUrl = postgresUrl({ port, database: name, user: APP_ROLE, password: APP_PASSWORD })
  Object.assign(process.env, testEnvironment({ ownerUrl, appUrl }))
  const [owner, app] = [pool(ownerUrl), pool(appUrl)]
  current = { ownerUrl, appUrl, owner, app }
  setOwnerPool(owner)
  return {
    async close() {
      await Promise.all([owner.end(), app.end()])
    },
  }
}

function pool(connectionString: string): pg.Pool {
  return new pg.Pool({ connectionString, max: 8 })
}

async function onAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
