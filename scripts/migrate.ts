import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'

const root = path.join(import.meta.dirname, '..')

/**
 * Brings a database up to date: creates it and the application's role if absent, applies prisma/migrations and the job
 * queue's own. Safe to repeat.
 * @param ownerUrl role that owns the tables; must be allowed to create a role on the first run
 * @param appUrl the application's URL: its user's password is set on the role
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<void> {
  await ensureDatabase(ownerUrl)
  await ensureAppRole(ownerUrl, new URL(appUrl))
  await prismaDeploy(ownerUrl)
  await runMigrations({ connectionString: ownerUrl })
}

async function ensureDatabase(ownerUrl: string): Promise<void> {
  const target = new URL(ownerUrl)
  const name = decodeURIComponent(target.pathname.slice(1))
  const admin = new URL(ownerUrl)
  admin.pathname = '/postgres'
  await withClient(admin.href, async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  })
}

async function ensureAppRole(ownerUrl: string, appUrl: URL): Promise<void> {
  const role = decodeURIComponent(appUrl.username)
  if (role !== 'conferral_app') throw new Error(`DATABASE_URL must use the role conferral_app, not "${role}"`)
  const password = pg.escapeLiteral(decodeURIComponent(appUrl.password))
  await withClient(ownerUrl, async (client) => {
    const found = await client.query('select from pg_roles where rolname = $1', [role])
    // A role that may create others is still not allowed to name these limits again when it alters one.
    const verb = found.rowCount === 0 ? 'create role conferral_app nosuperuser nobypassrls' : 'alter role conferral_app'
    await client.query(`${verb} login nocreatedb nocreaterole password ${password}`)
  })
}

function prismaDeploy(ownerUrl: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl }
    const child = spawn(process.execPath, [path.join(root, 'scripts/run.mjs'), 'prisma', 'migrate', 'deploy'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`migrations failed:\n${output}`))))
  })
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { DATABASE_OWNER_URL, DATABASE_URL } = process.env
  if (!DATABASE_OWNER_URL || !DATABASE_URL) throw new Error('migrate needs DATABASE_OWNER_URL and DATABASE_URL')
  await migrate(DATABASE_OWNER_URL, DATABASE_URL)
  console.log('database is up to date')
}
