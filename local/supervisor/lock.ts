import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

// One supervisor for a data folder. A process id alone says little, since ids are given out again: each is kept with the
// time its process was born, so that a lock left by a power cut is seen as such and no stranger is ever ended.

type Birth = { pid: number; born: string }
type Content = Birth & { since: string; web: string | null; children: (Birth & { name: string })[] }

export type Lock = {
  /** Tells those who find the lock where the service is. */
  setWeb(url: string): void
  /** Keeps a child's id, so that the next supervisor can end it should this one be killed. */
  addChild(name: string, pid: number): void
  release(): void
}

const GRACE_MS = 5000

/** Another supervisor runs on this data folder. */
export class AlreadyRunning extends Error {}

/** Takes the lock of a data folder; ends what a killed supervisor left behind. Throws `AlreadyRunning`. */
export async function takeLock(dataDir: string): Promise<{ lock: Lock; leftBehind: string[] }> {
  const file = path.join(dataDir, 'supervisor.lock')
  const content: Content = { ...birthOf(process.pid), since: new Date().toISOString(), web: null, children: [] }
  const leftBehind: string[] = []
  while (!tryCreate(file, content)) {
    const other = read(file)
    if (other && isAlive(other)) throw new AlreadyRunning(describe(other, dataDir))
    leftBehind.push(...(await endChildren(other)))
    fs.rmSync(file, { force: true })
  }
  const lock: Lock = {
    setWeb(url) {
      content.web = url
      replace(file, content)
    },
    addChild(name, pid) {
      content.children = [...content.children.filter((child) => child.name !== name), { name, ...birthOf(pid) }]
      replace(file, content)
    },
    release: () => fs.rmSync(file, { force: true }),
  }
  return { lock, leftBehind }
}

function describe({ pid, web }: Content, dataDir: string): string {
  const where = web ? ` at ${web}` : ''
  return [
    `Conferral already runs on ${dataDir}${where} (process ${pid}).`,
    'End it with Ctrl-C where it was started, or start a second one beside it: npm start -- --data OTHER_FOLDER',
  ].join('\n')
}

/** Creates the file with its content in one step; false when it exists. */
function tryCreate(file: string, content: Content): boolean {
  const fresh = `${file}.${process.pid}`
  fs.writeFileSync(fresh, JSON.stringify(content))
  try {
    fs.linkSync(fresh, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(fresh)
  }
}

function replace(file: string, content: Content): void {
  const fresh = `${file}.${process.pid}`
  fs.writeFileSync(fresh, JSON.stringify(content))
  fs.renameSync(fresh, file)
}

function read(file: string): Content | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Content
  } catch {
    return null // released meanwhile, or not ours
  }
}

async function endChildren(left: Content | null): Promise<string[]> {
  const alive = (left?.children ?? []).filter(isAlive)
  for (const child of alive) endGroup(child, child.name === 'postgres' ? 'SIGINT' : 'SIGTERM')
  for (const deadline = Date.now() + GRACE_MS; Date.now() < deadline && alive.some(isAlive);) await pause(50)
  for (const child of alive.filter(isAlive)) endGroup(child, 'SIGKILL')
  return alive.map(({ name }) => name)
}

function endGroup({ pid }: Birth, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal) // each child leads a process group
  } catch {} // it ended by itself
}

function isAlive({ pid, born }: Birth): boolean {
  return born !== '' && birthOf(pid).born === born
}

/** When a process was born, in whatever words the system has; '' when there is none. */
export function birthOf(pid: number): Birth {
  if (process.platform === 'linux') {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in parentheses may hold blanks; the start time is the 20th field after it, the state the first.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return { pid, born: fields[0] === 'Z' ? '' : `${fields[19]} ${bootId()}` }
    } catch {
      return { pid, born: '' }
    }
  }
  return { pid, born: spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '' }
}

/** Linux counts start times from the last boot. */
function bootId(): string {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
