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
const narrowed = Boolean(options.grep) || words.length > 0

const vitest = (project) => [
  ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'],
  [`--outputFile.json=${path.join(reports, `${project}.json`)}`, ...words],
  options.grep ? ['-t', options.grep] : [],
  narrowed ? ['--passWithNoTests'] : [],
]
const playwright = [
  ['playwright', 'test', ...words],
  options.grep ? ['--grep', options.grep] : [],
  narrowed ? ['--pass-with-no-tests'] : [],
]

/** `needs`: steps without which this one says nothing. `report`: the file that counts the tests of this step. */
const steps = [
  { name: 'lockfile', commands: [['node', 'scripts/check-lock.mjs']] },
  { name: 'generate', commands: [['prisma', 'generate']] },
  { name: 'format', commands: [['prettier', '--check', '--log-level', 'warn', '.']] },
  { name: 'lint', commands: [['oxlint', '--deny-warnings']] },
  { name: 'laws', commands: [['node', 'scripts/laws/check.ts']] },
  {
    name: 'types',
    needs: ['generate'],
    commands: [
      ['next', 'typegen'],
      // From nothing: what was remembered of an earlier client that Prisma wrote has been taken for the present one.
      ['tsc', '--noEmit', '--incremental', 'false'],
    ],
  },
  { name: 'knip', needs: ['generate'], commands: [['knip', '--no-progress']] },
  { name: 'unit', needs: ['generate'], commands: [vitest('unit').flat()], report: vitestCounts },
  { name: 'database', needs: ['generate'], commands: [vitest('database').flat()], report: vitestCounts },
  { name: 'build', needs: ['generate'], commands: [['next', 'build']] },
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

let running
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    interrupted = true
    running?.kill(signal)
  })

const results = []
await runStep({ name: 'install', work: () => installIfStale() })
if (results[0].ok) {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  for (const step of steps) if (wanted.includes(step.name)) await runStep(step)
}
process.exitCode = summary()

/** Runs one step and keeps how it went; a step whose needs have failed is not run and counts as failed. */
async function runStep({ name, needs = [], commands = [], work, report }) {
  const blocked = results.find((result) => needs.includes(result.name) && !result.ok)
  if (blocked || interrupted) {
    results.push({ name, ok: false, failed: 1, passed: 0, note: interrupted ? 'interrupted' : `needs ${blocked.name}` })
    return
  }
  console.log(`\n--- ${name} ${'-'.repeat(Math.max(0, 70 - name.length))}`)
  const begun = performance.now()
  let error
  try {
    work?.()
    for (const command of commands) await run(command, name)
  } catch (thrown) {
    error = thrown
    console.error(`${name}: ${thrown.message}`)
  }
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

function run([command, ...args], name) {
  const env = { ...process.env, CONFERRAL_TEST_REPORT: path.join(reports, `${name}.json`) }
  // NODE_ENV of the caller would make `next build` a development build, and tests run on the wrong React.
  delete env.NODE_ENV
  return new Promise((resolve, reject) => {
    running = spawn(process.execPath, ['scripts/run.mjs', command, ...args], { cwd: root, stdio: 'inherit', env })
    running.on('error', reject)
    running.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${signal ?? code}`)),
    )
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
  for (const { name, ok, passed, failed, seconds = 0, note = '' } of results)
    row([name, ok ? 'ok' : 'FAILED', passed, failed, seconds.toFixed(1), note])
  const total = (key) => results.reduce((sum, result) => sum + (result[key] ?? 0), 0)
  row(['total', '', total('passed'), total('failed'), total('seconds').toFixed(1)])
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`)
  return total('failed') === 0 ? 0 : 1
}
