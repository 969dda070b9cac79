import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { postgresUrl, preparePostgres } from '#local/postgres.ts'
import type { Options } from './args.ts'
import { buildWeb, generateClient, isBuilt, placeBuild } from './build.ts'
import { ensureOwner, migrate, seed } from './database.ts'
import { addressesFor, productEnvironment, standInEnvironments } from './environment.ts'
import type { Addresses } from './environment.ts'
import { demoPeople } from './people.ts'
import type { DemoPerson } from './people.ts'
import { answers } from './ports.ts'
import type { Ports } from './ports.ts'
import type { Secrets } from './secrets.ts'
import { GaveUp, startService } from './service.ts'
import type { Host, Service, ServiceCommand } from './service.ts'
import { prepareStore } from './store.ts'

export type StackInput = {
  options: Options
  ports: Ports
  secrets: Secrets
  root: string
  host: Host
  /** Where a part is reached at another port than its own: a test that takes it away stands between. */
  through?: Partial<Ports>
}

export type Stack = {
  addresses: Addresses
  /** The product's variables, for tests that speak to its parts. */
  environment: Record<string, string>
  people: DemoPerson[]
  /** Resolves to the reason when a part is given up. */
  gaveUp: Promise<GaveUp>
  stop(): Promise<void>
}

/** What lives is about 80 MiB; without a limit Node lets garbage grow to gigabytes on a machine that has them. */
const HEAP = '--max-old-space-size=256'
const HEALTHY_WITHIN_MS = 120_000
const STAND_INS_WITHIN_MS = 60_000
const CLAMD = { host: '127.0.0.1', port: 3310 }

/** Starts everything in order and resolves when the web application is healthy. On a failure, ends what it had started. */
export async function startStack(input: StackInput, signal: AbortSignal): Promise<Stack> {
  const services: Service[] = []
  const failed = Promise.withResolvers<GaveUp>()
  const trouble = new AbortController()
  const either = AbortSignal.any([signal, trouble.signal])
  const start = (command: ServiceCommand) => {
    either.throwIfAborted()
    const service = startService(command, input.host)
    services.push(service)
    void service.gaveUp.then((reason) => failed.resolve(reason))
    return service
  }
  const stop = async () => {
    // The last started first: a server goes before what it stands on.
    while (services.length > 0) await services.pop()?.stop()
  }
  try {
    const stack = await bringUp(input, either, trouble, start)
    return { ...stack, gaveUp: failed.promise, stop }
  } catch (error) {
    trouble.abort(error)
    await stop()
    throw error
  }
}

type Start = (command: ServiceCommand) => Service

async function bringUp(input: StackInput, signal: AbortSignal, trouble: AbortController, start: Start) {
  const { options, ports, secrets, root, host } = input
  if (options.build === 'skip' && !isBuilt(root)) throw new Error('There is no build to use: run without --skip-build.')
  const addresses = addressesFor({ ...ports, ...input.through }, secrets)
  const clamd: Record<string, string> = (await answers(CLAMD.host, CLAMD.port))
    ? { CLAMD_ADDRESS: `${CLAMD.host}:${CLAMD.port}` }
    : {}
  const product = { ...clamd, ...productEnvironment(addresses, secrets, options.dev) }
  const env = { ...inherited(), ...product }
  const context = { root, env, host, signal }

  const standIns = startStandIns(input, addresses, start)
  const patience = AbortSignal.any([signal, AbortSignal.timeout(STAND_INS_WITHIN_MS)])
  await Promise.race([Promise.all(standIns.map(({ ready }) => ready)), abortOf(patience)])
  await generateClient(context)

  const adminUrl = postgresUrl({ port: ports.postgres, database: 'postgres', user: 'postgres' })
  const data = async () => {
    await ensureOwner(adminUrl, secrets)
    await Promise.all([migrate(options.data, context), prepareStore(context)])
    if (options.seed) await seed(options.data, context)
  }
  const web = async () => {
    if (options.build === 'if-stale' && !options.dev) await buildWeb(context)
  }
  await allOrNone([data(), web()], trouble)

  const server = start(webCommand(input, env))
  start(workerCommand(input, env))
  await untilHealthy(ports.web, server, signal)
  const people = options.seed
    ? await demoPeople(postgresUrl({ port: ports.postgres, database: 'conferral', user: 'postgres' }))
    : []
  return { addresses, environment: product, people }
}

function startStandIns({ options, ports, secrets, root }: StackInput, addresses: Addresses, start: Start): Service[] {
  const postgres = preparePostgres({ dataDir: path.join(options.data, 'postgres'), port: ports.postgres })
  const standIns = standInEnvironments(options.data, ports, addresses, secrets)
  const standIn = (name: keyof typeof standIns): ServiceCommand => {
    const args = [path.join(root, 'local', name, 'main.ts')]
    const env = { ...inherited(), ...standIns[name] }
    return { name, command: process.execPath, args, env, cwd: root, ready: new RegExp(`^${name} ready`) }
  }
  return [
    start({
      ...postgres,
      name: 'postgres',
      env: { PATH: inherited()['PATH'] ?? '', LC_ALL: 'C' },
      cwd: '/',
      ready: /ready to accept connections/,
      stopBy: { leader: 'SIGINT' },
    }),
    start(standIn('s3')),
    start(standIn('mail')),
    start(standIn('stripe')),
  ]
}

function webCommand({ options, ports, root }: StackInput, env: Record<string, string>): ServiceCommand {
  const name = 'web'
  if (options.dev) {
    const args = ['dev', '--port', String(ports.web), '--hostname', '127.0.0.1']
    return { name, command: 'next', args, env, cwd: root, ready: /Ready in/ }
  }
  const server = placeBuild(root, options.data)
  const where = { PORT: String(ports.web), HOSTNAME: '127.0.0.1' }
  return { name, command: process.execPath, args: [HEAP, server], env: { ...env, ...where }, cwd: root, ready: null }
}

function workerCommand({ options, root }: StackInput, env: Record<string, string>): ServiceCommand {
  const watch = options.dev ? ['--watch', '--watch-preserve-output'] : []
  const args = [...watch, '--conditions=react-server', 'lib/jobs/worker.ts']
  return { name: 'worker', command: process.execPath, args, env, cwd: root, ready: null }
}

async function untilHealthy(port: number, server: Service, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + HEALTHY_WITHIN_MS
  let last = 'no answer'
  let gone: GaveUp | undefined
  void server.gaveUp.then((reason) => (gone = reason))
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    if (gone) throw gone
    try {
      const response = await fetch(`http://localhost:${port}/api/health?ready`, { signal: AbortSignal.timeout(10_000) })
      if (response.status === 200) return
      last = `${response.status} ${(await response.text()).slice(0, 300)}`
    } catch {} // not listening yet
    await pause(100, undefined, { signal })
  }
  throw new GaveUp(`The web application did not become healthy: ${last}`, server.lastLines())
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** Like Promise.all, but when one fails, the others are told to stop and have stopped before it rejects. */
async function allOrNone(work: readonly Promise<void>[], stop: AbortController): Promise<void> {
  try {
    await Promise.all(work)
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled(work)
    throw error
  }
}

function inherited(): Record<string, string> {
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(given.filter(([name]) => !name.startsWith('npm_')))
}
