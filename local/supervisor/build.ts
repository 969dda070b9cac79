import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { runTask } from './service.ts'
import type { Host } from './service.ts'
import { hashOf, stamp } from './stamps.ts'

/** What the built application is made of. */
const SOURCES = [
  'app',
  'components',
  'emails',
  'lib',
  'messages',
  'public',
  'prisma/schema',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'scripts/build.ts',
  'scripts/one-of-each.ts',
]

export type BuildContext = { root: string; env: Record<string, string>; host: Host; signal: AbortSignal }

/** Where `next build` puts its work, as next.config.ts decides it too. */
export function distOf(root: string): string {
  return path.resolve(root, process.env['NEXT_DIST_DIR'] ?? '.next')
}

/** Runs `prisma generate` unless the client that is there was made from this schema. */
export async function generateClient({ root, env, host, signal }: BuildContext): Promise<void> {
  const wanted = hashOf(root, ['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'])
  const made = stamp(path.join(root, 'node_modules/.cache/conferral/prisma-client'))
  if (made.is(wanted) && fs.existsSync(path.join(root, 'lib/db/generated/client.ts'))) return
  await runTask({ name: 'generate', command: 'prisma', args: ['generate'], env, cwd: root }, host, signal)
  made.set(wanted)
}

/** Builds unless the build that is there was made from these sources. */
export async function buildWeb({ root, env, host, signal }: BuildContext): Promise<void> {
  const dist = distOf(root)
  const sources = hashOf(root, SOURCES)
  const made = stamp(path.join(dist, 'conferral-sources'))
  // The build's id is in the stamp, for someone else may have built over ours.
  if (isBuilt(root) && made.is(`${sources} ${buildId(dist)}`)) return
  host.say('Building the web application (half a minute; only after a change) ...')
  const command = {
    name: 'build',
    command: process.execPath,
    args: [path.join(root, 'scripts/build.ts')],
    env: { ...env, NODE_ENV: 'production' },
    cwd: root,
  }
  await runTask(command, host, signal)
  made.set(`${sources} ${buildId(dist)}`)
}

/** Whether there is a build to serve. */
export function isBuilt(root: string): boolean {
  const dist = distOf(root)
  return buildId(dist) !== '' && fs.existsSync(path.join(dist, 'standalone/server.js'))
}

/**
 * Copies the build beside the data, so that the next build does not pull the files from under a running server, and
 * so that what runs here is what the container image runs. Returns the server's file.
 */
export function placeBuild(root: string, dataDir: string): string {
  const dist = distOf(root)
  const target = path.join(dataDir, 'web')
  const placed = stamp(path.join(target, '.placed'))
  // Two builds of the same sources have different files but may be given one id; the manifest tells them apart.
  const manifest = fs.readFileSync(path.join(dist, 'build-manifest.json'))
  const identity = `${buildId(dist)} ${createHash('sha256').update(manifest).digest('hex')}`
  if (!placed.is(identity)) {
    fs.rmSync(target, { recursive: true, force: true })
    const from = path.join(dist, 'standalone')
    // Links among the server's scripts lead to their neighbours (scripts/one-of-each.ts), here too.
    const filter = (file: string) => !path.basename(file).startsWith('.env')
    fs.cpSync(from, target, { recursive: true, verbatimSymlinks: true, filter })
    fs.cpSync(path.join(dist, 'static'), path.join(target, path.relative(root, dist), 'static'), { recursive: true })
    if (fs.existsSync(path.join(root, 'public')))
      fs.cpSync(path.join(root, 'public'), path.join(target, 'public'), { recursive: true })
    placed.set(identity)
  }
  return path.join(target, 'server.js')
}

function buildId(dist: string): string {
  const file = path.join(dist, 'BUILD_ID')
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : ''
}
