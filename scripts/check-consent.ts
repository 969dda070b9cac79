import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { parseArgs } from 'node:util'

// `npm run check:consent [-- 10000 --races 1000 --seed 7]`: the model-based tests of consent, with as many traces as are asked for,
// and so many races of taking back against reading. A few of each run with every `npm test`; so many take minutes. The same seed
// and number walk the same traces; what is found is printed as the fewest steps that show it.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    races: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
  },
})
const [traces, races, seed] = [positionals[0] ?? 10_000, values.races, values.seed].map(Number) as [
  number,
  number,
  number,
]
const isCount = (count: number) => Number.isInteger(count) && count >= 1 && count <= 1_000_000
if (!isCount(traces) || !isCount(races) || !Number.isInteger(seed) || seed < 0 || seed >= 2 ** 31)
  throw new Error(
    'How many? For example: npm run check:consent -- 10000 --races 1000 --seed 7 (a seed is a whole number below 2147483648)',
  )

const files = ['consent/model.db.test.ts', 'consent/walls.db.test.ts', 'races.db.test.ts'].map(
  (file) => `lib/case/${file}`,
)
process.stdout.write(`${traces} traces and ${races} races, seed ${seed}\n`)
const { status } = spawnSync(
  process.execPath,
  [path.join(import.meta.dirname, 'run.mjs'), 'vitest', 'run', '--project', 'database', ...files],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      CONFERRAL_TRACES: String(traces),
      CONFERRAL_RACES: String(races),
      CONFERRAL_SEED: String(seed),
    },
  },
)
process.exitCode = status ?? 1
