import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { onCaseAs, parties, type Parties, storedSize, uploadRecord, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { removeRecord } from '../commands.ts'
import { sendThumbnail } from './delivery.ts'
import { findThumbnail, listImaging } from './queries.ts'
import { makeThumbnail, makeThumbnails } from './thumbnail.ts'
import type { SeriesView, StudyView } from './view.ts'

const store = useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

const studiesFor = async (actor: Participant, caseId: string): Promise<StudyView[]> =>
  (await onCaseAs(actor, caseId, 'records.read')(({ db, access }) => listImaging(db, access, undefined))).studies
const seriesOf = (studies: StudyView[], holder: string): SeriesView => {
  const found = studies.find((study) => study.holder === holder)?.series[0]
  if (!found) throw new Error(`no series of ${holder}`)
  return found
}
const revoke = (caseId: string) =>
  useDatabase().owner.query('update "Release" set "revokedAt" = now() where "caseId" = $1', [caseId])

describe('the thumbnail', () => {
  it('is made of what was uploaded, shown to whoever may see it now, and gone with its series', async () => {
    const caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
    const ids: string[] = []
    for (const [n, bytes] of ctSeries('thumbnail', SAMPLE_FACTS, 2).entries())
      ids.push(await uploadRecord(people.owner, caseId, { name: `${n}.dcm`, bytes }))
    const { id: seriesId } = seriesOf(await studiesFor(people.owner, caseId), 'OWNER')
    await makeThumbnail({ caseId, seriesId })
    const find = (actor: Participant) =>
      onCaseAs(actor, caseId, 'records.read')(({ db, access }) => findThumbnail(db, access, seriesId))
    const key = await find(people.specialist)
    expect(seriesOf(await studiesFor(people.owner, caseId), 'OWNER').thumbnail).toBe(
      `/api/cases/${caseId}/imaging/${seriesId}/thumbnail`,
    )
    const answer = await sendThumbnail(key, new Request('https://x.test'))
    expect(answer.headers.get('content-type')).toBe('image/webp')
    const picture = Buffer.from(await answer.arrayBuffer())
    expect([picture.toString('latin1', 0, 4), picture.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WEBP'])
    const etag = answer.headers.get('etag') ?? ''
    expect(
      (await sendThumbnail(key, new Request('https://x.test', { headers: { 'if-none-match': etag } }))).status,
    ).toBe(304)
    await revoke(caseId)
    await expect(find(people.specialist)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const id of ids) await onCaseAs(people.owner, caseId)(({ db, access }) => removeRecord(db, access, id))
    await makeThumbnail({ caseId, seriesId })
    expect(await storedSize(key)).toBeNull()
    await expect(sendThumbnail(key, new Request('https://x.test'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is ordered once for all that a job has checked, and again when there are many more', async () => {
    const caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
    const [first, ...more] = ctSeries('ordered', SAMPLE_FACTS, 6)
    const orders = async () => {
      const sql = 'select count(*)::int as n from graphile_worker._private_jobs where key = $1'
      return (await useDatabase().owner.query(sql, [`thumbnails:${caseId}`])).rows[0].n as number
    }
    const drop = () =>
      useDatabase().owner.query('delete from graphile_worker._private_jobs where key = $1', [`thumbnails:${caseId}`])
    await uploadRecord(people.owner, caseId, { name: '0.dcm', bytes: first! })
    expect(await orders()).toBe(1)
    await drop()
    await makeThumbnails({ caseId })
    const { id: seriesId } = seriesOf(await studiesFor(people.owner, caseId), 'OWNER')
    const keyOf = async () =>
      (await useDatabase().owner.query('select "thumbnailKey" as key from "Series" where id = $1', [seriesId])).rows[0]
        .key as string
    const drawn = await keyOf()
    expect(await storedSize(drawn)).toBeGreaterThan(0)
    for (const [n, bytes] of more.entries()) {
      await uploadRecord(people.owner, caseId, { name: `${n + 1}.dcm`, bytes })
      expect(await orders(), `with ${n + 2} images`).toBe(n + 2 > 4 ? 1 : 0)
    }
    await makeThumbnails({ caseId })
    expect(await keyOf()).not.toBe(drawn)
    expect(await storedSize(drawn), 'the picture before is gone').toBeNull()
  })

  it('waits while the store is away, and is there afterwards', async () => {
    const caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
    const [bytes] = ctSeries('away', SAMPLE_FACTS, 1)
    await uploadRecord(people.owner, caseId, { name: '0.dcm', bytes: bytes! })
    await store.outage(true)
    await expect(makeThumbnails({ caseId })).rejects.toMatchObject({ temporary: true })
    await store.outage(false)
    await makeThumbnails({ caseId })
    expect(seriesOf(await studiesFor(people.owner, caseId), 'OWNER').thumbnail).not.toBeNull()
  })

  it('is none for what cannot be drawn', async () => {
    const caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
    const [bytes] = ctSeries('broken', SAMPLE_FACTS, 1)
    const id = await uploadRecord(people.owner, caseId, { name: '0.dcm', bytes: bytes! })
    const { rows } = await useDatabase().owner.query('select "objectKey" as key from "Record" where id = $1', [id])
    await storage().put(rows[0].key, Buffer.from('no picture at all'), 'application/dicom')
    await makeThumbnails({ caseId })
    expect(seriesOf(await studiesFor(people.owner, caseId), 'OWNER').thumbnail).toBeNull()
    const { id: seriesId } = seriesOf(await studiesFor(people.owner, caseId), 'OWNER')
    await makeThumbnail({ caseId, seriesId })
    expect(seriesOf(await studiesFor(people.owner, caseId), 'OWNER').thumbnail).toBeNull()
  })
})
