import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export type Command = {
  /** Also the name of its log file. */
  name: string
  command: string
  args: readonly string[]
  env: Readonly<Record<string, string>>
  cwd: string
  uid?: number | undefined
  gid?: number | undefined
  /** SIGTERM to the whole process group, unless only the leader is to be asked by another one. */
  stopBy?: { leader: NodeJS.Signals }
}

export type Child = {
  /** 0 when it could not be started at all. */
  pid: number
  /** How it ended, in words; null when it ended well. Never rejects. */
  ended: Promise<string | null>
  /** What it said last, up to 40 lines. */
  lastLines(): string[]
  /** Asks it to end and, after `graceMs`, makes it; its own children too. */
  stop(graceMs?: number): Promise<void>
}

const KEPT_LINES = 40
const LOG_LIMIT = 5_000_000
/** Somebody outside of its group may hold the pipe open. */
const LAST_WORDS_MS = 1000
const running = new Set<number>()

/** Starts a process as the leader of its own group, so that Ctrl-C reaches the supervisor only and the rest in order. */
export function spawnChild(command: Command, logDir: string, onLine: (line: string) => void): Child {
  const { uid, gid, cwd, env } = command
  const child = spawn(command.command, [...command.args], {
    cwd,
    env: env as NodeJS.ProcessEnv,
    uid,
    gid,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid) running.add(child.pid)
  const log = openLog(path.join(logDir, `${command.name}.log`))
  const kept: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
      kept.push(line)
      if (kept.length > KEPT_LINES) kept.shift()
      log.write(`${line}\n`)
      onLine(line)
    })
  const closed = once(child, 'close').catch(() => {})
  const ended = new Promise<string | null>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : code === 0 ? null : `exit code ${code}`))
  }).finally(async () => {
    signalGroup(child.pid, 'SIGKILL') // whatever it started and left
    running.delete(child.pid ?? 0)
    // Its last words may still lie in the pipe, and are what tells why it ended.
    await Promise.race([closed, pause(LAST_WORDS_MS)])
    await new Promise<void>((resolve) => {
      log.end(() => resolve())
    })
  })
  return {
    pid: child.pid ?? 0,
    ended,
    lastLines: () => [...kept],
    async stop(graceMs = 8000) {
      if (command.stopBy) child.kill(command.stopBy.leader)
      else signalGroup(child.pid, 'SIGTERM')
      const patience = new AbortController()
      const late = pause(graceMs, 'late', { signal: patience.signal }).catch(() => 'done')
      if ((await Promise.race([ended, late])) === 'late') signalGroup(child.pid, 'SIGKILL')
      patience.abort()
      await ended
    },
  }
}

/** For the last moment of the supervisor: ends at once whatever still runs. */
export function killRemaining(): void {
  for (const pid of running) signalGroup(pid, 'SIGKILL')
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (!pid) return
  try {
    process.kill(-pid, signal)
  } catch {} // nobody is left in the group
}

function openLog(file: string): fs.WriteStream {
  if (fs.existsSync(file) && fs.statSync(file).size > LOG_LIMIT) fs.renameSync(file, `${file}.old`)
  const log = fs.createWriteStream(file, { flags: 'a', mode: 0o600 })
  log.on('error', () => {}) // a full disk must not end the services
  log.write(`--- ${new Date().toISOString()}\n`)
  return log
}
