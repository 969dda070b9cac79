// npm start: installs what package-lock.json names if it is not there, then starts everything (local/supervisor).
// Plain JavaScript for Node >= 20.19: it runs before anything is installed.
import path from 'node:path'
import { installIfStale, isStale } from './install.mjs'
import { run } from './run.mjs'

process.env.CONFERRAL_STARTED_AT = String(Date.now())
try {
  // Whoever brings the build along may have tests running on these packages: none is replaced under them.
  if (process.argv.includes('--skip-build') && isStale())
    throw new Error('The packages differ from package-lock.json. Run once without --skip-build, or "npm ci".')
  installIfStale()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
run('node', [path.join(import.meta.dirname, '../local/supervisor/main.ts'), ...process.argv.slice(2)])
