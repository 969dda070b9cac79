// npm test: every check in order, then one table, and as the very last line `N passed, N failed`.
//   npm test -- --only unit,database        these steps alone (names as in the table)
//   npm test -- --only unit lib/case/fee    and of those only files whose path contains the words
//   npm test -- --grep "pays twice"         only tests whose title matches (vitest and Playwright)
// Plain JavaScript for Node >= 20.19: it installs first.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { installIfStale } from './install.mjs'

const root = path.dirname(import.meta.dirname)
const reports = path.join(root, '.test')

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, grep: { type: 'string' } },
})
/** Steps beside each other. */
const LANES = 2
const narrowed = Boolean(options.grep) || words.length > 0

const vitest = (project) => [
  ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'],
  [`--outputFile.json=${path.join(reports, `${project}.json`)}`, ...words],
  options.grep ? ['-t', options.grep] : [],
  narrowed ? ['--passWithNoTests'] : [],
]
// What has not changed since it was found right is not parsed again.
const PRETTIER = ['prettier', '--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content']
const playwright = [
  ['playwright', 'test', ...words],
  options.grep ? ['--grep', options.grep] : [],
  narrowed ? ['--pass-with-no-tests'] : [],
]

/**
 * `needs`: steps without which this one says nothing. `report`: the file that counts the tests of this step. `beside`: it mostly
 * keeps one core busy and measures nothing, so that two such steps run at a time.
 */
const steps = [
  { name: 'lockfile', commands: [['node', 'scripts/check-lock.mjs']] },
  { name: 'generate', commands: [['prisma', 'generate']] },
  { name: 'format', beside: true, commands: [[...PRETTIER, '.']] },
  { name: 'lint', beside: true, commands: [['oxlint', '--deny-warnings']] },
  { name: 'laws', beside: true, commands: [['node', 'scripts/laws/check.ts']] },
  {
    ...{ name: 'types', beside: true, needs: ['generate'] },
    commands: [
      ['next', 'typegen'],
      // From nothing: what was remembered of an earlier client that Prisma wrote has been taken for the present one.
      ['tsc', '--noEmit', '--incremental', 'false'],
    ],
  },
  { name: 'knip', beside: true, needs: ['generate'], commands: [['knip', '--no-progress']] },
  { name: 'unit', needs: ['generate'], commands: [vitest('unit').flat()], report: vitestCounts },
  { name: 'database', needs: ['generate'], commands: [vitest('database').flat()], report: vitestCounts },
  { name: 'build', needs: ['generate'], commands: [['node', 'scripts/build.ts']] },
  { name: 'bundle', needs: ['build'], commands: [['node', 'scripts/check-bundle.ts']] },
  {
    name: 'browser',
    needs: ['build'],
    commands: [['node', 'scripts/chromium.ts'], playwright.flat()],
    report: playwrightCounts,
  },
]

const wanted = options.only?.split(',') ?? steps.map(({ name }) => name)
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`There is no step "${unknown.join('", "')}". Steps: ${steps.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const running = new Set()
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    interrupted = true
    for (const child of running) child.kill(signal)
  })

const started = performance.now()
const results = []
await runStep({ name: 'install', work: () => installIfStale() })
if (results[0].ok) {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  for (const group of groups(steps.filter(({ name }) => wanted.includes(name)))) await runGroup(group)
}
process.exitCode = summary()

/** Steps that run one after another, and neighbours that may run beside each other as one. */
function groups(chosen) {
  const found = []
  for (const step of chosen)
    if (step.beside && found.at(-1)?.[0].beside) found.at(-1).push(step)
    else found.push([step])
  return found
}

async function runGroup(group) {
  const queue = group.values()
  const lane = async () => {
    for (const step of queue) await runStep(step, group.length > 1)
  }
  await Promise.all(Array.from({ length: Math.min(LANES, group.length) }, lane))
}

/**
 * Runs one step and keeps how it went; a step whose needs have failed is not run and counts as failed. What a step says that runs
 * beside others is shown when it has ended, so that nothing is mixed up.
 */
async function runStep({ name, needs = [], commands = [], work, report }, beside = false) {
  const blocked = results.find((result) => needs.includes(result.name) && !result.ok)
  if (blocked || interrupted) {
    results.push({ name, ok: false, failed: 1, passed: 0, note: interrupted ? 'interrupted' : `needs ${blocked.name}` })
    return
  }
  const said = []
  const title = `\n--- ${name} ${'-'.repeat(Math.max(0, 70 - name.length))}\n`
  if (!beside) process.stdout.write(title)
  const begun = performance.now()
  let error
  try {
    work?.()
    for (const command of commands) await run(command, name, beside && said)
  } catch (thrown) {
    error = thrown
    said.push(`${name}: ${thrown.message}\n`)
  }
  process.stdout.write((beside ? title : '') + said.map(String).join(''))
  const seconds = (performance.now() - begun) / 1000
  results.push({ name, seconds, ...judged(report?.(path.join(reports, `${name}.json`)), error) })
}

/** A step that counts no tests is itself one check. So is a test run that failed although no test of it did. */
function judged(counts, error) {
  if (!counts) return { ok: !error, passed: error ? 0 : 1, failed: error ? 1 : 0, note: error?.message }
  const failed = error && counts.failed === 0 ? 1 : counts.failed
  const note = [`${counts.passed + counts.failed} tests`, counts.skipped && `${counts.skipped} left out`]
  return { ok: failed === 0, passed: counts.passed, failed, note: note.filter(Boolean).join(', ') }
}

/** @param keep where its words are kept; without, they are shown as they come */
function run([command, ...args], name, keep) {
  const env = { ...process.env, CONFERRAL_TEST_REPORT: path.join(reports, `${name}.json`) }
  // NODE_ENV of the caller would make `next build` a development build, and tests run on the wrong React.
  delete env.NODE_ENV
  return new Promise((resolve, reject) => {
    const stdio = keep ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(process.execPath, ['scripts/run.mjs', command, ...args], { cwd: root, stdio, env })
    running.add(child)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => keep.push(text))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running.delete(child)
      if (code === 0) resolve()
      else reject(new Error(`${command} ended with ${signal ?? code}`))
    })
  })
}

function vitestCounts(file) {
  const report = readReport(file)
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: narrowed ? 0 : report.numPendingTests,
    }
  )
}

function playwrightCounts(file) {
  const stats = readReport(file)?.stats
  return (
    stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: narrowed ? 0 : stats.skipped }
  )
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // the run broke off before it wrote one; it then counts as one failed check
  }
}

function summary() {
  const row = (cells) =>
    console.log(
      cells
        .map((cell, i) => String(cell).padEnd([10, 8, 8, 8, 9][i] ?? 0))
        .join(' ')
        .trimEnd(),
    )
  console.log('\n')
  row(['step', 'result', 'passed', 'failed', 'seconds', 'note'])
  const place = ({ name }) => steps.findIndex((step) => step.name === name)
  for (const { name, ok, passed, failed, seconds = 0, note = '' } of results.toSorted((a, b) => place(a) - place(b)))
    row([name, ok ? 'ok' : 'FAILED', passed, failed, seconds.toFixed(1), note])
  const total = (key) => results.reduce((sum, result) => sum + (result[key] ?? 0), 0)
  row(['total', '', total('passed'), total('failed'), ((performance.now() - started) / 1000).toFixed(1)])
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`)
  return total('failed') === 0 ? 0 : 1
}
