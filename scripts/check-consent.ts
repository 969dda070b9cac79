import { spawnSync } from 'node:child_process'
import path from 'node:path'

// `npm run check:consent [-- 10000 1000]`: the model-based tests of consent, with as many traces as are asked for, and so many
// races of taking back against reading. A few of each run with every `npm test`; so many take minutes.

const [traces, races] = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 1000)]
if (![traces, races].every((count) => Number.isInteger(count) && count >= 1))
  throw new Error('How many traces and races? For example: npm run check:consent -- 10000 1000')
const files = ['consent/model.db.test.ts', 'consent/walls.db.test.ts', 'races.db.test.ts'].map(
  (file) => `lib/case/${file}`,
)
const { status } = spawnSync(
  process.execPath,
  [path.join(import.meta.dirname, 'run.mjs'), 'vitest', 'run', '--project', 'database', ...files],
  { stdio: 'inherit', env: { ...process.env, CONFERRAL_TRACES: String(traces), CONFERRAL_RACES: String(races) } },
)
process.exitCode = status ?? 1
