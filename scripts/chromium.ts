// node scripts/run.mjs node scripts/chromium.ts: makes sure that there is a Chromium to test in, and prints where.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Chromium without the parts that only a window needs: the same pages for two thirds of the work. */
const SHELL = '/usr/bin/chromium-headless-shell'

const candidates = [
  process.env.CONFERRAL_CHROMIUM,
  SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** For Chromium under test: no background traffic, no GPU, and no sandbox for root, where it cannot have one. */
export const chromiumArgs = [
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** The system's Chromium or Chrome, or undefined: then Playwright's own is used. */
export function findChromium(): string | undefined {
  // Some systems keep a script there that only says how to install the browser: it must really answer.
  return candidates.find((file) => file && existsSync(file) && spawnSync(file, ['--version']).status === 0)
}

/** As root on Debian its package, elsewhere Playwright's download; what the machine has already is good enough when neither can be had. */
function install(): void {
  try {
    if (!isRootOnDebian()) return run('playwright', 'install', 'chromium')
    run('apt-get', 'update')
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-noto-color-emoji')
  } catch (error) {
    if (!findChromium()) throw error
  }
}

function isRootOnDebian(): boolean {
  return process.getuid?.() === 0 && isDebian()
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function run(command: string, ...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}

if (path.resolve(process.argv[1] ?? '') === import.meta.filename) {
  if (!findChromium() || (isRootOnDebian() && !existsSync(SHELL) && !process.env.CONFERRAL_CHROMIUM)) install()
  console.log(`browser tests in ${findChromium() ?? "Playwright's Chromium"}`)
}
