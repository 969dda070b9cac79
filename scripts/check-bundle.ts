// node scripts/run.mjs node scripts/check-bundle.ts: the JavaScript that each page loads first, after `next build`.
// Exit code 1 when a page for owners or the public needs more than its budget.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** Bytes after brotli, as a proxy or CDN sends files that never change. Next and React alone are 113 kB of it. */
const BUDGET = 130_000
/** Pages of the teams at a practice or hospital: opened all day on a desk, and held by the browser's cache. */
const TEAM_BUDGET = 220_000
const teamPage = /^\/(practice|hospital|platform)(\/|$)/

type RouteStats = { route: string; firstLoadChunkPaths: string[] }
type Size = { brotli: number; gzip: number }
type Page = Size & { route: string; budget: number }

const root = path.join(import.meta.dirname, '..')
const dist = path.resolve(root, process.env.NEXT_DIST_DIR ?? '.next')
const sizes = new Map<string, Size>()

function sizeOf(file: string): Size {
  const known = sizes.get(file)
  if (known) return known
  const bytes = readFileSync(path.join(dist, file))
  const size = { brotli: brotliCompressSync(bytes).length, gzip: gzipSync(bytes).length }
  sizes.set(file, size)
  return size
}

function measure({ route, firstLoadChunkPaths }: RouteStats): Page {
  // The paths begin with the build folder's name, as it was called when it was built.
  const chunks = firstLoadChunkPaths.map((file) => sizeOf(file.slice(file.indexOf('static/'))))
  const sum = (key: keyof Size) => chunks.reduce((total, size) => total + size[key], 0)
  return {
    route,
    brotli: sum('brotli'),
    gzip: sum('gzip'),
    budget: teamPage.test(route) ? TEAM_BUDGET : BUDGET,
  }
}

const stats = JSON.parse(readFileSync(path.join(dist, 'diagnostics/route-bundle-stats.json'), 'utf8')) as RouteStats[]
const pages = stats.map(measure).toSorted((a, b) => b.brotli - a.brotli)
if (pages.length === 0) throw new Error('the build lists no pages: has its format changed?')

const kB = (bytes: number) => (bytes / 1000).toFixed(1).padStart(7)
console.log('First-load JavaScript, kB:\n brotli    gzip  budget  page')
for (const { route, brotli, gzip, budget } of pages)
  console.log(`${kB(brotli)} ${kB(gzip)} ${kB(budget)}  ${route}${brotli > budget ? '  TOO MUCH' : ''}`)

const heavy = pages.filter(({ brotli, budget }) => brotli > budget)
if (heavy.length > 0) {
  console.error(
    `${heavy.length} of ${pages.length} pages load too much at first; load what is not seen at once by dynamic()`,
  )
  process.exitCode = 1
}
