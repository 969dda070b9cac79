// node scripts/run.mjs node scripts/build.ts: the web application as it is served, in .next/standalone.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { distOf } from '../local/supervisor/build.ts'
import { oneOfEach } from './one-of-each.ts'

const root = path.join(import.meta.dirname, '..')
const dist = distOf(root)

const { status, error } = spawnSync('next', ['build'], { cwd: root, stdio: 'inherit' })
if (error) throw error
if (status !== 0) process.exit(status ?? 1)
const { links, bytes } = oneOfEach(path.join(dist, 'standalone', path.relative(root, dist), 'server/chunks'))
console.log(`${links} scripts of the server that were there already are links now (${(bytes / 1e6).toFixed(0)} MB)`)
