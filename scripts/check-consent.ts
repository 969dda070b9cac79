import { spawnSync } from 'node:child_process'
import path from 'node:path'

// `npm run check:consent [-- 10000]`: the model-based tests of consent, with as many traces as are asked for. A few hundred of
// them run with every `npm test`; so many take minutes.

const traces = Number(process.argv[2] ?? 10_000)
if (!Number.isInteger(traces) || traces < 1)
  throw new Error('How many traces? For example: npm run check:consent -- 10000')
const files = ['lib/case/consent/model.db.test.ts', 'lib/case/consent/walls.db.test.ts']
const { status } = spawnSync(
  process.execPath,
  [path.join(import.meta.dirname, 'run.mjs'), 'vitest', 'run', '--project', 'database', ...files],
  { stdio: 'inherit', env: { ...process.env, CONFERRAL_TRACES: String(traces) } },
)
process.exitCode = status ?? 1
