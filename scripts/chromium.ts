// node scripts/run.mjs node scripts/chromium.ts: makes sure that there is a Chromium to test in, and prints where.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const candidates = [
  process.env.CONFERRAL_CHROMIUM,
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

function install(): void {
  if (process.getuid?.() === 0 && isDebian()) {
    run('apt-get', 'update')
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji')
  } else run('playwright', 'install', 'chromium')
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
  if (!findChromium()) install()
  console.log(`browser tests in ${findChromium() ?? "Playwright's Chromium"}`)
}
