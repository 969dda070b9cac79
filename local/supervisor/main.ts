// The supervisor behind `npm start` and `npm run dev`: one process that starts, watches and ends all parts on one machine.
import fs from 'node:fs'
import path from 'node:path'
import { styleText } from 'node:util'
import { parseOptions, USAGE, UsageError } from './args.ts'
import type { Options } from './args.ts'
import { buildWeb, generateClient } from './build.ts'
import { killRemaining } from './child.ts'
import { dropHalfSeeded, emptyDataFolder, makeDataFolder, postgresFolder } from './data-folder.ts'
import { takeLock } from './lock.ts'
import type { Lock } from './lock.ts'
import { lineShower } from './output.ts'
import { choosePorts } from './ports.ts'
import { loadSecrets } from './secrets.ts'
import { GaveUp } from './service.ts'
import type { Host } from './service.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'
import { summary } from './summary.ts'

const root = path.join(import.meta.dirname, '../..')
/** Ctrl-C reaches npm, the launcher and us, and each passes it on: only one that comes later is a second one. */
const SECOND_PRESS_MS = 1500

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), root)
  if (options === 'help') {
    console.log(USAGE)
    return 0
  }
  const ending = listenForEnd()
  const hostOf = (lock: Lock | null): Host => ({
    logDir: path.join(options.data, 'logs'),
    say: (line) => console.log(line),
    hear: lineShower(
      (name) => options.dev && (name === 'web' || name === 'worker'),
      (line) => console.log(line),
    ),
    started: (name, pid) => lock?.addChild(name, pid),
  })
  process.on('exit', killRemaining)
  makeDataFolder(options.data)
  if (options.build === 'only') return buildOnly(hostOf(null), ending.signal)
  const { lock, leftBehind } = await takeLock(options.data)
  try {
    if (leftBehind.length > 0) console.log(`Ended what an earlier start had left running: ${leftBehind.join(', ')}`)
    return await runUntilEnd(options, hostOf(lock), lock, ending)
  } catch (error) {
    if (error instanceof Interrupted) console.log('All parts have ended.')
    else explain(error, options.data)
    return error instanceof Interrupted ? 0 : 1
  } finally {
    lock.release()
  }
}

async function buildOnly(host: Host, signal: AbortSignal): Promise<number> {
  const context = { root, env: process.env as Record<string, string>, host, signal }
  await generateClient(context)
  await buildWeb(context)
  return 0
}

async function runUntilEnd(options: Options, host: Host, lock: Lock, ending: Ending): Promise<number> {
  if (options.reset) emptyDataFolder(options.data)
  if (dropHalfSeeded(options.data)) console.log('The first run broke off while making demo data: beginning anew.')
  makeDataFolder(options.data)
  const secrets = loadSecrets(options.data)
  const { ports, moved } = await choosePorts(options.ports)
  for (const { name, wanted, got } of moved) console.log(`Port ${wanted} is taken; ${name} uses ${got}.`)
  const stack = await startStack({ options, ports, secrets, root, host }, ending.signal)
  lock.setWeb(stack.addresses.web)
  announce(options, stack)
  const reason = await Promise.race([stack.gaveUp, ending.asked])
  if (reason) explain(reason, options.data)
  console.log('Ending ...')
  await stack.stop()
  console.log('All parts have ended.')
  for (const file of runningFiles(options)) fs.rmSync(file, { force: true })
  return reason ? 1 : 0
}

/** Where other commands (`npm run verify:ledger`) and tests find what runs; removed when the run ends. */
const runningFiles = ({ data, json }: Options): string[] => [path.join(data, 'running.json'), ...(json ? [json] : [])]

function announce(options: Options, stack: Stack): void {
  const seconds =
    (Date.now() - Number(process.env['CONFERRAL_STARTED_AT'] ?? Date.now() - process.uptime() * 1000)) / 1000
  const postgres = postgresFolder(options.data)
  const within = postgres.startsWith(options.data + path.sep)
  const { addresses: at, environment: env, people: known } = stack
  const content = { ...at, dataDir: options.data, pid: process.pid, seconds, people: known, env }
  for (const file of runningFiles(options)) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    const fresh = `${file}.${process.pid}`
    fs.writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 }) // it holds the secrets of this run
    fs.renameSync(fresh, file)
  }
  const { addresses, people } = stack
  const postgresElsewhere = within ? null : postgres
  console.log(summary({ addresses, people, dataDir: options.data, postgresElsewhere, seconds, dev: options.dev }))
}

type Ending = { signal: AbortSignal; asked: Promise<null> }

/** Ctrl-C and its like: the first ends everything in order, a second one after a while at once. */
function listenForEnd(): Ending {
  const controller = new AbortController()
  const asked = Promise.withResolvers<null>()
  let first = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (first && Date.now() - first > SECOND_PRESS_MS) process.exit(130)
      first ||= Date.now()
      asked.resolve(null)
      controller.abort(new Interrupted('ended before everything had started'))
    })
  return { signal: controller.signal, asked: asked.promise }
}

class Interrupted extends Error {}

function explain(error: unknown, dataDir: string): void {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`\n${styleText('red', message)}`)
  if (!(error instanceof GaveUp)) return
  for (const line of error.lines) console.error(styleText('dim', `  ${line}`))
  console.error(`Logs: ${path.join(dataDir, 'logs')}`)
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof UsageError) console.error(`\n${USAGE}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
process.exit()
