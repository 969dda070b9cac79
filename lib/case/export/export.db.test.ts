import { buffer } from 'node:stream/consumers'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { removeRecord } from '#lib/case/records/commands.ts'
import { postMessage } from '#lib/case/thread/commands.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  caseEvents,
  onCaseAs,
  parties,
  type Parties,
  recordRow,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { unzip } from '#lib/testing/unzip.ts'
import { caseIn } from '#lib/testing/world.ts'
import { ASKED_EVERY_MS, beginExport, exportZip } from './run.ts'

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

afterEach(() => {
  vi.useRealTimers()
})

const newCase = (extra: { released?: boolean; agreed?: boolean } = {}) =>
  caseIn({ ...people, status: 'IN_TRIAGE', ...extra })
const text = (name: string, words: string) => ({ name, bytes: Buffer.from(words) })
/** Larger than all that waits between store and reader. */
const large = (name: string, fill: number) => ({ name, bytes: Buffer.alloc(3 * 1024 * 1024, fill) })
const sql = (words: string, values: unknown[]) => useDatabase().owner.query(words, values)

async function exportAs(actor: Participant, caseId: string): Promise<ReadableStream<Uint8Array>> {
  const again = onCaseAs(actor, caseId, 'case.export')
  return exportZip(await again(beginExport), again)
}

const whole = async (stream: ReadableStream<Uint8Array>) => unzip(await buffer(stream as WebStream))
const looks = async (caseId: string): Promise<number> =>
  (await sql('select count(*)::int as n from "RecordView" where "caseId" = $1', [caseId])).rows[0].n

describe('an export', () => {
  it('is the case as its reader may see it: files under safe names, papers, and a page that says what is what', async () => {
    const { owner, vet } = people
    const { id } = await newCase()
    await uploadRecord(owner, id, text('a.txt', 'first'))
    const second = await uploadRecord(owner, id, text('a.txt', 'second'))
    await uploadRecord(vet, id, text('<b>../תוצאות.txt', 'third'))
    await onCaseAs(
      vet,
      id,
      'thread.post',
    )(({ db, actor, access }) =>
      postMessage(db, actor, access, {
        ...{
          body: 'Is it <urgent>?',
          audience: 'VETS',
          clientKey: crypto.randomUUID(),
          urgent: false,
          'records[]': [],
        },
      }),
    )
    const mine = await whole(await exportAs(owner, id))
    const files = Object.keys(mine).filter((path) => path.startsWith('Records/'))
    expect(files.map((path) => mine[path]).toSorted()).toEqual(['first', 'second', 'third'])
    expect(new Set(files).size).toBe(3)
    expect(Object.keys(mine)).toEqual(expect.arrayContaining(['Summary.pdf', 'index.html']))
    const index = Buffer.from(mine['index.html'] ?? '', 'latin1').toString()
    expect(index).toContain(String((await recordRow(second)).sha256))
    expect(index).not.toMatch(/<script|urgent|https?:\/\/(?!127|localhost)/)
    expect(await looks(id)).toBe(3)
    expect((await caseEvents(id)).filter(({ type }) => type === 'case.exported')).toHaveLength(1)
    const theirs = await whole(await exportAs(vet, id))
    expect(Buffer.from(theirs['index.html'] ?? '', 'latin1').toString()).toContain('Is it &lt;urgent&gt;?')
  })

  it('holds what consent covers, and tells a hospital of nothing else', async () => {
    const { owner, vet, specialist } = people
    const { id } = await newCase({ released: true, agreed: false })
    await uploadRecord(owner, id, text('mine.txt', 'open'))
    await uploadRecord(vet, id, text('theirs.txt', 'closed'))
    const zip = await whole(await exportAs(specialist, id))
    expect(Object.values(zip)).toContain('open')
    expect(JSON.stringify(zip)).not.toMatch(/closed|theirs/)
  })

  it('leaves out what is closed while it is written, and says so without a name', async () => {
    const { owner, specialist } = people
    const { id } = await newCase({ released: true, agreed: true })
    for (const fill of [1, 2, 3]) await uploadRecord(owner, id, large(`scan ${fill}.bin`, fill))
    const stream = await exportAs(specialist, id)
    const reader = stream.getReader()
    const got: Uint8Array[] = []
    while ((await looks(id)) < 1) got.push((await reader.read()).value ?? new Uint8Array())
    await sql('update "Release" set "revokedAt" = now() where "caseId" = $1', [id])
    for (let step = await reader.read(); !step.done; step = await reader.read()) got.push(step.value)
    const zip = await unzip(Buffer.concat(got))
    expect(Object.keys(zip).filter((path) => path.startsWith('Records/'))).toHaveLength(1)
    expect(await looks(id)).toBe(1)
    expect(zip['index.html']).toMatch(/2 records could be opened when this began/)
    expect(zip['index.html']).not.toMatch(/scan 3/)
  })

  it('breaks off in the middle of a file that is closed while its bytes are on their way', async () => {
    const { owner, specialist } = people
    const { id } = await newCase({ released: true, agreed: true })
    await uploadRecord(owner, id, large('scan.bin', 7))
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const asked: Promise<unknown>[] = []
    const open = onCaseAs(specialist, id, 'case.export')
    const again: typeof open = (work) => {
      const answer = open(work)
      asked.push(answer)
      return answer
    }
    const reader = exportZip(await again(beginExport), again).getReader()
    while ((await looks(id)) < 1) await reader.read()
    const before = asked.length
    await vi.advanceTimersByTimeAsync(ASKED_EVERY_MS)
    await Promise.all(asked)
    expect(asked.length, 'asked').toBe(before + 1)
    expect((await reader.read()).done, 'what is open goes on').toBe(false)
    await sql('update "Release" set "revokedAt" = now() where "caseId" = $1', [id])
    await vi.advanceTimersByTimeAsync(ASKED_EVERY_MS)
    await expect(reader.closed).rejects.toThrow('closed')
    await expect(reader.read()).rejects.toThrow('closed')
    expect(vi.getTimerCount(), 'asked no further').toBe(0)
    expect(await looks(id)).toBe(1)
  })

  it('goes on past a record that is removed meanwhile, and one that the store has lost', async () => {
    const { owner } = people
    const { id } = await newCase()
    const again = onCaseAs(owner, id, 'case.export')
    const [gone, lost] = [
      await uploadRecord(owner, id, text('gone.txt', 'gone')),
      await uploadRecord(owner, id, text('lost.txt', 'lost')),
    ]
    await uploadRecord(owner, id, text('kept.txt', 'kept'))
    const begun = await again(beginExport)
    await onCaseAs(owner, id, 'records.remove')(({ db, access }) => removeRecord(db, access, gone))
    await storage().remove(String((await recordRow(lost)).objectKey))
    const zip = await whole(exportZip(begun, again))
    expect(Object.keys(zip).filter((path) => path.startsWith('Records/'))).toEqual(['Records/Other/kept.txt'])
    expect(zip['index.html']).toMatch(/One record could be opened.*Not kept any more, and not here: lost\.txt/s)
  })

  it('ends with its reader: no further file is opened', async () => {
    const { owner } = people
    const { id } = await newCase()
    for (const fill of [1, 2, 3, 4]) await uploadRecord(owner, id, large(`scan ${fill}.bin`, fill))
    for (let times = 0; times < 5; times += 1) {
      const before = await looks(id)
      const reader = (await exportAs(owner, id)).getReader()
      while ((await looks(id)) === before) await reader.read()
      await reader.cancel()
      expect(await looks(id)).toBeLessThanOrEqual(before + 2)
    }
  })

  it('is nobody’s who does not stand on the case', async () => {
    const { stranger, rival } = people
    const { id } = await newCase()
    for (const actor of [stranger, rival])
      await expect(exportAs(actor, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
