import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { stopProduct } from './bench-records/product.ts'
import type { BenchRow } from './bench-records/row.ts'

// `npm run bench:records`: what records cost, each beside a floor of the same run. Every module in scripts/bench-records that
// exports `rows` is run; words behind the command name those that are wanted. Ratios are what counts; they are written as JSON.

const root = path.join(import.meta.dirname, '..')
const folder = path.join(import.meta.dirname, 'bench-records')
const wanted = process.argv.slice(2)

const all: BenchRow[] = []
try {
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .toSorted()) {
    if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue
    const found = (await import(pathToFileURL(path.join(folder, name)).href)) as { rows?: () => Promise<BenchRow[]> }
    if (found.rows) all.push(...(await found.rows()))
  }
} finally {
  await stopProduct()
}
console.table(
  all.map(({ name, value, unit, against, floor, ratio, goal }) => ({
    ...{ measure: name, value: value.toFixed(1), unit, against, floor: floor.toFixed(1) },
    ...{ ratio: ratio.toFixed(2), goal },
  })),
)
await writeFile(
  path.join(root, 'bench-records.json'),
  `${JSON.stringify({ at: new Date().toISOString(), rows: all }, null, 2)}\n`,
)
