import { beforeAll, describe, expect, it } from 'vitest'
import { discardUpload } from '#lib/case/records/commands.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { onCaseAs, parties, type Parties, recordRow, useObjectStore } from '#lib/testing/records.ts'
import { disk, file, MIB, type Trouble, until, wireOf } from '#lib/testing/upload-window.ts'
import { caseIn } from '#lib/testing/world.ts'
import { UploadEngine } from './upload-engine.ts'
import { UploadMemory } from './upload-memory.ts'

// The browser's engine against the real verbs and a real object store; only the network between them is made to fail.

const store = useObjectStore()
let people: Parties

beforeAll(async () => {
  people = await parties()
})

const allDone = (states: string[]) => states.every((state) => state === 'done')

async function setup(trouble: Trouble = {}) {
  const { owner } = people
  const { id } = await caseIn({ ...people, status: 'IN_TRIAGE' })
  const { wire, counts } = wireOf(owner, id, trouble)
  const place = disk()
  const memory = new UploadMemory(place, id)
  const engine = new UploadEngine(wire, '/records', memory)
  const again = (other: Trouble = {}) => {
    const fresh = wireOf(owner, id, other)
    return { engine: new UploadEngine(fresh.wire, '/records', new UploadMemory(place, id)), counts: fresh.counts }
  }
  return { caseId: id, engine, counts, memory, again }
}

describe('the upload engine', () => {
  it('brings several files, four parts at a time, and refuses what cannot be added while the rest goes on', async () => {
    const { engine, counts, memory } = await setup()
    engine.add([
      file('a.bin', 33 * MIB),
      file('empty.txt', 0),
      file('b.bin', 9 * MIB),
      file('c.txt', 10),
      file('d.txt', 10),
    ])
    await until(engine, (states) => states.every((state) => state === 'done' || state === 'refused'))
    expect(engine.snapshot().items.map(({ state }) => state)).toEqual(['done', 'refused', 'done', 'done', 'done'])
    expect(engine.snapshot().items[1]?.message).toMatch(/0 bytes/)
    expect(engine.snapshot()).toMatchObject({ sent: 42 * MIB + 20, size: 42 * MIB + 20, active: false })
    expect(counts.most).toBeLessThanOrEqual(6)
    expect(counts.most).toBeGreaterThan(1)
    expect(memory.all()).toEqual([])
  })

  it('brings a folder of many small files in few requests, also when answers are lost', async () => {
    const { engine, counts, caseId } = await setup({ api: (n) => n % 5 === 2 })
    const many = Array.from({ length: 200 }, (_, at) => Object.assign(file('IM1', 100 + at), { folder: `S${at % 2}` }))
    engine.add(many)
    await until(engine, allDone)
    expect(engine.snapshot()).toMatchObject({ active: false, sent: engine.snapshot().size })
    expect(counts.api).toBeLessThan(60)
    const { rows } = await useDatabase().owner.query(
      `select status, folder, count(*)::int as n from "Record" where "caseId" = $1 group by 1, 2 order by 2`,
      [caseId],
    )
    expect(rows).toEqual(['S0', 'S1'].map((folder) => ({ status: 'CHECKING', folder, n: 100 })))
  })

  it('renews a link that has run out', async () => {
    const { engine, counts } = await setup({ expired: (n) => n === 1 })
    engine.add([file('a.txt', 10)])
    await until(engine, allDone)
    expect(counts.put).toBe(2)
  })

  it('sends nothing twice: what is here already, what another window sends, and twins in one pile', async () => {
    const { owner } = people
    const { id } = await caseIn({ ...people, status: 'IN_TRIAGE' })
    const window = () => {
      const { wire, counts } = wireOf(owner, id, {}, true)
      return { engine: new UploadEngine(wire, '/records', new UploadMemory(disk(), id)), counts }
    }
    const pile = () => [
      file('a.txt', 10, 1),
      file('b.txt', 11, 2),
      file('twin of a.txt', 10, 1),
      file('c.bin', 9 * MIB, 3),
    ]
    const [first, second] = [window(), window()]
    first.engine.add(pile())
    second.engine.add(pile())
    const over = (states: string[]) => states.every((state) => state === 'done' || state === 'here')
    await Promise.all([until(first.engine, over), until(second.engine, over)])
    const sql = `select name, status from "Record" where "caseId" = $1 and status <> 'REMOVED' order by name`
    const { rows } = await useDatabase().owner.query(sql, [id])
    expect(rows.map(({ status }) => status)).toEqual(['CHECKING', 'CHECKING', 'CHECKING'])
    const third = window()
    third.engine.add(pile())
    await until(third.engine, (states) => states.every((state) => state === 'here'))
    // One question for the small ones, one for the file whose hash takes longer.
    expect(third.counts).toMatchObject({ put: 0, api: 2 })
  })

  it('outlives lost answers and lost parts', async () => {
    const { engine } = await setup({ api: (n) => n % 3 === 1, put: (n) => n % 2 === 1 })
    engine.add([file('a.bin', 20 * MIB)])
    await until(engine, allDone)
    expect(engine.snapshot().items).toMatchObject([{ state: 'done', sent: 20 * MIB }])
  })

  it('waits out a store that is away', async () => {
    let puts = 0
    const { engine } = await setup({
      onPut: (n) => {
        puts = n
        if (n === 1) void store.outage(true)
        if (n === 4) void store.outage(false)
      },
    })
    engine.add([file('a.txt', 10)])
    await until(engine, (states) => states.every((state) => state === 'done' || state === 'failed'))
    await store.outage(false)
    expect(puts).toBeGreaterThan(0)
    engine.resume(engine.snapshot().items[0]!.id)
    await until(engine, allDone)
  })

  it('pauses and goes on without sending a whole part twice', async () => {
    const { engine, counts } = await setup({ onPut: (n) => n === 3 && engine.pauseAll() })
    engine.add([file('a.bin', 40 * MIB)])
    await until(engine, (states) => states[0] === 'paused')
    expect(engine.snapshot().active).toBe(false)
    engine.resumeAll()
    await until(engine, allDone)
    expect(counts.put).toBeLessThanOrEqual(5 + 4)
  })

  it('goes on after a reload, once the same file is picked again', async () => {
    // Four parts travel at once, so the fifth begins when one has arrived.
    const first = await setup({ onPut: (n) => n === 5 && first.engine.pauseAll() })
    first.engine.add([file('scan.bin', 40 * MIB)])
    await until(first.engine, (states) => states[0] === 'paused')
    const [remembered] = first.memory.all()
    const { engine, counts } = first.again()
    const detach = engine.attach(() => {})
    expect(engine.snapshot().unfinished).toMatchObject([{ name: 'scan.bin', recordId: remembered!.recordId }])
    engine.add([file('scan.bin', 40 * MIB)])
    expect(engine.snapshot().unfinished).toEqual([])
    await until(engine, allDone)
    detach()
    expect(counts.put).toBeLessThan(5)
    expect(await recordRow(remembered!.recordId)).toMatchObject({ status: 'CHECKING', name: 'scan.bin' })
    expect(first.memory.all()).toEqual([])
  })

  it('begins anew when the upload was given up elsewhere', async () => {
    const first = await setup({ onPut: () => first.engine.pauseAll() })
    first.engine.add([file('scan.bin', 10)])
    await until(first.engine, (states) => states[0] === 'paused')
    const [remembered] = first.memory.all()
    await onCaseAs(people.owner, first.caseId)(({ db, access }) => discardUpload(db, access, remembered!.recordId))
    const { engine } = first.again()
    engine.add([file('scan.bin', 10)])
    await until(engine, allDone)
    expect((await recordRow(remembered!.recordId)).status).toBe('REMOVED')
    expect(first.memory.all()).toEqual([])
  })

  it('gives a file up, here and at the server', async () => {
    const { engine, memory } = await setup({ onPut: () => engine.pauseAll() })
    engine.add([file('scan.bin', 10)])
    await until(engine, (states) => states[0] === 'paused')
    const { recordId } = memory.all()[0]!
    engine.cancel(engine.snapshot().items[0]!.id)
    expect(engine.snapshot().items).toEqual([])
    await expect.poll(async () => (await recordRow(recordId)).status).toBe('REMOVED')
  })

  it('is refused where there is no room, and goes in once there is', async () => {
    const { engine, caseId } = await setup()
    const limit = `insert into "StorageLimit" ("key", records, bytes) values ('case:' || $1, 100, $2)
      on conflict ("key") do update set bytes = excluded.bytes`
    await useDatabase().owner.query(limit, [caseId, 5])
    engine.add([file('a.txt', 10), file('b.txt', 4)])
    await until(engine, (states) => states.join(' ') === 'refused done')
    const [first] = engine.snapshot().items
    expect(first?.message).toMatch(/^There is no room for this file: a case holds at most 5 bytes/)
    await useDatabase().owner.query(limit, [caseId, 1000])
    engine.resume(first!.id)
    await until(engine, allDone)
  })

  it('stops with the server’s words when it is refused', async () => {
    const { id } = await caseIn({ ...people, status: 'DECLINED' })
    const engine = new UploadEngine(wireOf(people.owner, id).wire, '/records', new UploadMemory(disk(), id))
    engine.add([file('a.txt', 10)])
    await until(engine, (states) => states[0] === 'refused')
    expect(engine.snapshot().items[0]?.message).toMatch(/cannot be done while the case is declined/)
  })
})
