import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { parseOptions, UsageError } from './args.ts'
import { MOST_QUICK_CRASHES, QUICK_MS, restartPolicy } from './backoff.ts'
import { dropHalfSeeded, emptyDataFolder, makeDataFolder } from './data-folder.ts'
import { seedState } from './database.ts'
import { addressesFor, productEnvironment } from './environment.ts'
import { AlreadyRunning, birthOf, takeLock } from './lock.ts'
import { lineShower, worth } from './output.ts'
import { choosePorts, isPortFree } from './ports.ts'
import { isDataFolder, loadSecrets } from './secrets.ts'
import { hashOf } from './stamps.ts'
import { summary } from './summary.ts'
import { parseEnv } from '#lib/env.ts'

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'conferral supervisor '))
let folder: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(base, 'case-'))
})
afterAll(() => fs.rmSync(base, { recursive: true, force: true }))

const isAlive = (pid: number) => birthOf(pid).born !== ''

describe('the command line', () => {
  const parse = (...argv: string[]) => parseOptions(argv, '/project', '/elsewhere')

  test('has useful defaults and takes every option', () => {
    expect(parse()).toEqual({
      dev: false,
      reset: false,
      data: '/project/.data',
      ports: 'usual',
      seed: true,
      json: null,
      build: 'if-stale',
    })
    expect(
      parse('--reset', '--data', 'a b', '--ports', 'auto', '--no-seed', '--json', 'x.json', '--skip-build'),
    ).toMatchObject({
      reset: true,
      data: '/elsewhere/a b',
      ports: 'auto',
      seed: false,
      json: '/elsewhere/x.json',
      build: 'skip',
    })
    expect(parse('--dev', '--port-base=4000')).toMatchObject({ dev: true, ports: 4000 })
    expect(parse('--help')).toBe('help')
  })

  test.each([
    ['--rest'],
    ['--data'],
    ['--ports', '3000'],
    ['--port-base', '80'],
    ['--port-base', 'x'],
    ['--port-base', '4000', '--ports', 'auto'],
    ['--build-only', '--skip-build'],
    ['--dev', '--skip-build'],
    ['stray'],
  ])('refuses %s %s %s', (...argv) => {
    expect(() => parse(...argv.filter((word) => word !== undefined))).toThrow(UsageError)
  })
})

describe('ports', () => {
  test('a taken one is replaced by the next free one and named; no two are the same', async () => {
    const taken = new Set([3000, 3001, 1080, 1081])
    const { ports, moved } = await choosePorts('usual', async (port) => !taken.has(port))
    expect(ports).toEqual({ web: 3002, postgres: 54330, s3: 9100, smtp: 1025, mail: 1082, stripe: 12111 })
    expect(moved).toEqual([
      { name: 'web', wanted: 3000, got: 3002 },
      { name: 'mail', wanted: 1080, got: 1082 },
    ])
    const row = await choosePorts(5000, async (port) => port !== 5001)
    expect(Object.values(row.ports)).toEqual([5000, 5002, 5003, 5004, 5005, 5006])
    await expect(choosePorts('usual', async () => false)).rejects.toThrow(/No free port/)
  })

  test('a listener is seen, and free ones are all different', async () => {
    const server = net.createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    expect(await isPortFree(port)).toBe(false)
    server.close()
    const { ports } = await choosePorts('auto')
    expect(new Set(Object.values(ports)).size).toBe(6)
  })
})

describe('restarts', () => {
  test('pauses grow, a long run forgives, and five quick ends in a row are the end', () => {
    const policy = restartPolicy()
    const pauses = Array.from({ length: MOST_QUICK_CRASHES - 1 }, () => policy.crashed(100))
    expect(pauses.map((verdict) => verdict.again && verdict.afterMs)).toEqual([250, 500, 1000, 2000])
    expect(policy.crashed(QUICK_MS + 1)).toEqual({ again: true, afterMs: 250 })
    for (let crash = 2; crash < MOST_QUICK_CRASHES; crash++) expect(policy.crashed(1).again).toBe(true)
    expect(policy.crashed(1)).toEqual({ again: false })
  })
})

describe('the lock', () => {
  test('keeps a second supervisor out while the first one lives, and is released', async () => {
    const { lock } = await takeLock(folder)
    lock.setWeb('http://localhost:3000')
    await expect(takeLock(folder)).rejects.toThrow(AlreadyRunning)
    await expect(takeLock(folder)).rejects.toThrow(/http:\/\/localhost:3000.*process/)
    lock.release()
    const again = await takeLock(folder)
    expect(again.leftBehind).toEqual([])
  })

  test('a stale one is taken over, and what it left running is ended, but no stranger', async () => {
    const left = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    await Promise.all([once(left, 'spawn'), once(stranger, 'spawn')])
    const children = [
      { name: 'worker', ...birthOf(left.pid!) },
      { name: 'web', pid: stranger.pid!, born: 'at another time' },
    ]
    const gone = { pid: process.pid, born: 'at another time', since: '', web: null, children }
    fs.writeFileSync(path.join(folder, 'supervisor.lock'), JSON.stringify(gone))

    const { leftBehind } = await takeLock(folder)
    expect(leftBehind).toEqual(['worker'])
    expect(isAlive(left.pid!)).toBe(false)
    expect(isAlive(stranger.pid!)).toBe(true)
    stranger.kill('SIGKILL')
  })

  test('an unreadable one is taken over', async () => {
    fs.writeFileSync(path.join(folder, 'supervisor.lock'), '{"pid":')
    await expect(takeLock(folder)).resolves.toMatchObject({ leftBehind: [] })
  })
})

describe('the data folder', () => {
  test('secrets are made once and are for this user only', () => {
    const secrets = loadSecrets(folder)
    expect(loadSecrets(folder)).toEqual(secrets)
    expect(new Set(Object.values(secrets)).size).toBe(8)
    expect(fs.statSync(path.join(folder, 'secrets.json')).mode & 0o077).toBe(0)
  })

  test('reset empties ours and refuses anything else', () => {
    const stranger = path.join(folder, 'letters')
    fs.mkdirSync(stranger)
    fs.writeFileSync(path.join(stranger, 'dear.txt'), 'x')
    expect(() => emptyDataFolder(stranger)).toThrow(/does not look like/)
    expect(fs.readdirSync(stranger)).toEqual(['dear.txt'])

    const ours = path.join(folder, 'data')
    makeDataFolder(ours)
    loadSecrets(ours)
    fs.writeFileSync(path.join(ours, 'supervisor.lock'), '{}')
    emptyDataFolder(ours)
    expect(fs.readdirSync(ours)).toEqual(['supervisor.lock'])
    expect(isDataFolder(ours)).toBe(false)
  })

  test('a first run that broke off within the demo data leaves nothing but its secrets', () => {
    makeDataFolder(folder)
    const secrets = loadSecrets(folder)
    fs.mkdirSync(path.join(folder, 'postgres'))
    expect(dropHalfSeeded(folder)).toBe(false)
    seedState(folder).set('begun')
    expect(dropHalfSeeded(folder)).toBe(true)
    expect(fs.readdirSync(folder).toSorted()).toEqual(['logs', 'secrets.json'])
    expect(loadSecrets(folder)).toEqual(secrets)
    seedState(folder).set('done')
    expect(dropHalfSeeded(folder)).toBe(false)
  })
})

describe('what is said and passed on', () => {
  const ports = { web: 3000, postgres: 54330, s3: 9100, smtp: 1025, mail: 1080, stripe: 12111 }

  test('the environment is one that the product accepts', () => {
    const secrets = loadSecrets(folder)
    const environment = productEnvironment(addressesFor(ports, secrets), secrets, false)
    expect(parseEnv(environment)).toMatchObject({ APP_URL: 'http://localhost:3000', CONFERRAL_LOCAL: true })
  })

  test('the summary says where to click, as whom, and where the data is', () => {
    const addresses = addressesFor(ports, loadSecrets(folder))
    const people = [{ name: 'Ana Keller', email: 'ana@owner.example', role: 'owner', at: null }]
    const text = summary({
      addresses,
      people,
      dataDir: '/data',
      postgresElsewhere: '/var/x',
      seconds: 61.24,
      dev: false,
    })
    for (const word of ['61.2 s', addresses.web, `${addresses.web}/demo`, addresses.mail, addresses.stripe])
      expect(text).toContain(word)
    for (const word of ['Ana Keller', '/data', '/var/x', 'Ctrl-C']) expect(text).toContain(word)
  })

  test('only what needs a person is shown, and a flood is cut', () => {
    expect(worth('web', 'GET /cases 200')).toBeNull()
    expect(worth('web', 'Error: broken')).toBe('Error: broken')
    expect(worth('worker', '{"level":"info","msg":"worker ready"}')).toBeNull()
    expect(worth('worker', '{"level":"warn","msg":"job failed","err":{"message":"no mail"}}')).toBe(
      'job failed: no mail',
    )
    expect(worth('worker', '{"level":50,"msg":"worse"}')).toBe('worse')
    expect(worth('postgres', 'ERROR:  duplicate key')).toBeNull()
    expect(worth('postgres', 'FATAL:  out of disk')).toContain('out of disk')

    const shown: string[] = []
    const show = lineShower(
      () => false,
      (line) => shown.push(line),
    )
    for (let i = 0; i < 100; i++) show('web', `error ${i}`)
    expect(shown).toHaveLength(13)
    expect(shown.at(-1)).toContain('and more')
  })

  test('the hash of the sources sees contents and names, not tests', () => {
    fs.mkdirSync(path.join(folder, 'lib'))
    fs.writeFileSync(path.join(folder, 'lib/a.ts'), '1')
    const first = hashOf(folder, ['lib', 'absent'])
    fs.writeFileSync(path.join(folder, 'lib/a.test.ts'), '1')
    expect(hashOf(folder, ['lib', 'absent'])).toBe(first)
    fs.writeFileSync(path.join(folder, 'lib/a.ts'), '2')
    const second = hashOf(folder, ['lib'])
    fs.renameSync(path.join(folder, 'lib/a.ts'), path.join(folder, 'lib/b.ts'))
    expect(new Set([first, second, hashOf(folder, ['lib'])]).size).toBe(3)
  })
})
