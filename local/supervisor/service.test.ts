import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { birthOf } from './lock.ts'
import { runTask, startService } from './service.ts'
import type { Host, ServiceCommand } from './service.ts'

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'conferral service '))
let folder: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(base, 'case-'))
})
afterAll(() => fs.rmSync(base, { recursive: true, force: true }))

const isAlive = (pid: number) => birthOf(pid).born !== ''

describe('services', () => {
  function host() {
    const said: string[] = []
    const pids: number[] = []
    const lines = new EventTarget()
    const value: Host = {
      logDir: folder,
      say: (line) => said.push(line),
      hear: (_name, line) => lines.dispatchEvent(new Event(line)),
      started: (_name, pid) => pids.push(pid),
    }
    return { value, said, pids, heard: (line: string) => once(lines, line) }
  }
  /** A process with a child of its own, which tells both ids. */
  const FAMILY = `
    const { spawn } = require('node:child_process')
    const grandchild = spawn('sleep', ['60'], { stdio: 'ignore' })
    require('node:fs').appendFileSync('pids', process.pid + ' ' + grandchild.pid + '\\n')
    console.log('family ready')
    setInterval(() => {}, 1000)`
  const command = (script: string, ready: RegExp | null): ServiceCommand => ({
    name: 'family',
    command: process.execPath,
    args: ['-e', script],
    env: { PATH: process.env['PATH'] ?? '' },
    cwd: folder,
    ready,
  })
  const pids = () => fs.readFileSync(path.join(folder, 'pids'), 'utf8').trim().split(/\s/).map(Number)

  test('a killed one is started again and said; at the end nobody is left, grandchildren neither', async () => {
    const { value, said, heard } = host()
    const service = startService(command(FAMILY, /^family ready/), value)
    await service.ready
    const second = heard('family ready')
    const [first, firstGrandchild] = pids()
    process.kill(first!, 'SIGKILL')
    await second
    expect(said).toEqual(['family ended unexpectedly (ended by SIGKILL); it starts again in 0.25 s'])
    expect(isAlive(firstGrandchild!)).toBe(false)

    await service.stop()
    expect(pids()).toHaveLength(4)
    expect(pids().filter(isAlive)).toEqual([])
    expect(fs.readFileSync(path.join(folder, 'family.log'), 'utf8').match(/family ready/g)).toHaveLength(2)
  })

  test('one that ends at once again and again is given up with its last words', async () => {
    const { value } = host()
    const service = startService(command('console.error("no such table"); process.exit(3)', /ready/), value)
    await expect(service.ready).rejects.toThrow('family ended again and again (exit code 3)')
    expect((await service.gaveUp).lines).toEqual(['no such table'])
    await service.stop()
  })

  test('one that will not listen is made to end', async () => {
    const { value } = host()
    const service = startService(command(`process.on('SIGTERM', () => console.log('no'));${FAMILY}`, /ready/), value)
    await service.ready
    const stubborn = pids()
    await service.stop(200)
    expect(stubborn.filter(isAlive)).toEqual([])
  })

  test('a program that does not exist is an end like any other', async () => {
    const { value } = host()
    const absent = { ...command('', null), command: 'no-such-program' }
    await expect(runTask(absent, value, AbortSignal.timeout(5000))).rejects.toThrow(/ENOENT/)
  })

  test('a task ends with its result, or when it is told to', async () => {
    const { value, heard } = host()
    const never = new AbortController()
    await runTask(command('console.log("fine")', null), value, never.signal)
    await expect(
      runTask(command('console.log("bad"); process.exit(2)', null), value, never.signal),
    ).rejects.toMatchObject({
      message: 'family failed (exit code 2)',
      lines: ['bad'],
    })
    const ending = new AbortController()
    const started = heard('family ready')
    const task = runTask(command(FAMILY, null), value, ending.signal)
    await started
    ending.abort(new Error('enough'))
    await expect(task).rejects.toThrow('enough')
    expect(pids().filter(isAlive)).toEqual([])
  })
})
