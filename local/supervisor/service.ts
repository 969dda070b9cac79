import { setTimeout as pause } from 'node:timers/promises'
import { restartPolicy } from './backoff.ts'
import { spawnChild } from './child.ts'
import type { Child, Command } from './child.ts'

/** What a service or task needs of the supervisor around it. */
export type Host = {
  logDir: string
  /** Says something on the terminal. */
  say(line: string): void
  /** Hears every line that a process writes. */
  hear(name: string, line: string): void
  started(name: string, pid: number): void
}

export type ServiceCommand = Command & {
  /** The line that says it can be used; null: at once. */
  ready: RegExp | null
}

export type Service = {
  name: string
  /** Rejects with `GaveUp` when it never came up. */
  ready: Promise<void>
  /** Resolves to why, should it be given up later; stays open otherwise. */
  gaveUp: Promise<GaveUp>
  lastLines(): string[]
  /** Ends it and its own children; after `graceMs` by force. */
  stop(graceMs?: number): Promise<void>
}

/** A process ended too often, or a task failed; `lines` is what it said last. */
export class GaveUp extends Error {
  readonly lines: readonly string[]
  constructor(message: string, lines: readonly string[]) {
    super(message)
    this.lines = lines
  }
}

/** Keeps a process running: started again with growing pauses when it ends, given up after five quick ends in a row. */
export function startService(command: ServiceCommand, host: Host): Service {
  const ready = Promise.withResolvers<void>()
  const gaveUp = Promise.withResolvers<GaveUp>()
  const stopping = new AbortController()
  ready.promise.catch(() => {}) // whoever waits for it hears of it; others need not
  let child: Child | null = null

  const hear = (line: string) => {
    host.hear(command.name, line)
    if (command.ready?.test(line)) ready.resolve()
  }
  const keepRunning = async () => {
    const policy = restartPolicy()
    while (!stopping.signal.aborted) {
      const begun = Date.now()
      child = spawnChild(command, host.logDir, hear)
      host.started(command.name, child.pid)
      if (!command.ready) ready.resolve()
      const how = (await child.ended) ?? 'exit code 0'
      if (stopping.signal.aborted) return
      const verdict = policy.crashed(Date.now() - begun)
      if (!verdict.again) {
        const reason = new GaveUp(`${command.name} ended again and again (${how})`, child.lastLines())
        ready.reject(reason)
        gaveUp.resolve(reason)
        return
      }
      host.say(`${command.name} ended unexpectedly (${how}); it starts again in ${verdict.afterMs / 1000} s`)
      await pause(verdict.afterMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const done = keepRunning()
  return {
    name: command.name,
    ready: ready.promise,
    gaveUp: gaveUp.promise,
    lastLines: () => child?.lastLines() ?? [],
    async stop(graceMs) {
      stopping.abort()
      await child?.stop(graceMs)
      await done
    },
  }
}

/** Runs a process to its end. Rejects with `GaveUp` when it fails or is stopped by `signal`. */
export async function runTask(command: Command, host: Host, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const child = spawnChild(command, host.logDir, (line) => host.hear(command.name, line))
  host.started(command.name, child.pid)
  const stop = () => void child.stop()
  signal.addEventListener('abort', stop, { once: true })
  const how = await child.ended
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  if (how !== null) throw new GaveUp(`${command.name} failed (${how})`, child.lastLines())
}
