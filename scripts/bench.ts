import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { actions } from '../e2e/matrix/entrances.ts'
import { type Bench, loadData } from './bench/load-data.ts'
import { type Ask, type Figures, measure, mustAnswer, usage } from './bench/measure.ts'

// `npm run bench`: the product in production mode, signed in, with row-level security and events, beside a floor in the same
// run: a bare Next page of the same 50 rows over pg. Ratios are what counts; they are written as JSON.

const CASES = Number(process.env.BENCH_CASES ?? 50_000)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8)
/** What an answer must hold to count as one. */
const PROOF: Record<string, string> = {
  queue: 'queue-table',
  case: 'class="msgs"',
  post: '"status":"ok"',
  search: 'The best thirty',
}
const root = path.join(import.meta.dirname, '..')
const run = path.join(root, 'scripts/run.mjs')

type Product = { web: string; ownerUrl: string; databaseUrl: string; pid: number }
type Row = { name: string; connections: number; cpuMs: { web: number; postgres: number } } & Figures

const folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-bench-'))
await chmod(folder, 0o755)
const started: { stop: () => Promise<void> }[] = []
try {
  await main()
} finally {
  for (const child of started.toReversed()) await child.stop()
  await rm(folder, { recursive: true, force: true })
}

async function main(): Promise<void> {
  if (!existsSync(path.join(root, '.next/BUILD_ID')))
    throw new Error('Build first: node scripts/run.mjs node scripts/build.ts')
  const product = await startProduct()
  const bench = await loadData(product.ownerUrl, CASES)
  console.log(
    `${bench.cases} cases, ${bench.messages} messages, ${bench.events} events loaded in ${bench.seconds.toFixed(0)} s`,
  )
  const floor = await startFloor(product, bench)
  const asks = asksOf(product, bench)
  for (const [name, ask] of Object.entries(asks)) await mustAnswer(product.web, ask, PROOF[name] ?? '</html>')
  const rows: Row[] = []
  for (const connections of [1, 16]) {
    rows.push(
      await take('floor', floor.origin, () => ({ path: '/', headers: {} }), connections, floor.pid, product.pid),
    )
    for (const [name, ask] of Object.entries(asks))
      rows.push(await take(name, product.web, ask, connections, product.pid, product.pid))
  }
  const report = {
    at: new Date().toISOString(),
    cases: bench.cases,
    rows: withRatios(rows),
    webMiB: usage(product.pid).webMiB,
  }
  await writeFile(path.join(root, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
  print(report)
}

async function startProduct(): Promise<Product> {
  const file = path.join(folder, 'running.json')
  start(
    [
      path.join(root, 'scripts/start.mjs'),
      '--data',
      path.join(folder, 'data'),
      '--ports',
      'auto',
      '--json',
      file,
      '--skip-build',
      '--no-seed',
    ],
    {},
  )
  return JSON.parse(await untilWritten(file)) as Product
}

async function startFloor(product: Product, bench: Bench): Promise<{ origin: string; pid: number }> {
  // Outside this tree: Next would climb to our proxy.ts and instrumentation.ts, and the floor would not be bare.
  const at = path.join(folder, 'floor')
  await cp(path.join(root, 'scripts/bench/floor'), at, { recursive: true })
  await symlink(path.join(root, 'node_modules'), path.join(at, 'node_modules'))
  const build = start([run, 'next', 'build', at], {})
  await build.ended
  const port = 41_990
  const env = { FLOOR_DATABASE_URL: product.ownerUrl, FLOOR_HOSPITAL: bench.hospitalId, NODE_ENV: 'production' }
  const { pid } = start([run, 'next', 'start', at, '-p', String(port), '-H', '127.0.0.1'], env)
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(origin).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return { origin, pid }
    await pause(200)
  }
  throw new Error('the floor did not start')
}

function asksOf({ web }: Product, bench: Bench): Record<string, Ask> {
  const headers = { cookie: `next-auth.session-token=${bench.session}` }
  const post = actions().find((entrance) => entrance.kind === 'action' && entrance.name === 'post')
  if (post?.kind !== 'action') throw new Error('the action that posts a message is not in the build')
  return {
    queue: () => ({ path: `/hospital/${bench.slug}/queue`, headers }),
    case: () => ({ path: `/cases/${bench.caseId}/thread`, headers }),
    post: () => {
      // The form's fields before the arguments that refer to them, as React sends them.
      const { body, type } = multipart([
        ['_1_caseId', bench.postTo],
        ['_1_audience', 'VETS'],
        ['_1_clientKey', randomUUID()],
        ['_1_body', 'A message of the bench.'],
        ['0', '[{"status":"idle"},"$K1"]'],
      ])
      const more = {
        'next-action': post.id,
        accept: 'text/x-component',
        origin: web,
        'content-type': type,
        'content-length': String(body.length),
      }
      return { path: `/cases/${bench.postTo}/thread`, method: 'POST', headers: { ...headers, ...more }, body }
    },
    search: () => ({ path: '/search?q=miso+asleep', headers }),
  }
}

function multipart(fields: [name: string, value: string][]): { body: Buffer; type: string } {
  const edge = 'conferral-bench'
  const parts = fields.map(
    ([name, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return { body: Buffer.from(`${parts.join('')}--${edge}--\r\n`), type: `multipart/form-data; boundary=${edge}` }
}

async function take(
  name: string,
  origin: string,
  ask: Ask,
  connections: number,
  webPid: number,
  postgresPid: number,
): Promise<Row> {
  await measure(origin, ask, connections, 3)
  const before = { web: usage(webPid).web, postgres: usage(postgresPid).postgres }
  const figures = await measure(origin, ask, connections, SECONDS)
  const spent = (now: number, then: number) => ((now - then) * 1000) / figures.requests
  const cpuMs = {
    web: spent(usage(webPid).web, before.web),
    postgres: spent(usage(postgresPid).postgres, before.postgres),
  }
  return { name, connections, ...figures, cpuMs }
}

function withRatios(rows: Row[]): (Row & { ratio: { p50: number; p95: number } })[] {
  return rows.map((row) => {
    const floor = rows.find((other) => other.name === 'floor' && other.connections === row.connections)!
    return { ...row, ratio: { p50: row.p50 / floor.p50, p95: row.p95 / floor.p95 } }
  })
}

function print({ rows, webMiB }: { rows: ReturnType<typeof withRatios>; webMiB: number }): void {
  console.table(
    rows.map(({ name, connections, p50, p95, ratio, perSecond, cpuMs, bytes, failures }) => ({
      name,
      connections,
      'p50 ms': p50.toFixed(1),
      'p95 ms': p95.toFixed(1),
      'p50 / floor': ratio.p50.toFixed(2),
      'p95 / floor': ratio.p95.toFixed(2),
      'per s': perSecond.toFixed(0),
      'CPU ms web': cpuMs.web.toFixed(1),
      'CPU ms pg': cpuMs.postgres.toFixed(1),
      kB: (bytes / 1000).toFixed(0),
      failures,
    })),
  )
  console.log(`web process after the run: ${webMiB.toFixed(0)} MiB`)
}

function start(
  args: string[],
  env: Record<string, string>,
): { pid: number; ended: Promise<void>; stop: () => Promise<void> } {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 || child.killed ? resolve() : reject(new Error(`${args.slice(0, 4).join(' ')} ended with ${code}`)),
    )
  })
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGINT')
    await ended.catch(() => {})
  }
  ended.catch(() => {})
  started.push({ stop })
  return { pid: child.pid ?? 0, ended, stop }
}

async function untilWritten(file: string): Promise<string> {
  for (let tries = 0; tries < 1200; tries++) {
    if (existsSync(file)) {
      const text = await readFile(file, 'utf8')
      if (text.trim().endsWith('}')) return text
    }
    await pause(200)
  }
  throw new Error('npm start did not become ready')
}
