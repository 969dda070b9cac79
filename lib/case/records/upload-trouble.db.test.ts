import { beforeAll, describe, expect, it } from 'vitest'
import { beginLink } from '#lib/db/unit.ts'
import { transaction } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  beginUpload,
  caseEvents,
  finishUpload,
  onCaseAs,
  parties,
  type Parties,
  putParts,
  recordRow,
  uploadRecord,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { beginRecords } from './begin.ts'
import { checkRecord } from './check/job.ts'
import { discardUpload } from './commands.ts'
import { listRecords } from './queries.ts'
import { findUpload, findUploads } from './upload-commands.ts'
import { completeUploads, openUploads } from './uploads.ts'

// What goes wrong on the way of a file: each ends in a clear state, and nothing becomes a record that should not.

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

const newCase = (extra: { released?: boolean; agreed?: boolean } = {}) =>
  caseIn({ ...people, status: 'IN_TRIAGE', ...extra })
const text = (words = 'some words') => ({ name: 'a.txt', bytes: Buffer.from(words), type: 'text/plain' })
const sql = (words: string, values: unknown[]) => useDatabase().owner.query(words, values)
const put = (url: string, bytes: Buffer) => fetch(url, { method: 'PUT', body: new Uint8Array(bytes) })

describe('a link to a part', () => {
  it('carries the bytes that were announced, for its own part and upload, and nothing else', async () => {
    const { id } = await newCase()
    const [mine, other] = [await beginUpload(people.owner, id, text()), await beginUpload(people.owner, id, text('x'))]
    expect((await put(mine.links[1]!, Buffer.from('too many words'))).status).toBe(403)
    const swapped = new URL(mine.links[1]!)
    swapped.searchParams.set('uploadId', new URL(other.links[1]!).searchParams.get('uploadId') ?? '')
    expect((await put(swapped.href, text().bytes)).status).toBe(403)
    const elsewhere = new URL(mine.links[1]!)
    elsewhere.searchParams.set('partNumber', '2')
    expect((await put(elsewhere.href, text().bytes)).status).toBe(403)
  })

  it('is worth nothing once the file has arrived: what was checked cannot be exchanged', async () => {
    const { id } = await newCase()
    const ticket = await beginUpload(people.owner, id, text())
    await putParts(ticket, text().bytes)
    await finishUpload(people.owner, id, ticket.recordId)
    await checkRecord({ caseId: id, recordId: ticket.recordId })
    expect((await put(ticket.links[1]!, Buffer.from('evil words'))).status).toBe(404)
    expect(await recordRow(ticket.recordId)).toMatchObject({ status: 'READY' })
  })
})

describe('files completed together', () => {
  it('end each in a state of its own: whole, with a part missing, given up, foreign', async () => {
    const { owner, vet } = people
    const { id } = await newCase()
    const again = onCaseAs(owner, id)
    const files = ['whole', 'bare', 'gone'].map((words) => ({ ...text(), size: words.length, name: `${words}.txt` }))
    const begun = await again(({ db, access }) => beginRecords(db, owner, access, files))
    const [whole, bare, gone] = await openUploads(
      begun.flatMap((one) => ('upload' in one ? [one.upload] : [])),
      again,
    )
    const foreign = await beginUpload(vet, id, text())
    await putParts(whole!, Buffer.from('whole'))
    await again(({ db, access }) => discardUpload(db, access, gone!.recordId))
    const ids = [whole!, bare!, gone!, foreign].map(({ recordId }) => recordId)
    const found = await again(({ db, access }) => findUploads(db, access, [...ids, 'no-id']))
    expect([...found.keys()].toSorted()).toEqual([whole!.recordId, bare!.recordId].toSorted())
    const finish = () => completeUploads([...found.values()], again)
    const outcomes = new Map((await finish()).map((one) => [one.recordId, one]))
    expect(outcomes.get(whole!.recordId)).toMatchObject({ status: 'CHECKING' })
    expect(outcomes.get(bare!.recordId)).toMatchObject({ refused: { code: 'INVALID', fieldErrors: { parts: ['1'] } } })
    // A second time, from an answer that was lost: nothing changes.
    expect(new Map((await finish()).map((one) => [one.recordId, one])).get(whole!.recordId)).toMatchObject({
      status: 'CHECKING',
    })
  })
})

describe('consent that ends while a file is on its way', () => {
  it('keeps the finished record with whoever holds it: the hospital does not see it', async () => {
    const { vet, specialist } = people
    const { id } = await newCase({ released: true, agreed: true })
    const ticket = await beginUpload(vet, id, text())
    await putParts(ticket, text().bytes)
    await sql('update "Agreement" set "revokedAt" = now() where "caseId" = $1', [id])
    await finishUpload(vet, id, ticket.recordId)
    await checkRecord({ caseId: id, recordId: ticket.recordId })
    const list = (actor: typeof vet) =>
      onCaseAs(actor, id, 'records.read')(async ({ db, access }) => (await listRecords(db, access, undefined)).total)
    expect([await list(vet), await list(specialist)]).toEqual([1, 0])
    expect((await caseEvents(id)).filter(({ type }) => type === 'record.added')).toHaveLength(1)
  })

  it('ends the upload of a vet whose link was taken back', async () => {
    const { id, link, linkToken } = await newCase()
    const ticket = await beginUpload(link, id, text())
    await putParts(ticket, text().bytes)
    await sql('update "CaseLink" set "revokedAt" = now() where "caseId" = $1', [id])
    expect(await transaction((db) => beginLink(db, linkToken))).toBeNull()
    expect((await recordRow(ticket.recordId)).status).toBe('UPLOADING')
  })

  it('ends with the case: an upload under way in one that was declined is not completed', async () => {
    const { owner } = people
    const { id } = await newCase()
    const ticket = await beginUpload(owner, id, text())
    await putParts(ticket, text().bytes)
    await sql(`update "Case" set status = 'DECLINED', turn = 'NOBODY', "closedAt" = now() where id = $1`, [id])
    await expect(finishUpload(owner, id, ticket.recordId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await recordRow(ticket.recordId)).status).toBe('UPLOADING')
  })
})

it('a record that was uploaded is found by nobody else’s upload calls', async () => {
  const { owner, vet, specialist, stranger } = people
  const { id } = await newCase()
  const recordId = await uploadRecord(owner, id, text())
  for (const actor of [vet, specialist])
    await expect(onCaseAs(actor, id)(({ db, access }) => findUpload(db, access, recordId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  await expect(onCaseAs(stranger, id)(({ db, access }) => findUpload(db, access, recordId))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
