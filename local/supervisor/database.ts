import path from 'node:path'
import pg from 'pg'
import { DATABASE } from './environment.ts'
import type { BuildContext } from './build.ts'
import type { Secrets } from './secrets.ts'
import { runTask } from './service.ts'
import { hashOf, stamp } from './stamps.ts'

/** What a migrated database depends on. */
const MIGRATIONS = ['prisma/migrations', 'scripts/migrate.ts', 'node_modules/graphile-worker/package.json']

/** Node as the server side of the product runs outside Next. */
const SERVER_SIDE = '--conditions=react-server'

/** Makes the owner's role and its database if absent, as an administrator of a real server would. */
export async function ensureOwner(adminUrl: string, { ownerPassword }: Secrets): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const role = await client.query("select from pg_roles where rolname = 'conferral_owner'")
    const verb = role.rowCount === 0 ? 'create' : 'alter'
    const password = pg.escapeLiteral(ownerPassword)
    // Bypasses row-level security, which its own functions need, but is no superuser: nor will it be in a real deployment.
    await client.query(`${verb} role conferral_owner login createdb createrole bypassrls password ${password}`)
    const database = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner conferral_owner`)
  })
}

/** Applies the migrations unless this data folder's database has them all. */
export async function migrate(dataDir: string, { root, env, host, signal }: BuildContext): Promise<void> {
  const wanted = hashOf(root, MIGRATIONS)
  const applied = stamp(path.join(dataDir, 'migrated'))
  if (applied.is(wanted)) return
  const args = [SERVER_SIDE, 'scripts/migrate.ts']
  await runTask({ name: 'migrate', command: process.execPath, args, env, cwd: root }, host, signal)
  applied.set(wanted)
}

/** How far the demo data got: a run that broke off leaves 'begun', and its database is of no use. */
export const seedState = (dataDir: string) => stamp(path.join(dataDir, 'demo-data'))

/** Fills the database with demo data, once for a data folder. */
export async function seed(dataDir: string, { root, env, host, signal }: BuildContext): Promise<void> {
  const state = seedState(dataDir)
  if (state.is('done')) return
  state.set('begun')
  host.say('Making demo data (only on the first run) ...')
  const args = [SERVER_SIDE, 'prisma/seed.ts']
  await runTask({ name: 'seed', command: process.execPath, args, env, cwd: root }, host, signal)
  state.set('done')
}

/** Gives `work` a connection of its own and closes it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the query in hand rejects as well
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
