import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { heardAt } from '#lib/case/event.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { dicomFacts, readyRecords } from '#lib/testing/imaging.ts'
import { caseEvents, onCaseAs, parties, type Parties, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { listOverview } from '../overview.ts'
import { listSeen } from '../seen.ts'
import { confirmNames, openSeries, removeStudy } from './commands.ts'
import { linkImages } from './delivery.ts'
import { groupImaging } from './group.ts'
import { writeStudyCursor } from './cursor.ts'
import { listImaging, listWithSeries } from './queries.ts'
import type { SeriesView, StudyView } from './view.ts'

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

/** A case in triage with images of owner and practice: consent as given. */
async function imaged(consent: { released?: boolean; agreed?: boolean } = {}) {
  const caseId = (await caseIn({ ...people, status: 'IN_TRIAGE', ...consent })).id
  const slices = (holder: 'OWNER' | 'PRACTICE', count: number) =>
    Array.from({ length: count }, (_, n) => ({
      holder,
      facts: dicomFacts({
        instanceUid: `1.${n}`,
        instanceNumber: n + 1,
        position: [0, 0, n],
        patientName: 'Ruiz Miso',
        responsiblePerson: 'Ruiz Ana',
      }),
    }))
  const ids = await readyRecords(caseId, [...slices('OWNER', 3), ...slices('PRACTICE', 2)])
  await asActor({ kind: 'SYSTEM', caseId }, (db) => groupImaging(db, caseId, ids))
  await useDatabase().owner.query('update "Case" set "recordCount" = 5 where id = $1', [caseId])
  return { caseId, ids }
}

const studiesFor = async (actor: Participant, caseId: string): Promise<StudyView[]> =>
  (await onCaseAs(actor, caseId, 'records.read')(({ db, access }) => listImaging(db, access, undefined))).studies
const seriesOf = (studies: StudyView[], holder: string): SeriesView => {
  const found = studies.find((study) => study.holder === holder)?.series[0]
  if (!found) throw new Error(`no series of ${holder}`)
  return found
}
const open = (actor: Participant, caseId: string, seriesId: string, again = false) =>
  onCaseAs(
    actor,
    caseId,
    'records.read',
  )(({ db, actor: who, access }) => openSeries(db, who, access, { seriesId, again }))
const seen = (actor: Participant, caseId: string, record?: string) =>
  onCaseAs(actor, caseId, 'records.read')(({ db, access }) => listSeen(db, access, { record }))
const revoke = (caseId: string) =>
  useDatabase().owner.query('update "Release" set "revokedAt" = now() where "caseId" = $1', [caseId])

describe('who sees which studies', () => {
  it.each([
    ['both signed', { released: true, agreed: true }, ['OWNER', 'PRACTICE']],
    ['the owner alone', { released: true, agreed: false }, ['OWNER']],
    ['nobody', { released: false, agreed: false }, []],
  ])('a hospital, when %s', async (_, consent, holders) => {
    const { caseId } = await imaged(consent)
    const studies = await studiesFor(people.specialist, caseId)
    expect(studies.map(({ holder }) => holder).toSorted()).toEqual(holders)
    expect((await studiesFor(people.owner, caseId)).length).toBe(2)
    const closed = (await studiesFor(people.vet, caseId)).filter(({ holder }) => !holders.includes(holder))
    for (const { series } of closed)
      await expect(open(people.specialist, caseId, series[0]?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('says the same straight on PostgreSQL, of studies, series, and what happens to them', async () => {
    const { caseId } = await imaged({ released: true, agreed: false })
    const practices = seriesOf(await studiesFor(people.vet, caseId), 'PRACTICE')
    await open(people.owner, caseId, practices.id)
    const seq = (await caseEvents(caseId)).findIndex(({ type }) => type === 'series.viewed') + 1
    const counts = (actor: Participant) =>
      asActor(actor, async (db) => ({
        studies: await db.study.count({ where: { caseId } }),
        series: await db.series.count({ where: { caseId } }),
        heard: (await heardAt(db, caseId, seq)) !== null,
      }))
    expect(await counts(people.owner)).toEqual({ studies: 2, series: 2, heard: true })
    expect(await counts(people.vet)).toEqual({ studies: 2, series: 2, heard: true })
    expect(await counts(people.specialist)).toEqual({ studies: 1, series: 1, heard: false })
    expect(await counts(people.rival)).toEqual({ studies: 0, series: 0, heard: false })
    expect(await counts(people.stranger)).toEqual({ studies: 0, series: 0, heard: false })
    await expect(
      asActor(people.owner, (db) => db.study.create({ data: { caseId, key: 'x', holder: 'OWNER', kind: 'LAB' } })),
    ).rejects.toThrow(/row-level security/)
  })
})

describe('the list', () => {
  it('turns over fifty studies at a time, newest first, each once, those without a date last', async () => {
    const caseId = (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
    const dates = Array.from({ length: 60 }, (_, n) =>
      n % 20 === 0 ? null : `2026-01-${String(1 + (n % 28)).padStart(2, '0')}`,
    )
    const ids = await readyRecords(
      caseId,
      dates.map((studyDate, n) => ({ facts: dicomFacts({ studyUid: `1.${n}`, studyDate }) })),
    )
    await asActor({ kind: 'SYSTEM', caseId }, (db) => groupImaging(db, caseId, ids))
    const page = (after: unknown) =>
      onCaseAs(people.specialist, caseId, 'records.read')(({ db, access }) => listImaging(db, access, after))
    const first = await page(undefined)
    const second = await page(first.next)
    expect([first.studies.length, second.studies.length, second.next]).toEqual([50, 10, null])
    const all = [...first.studies, ...second.studies]
    expect(new Set(all.map(({ id }) => id)).size).toBe(60)
    const shown = all.map(({ date }) => date ?? '')
    expect(shown).toEqual(shown.toSorted().toReversed())
    for (const bad of ['x', '2026-01-01.x', {}, '\0.', null]) expect((await page(bad)).studies).toEqual(first.studies)
  })

  it('shows studies beside the records that are in none, and the files of one', async () => {
    const { caseId, ids } = await imaged()
    const [index = ''] = await readyRecords(caseId, [
      { facts: dicomFacts({ sopClass: '1.2.840.10008.1.3.10', frames: 0 }) },
    ])
    const overview = (search: Record<string, unknown>) =>
      onCaseAs(people.specialist, caseId, 'records.read')(({ db, access }) => listOverview(db, access, search))
    const items = async (search: Record<string, unknown>) =>
      (await overview(search)).groups.flatMap((group) => group.items.map(({ id }) => id))
    expect(await items({})).toEqual([index])
    const { studies } = (await overview({})).imaging
    const own = studies.find(({ holder }) => holder === 'OWNER')
    expect((await items({ study: own?.id })).toSorted()).toEqual(ids.slice(0, 3).toSorted())
    await revoke(caseId)
    await expect(overview({ study: own?.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(overview({ study: 'nope' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

it('lists the study of a series that is asked for also beside another page, once, and to nobody whom consent keeps out', async () => {
  const { caseId } = await imaged({ released: true, agreed: false })
  const practices = seriesOf(await studiesFor(people.vet, caseId), 'PRACTICE')
  // Behind the last study: a page without any.
  const beyond = writeStudyCursor({ id: '00000000-0000-0000-0000-000000000000', date: '' })
  const list = async (actor: Participant, after: string | undefined) => {
    const work = onCaseAs(actor, caseId, 'records.read')
    return (await work(({ db, access }) => listWithSeries(db, access, after, practices.id))).studies
  }
  expect((await list(people.vet, beyond)).map(({ holder }) => holder)).toEqual(['PRACTICE'])
  expect(await list(people.vet, undefined)).toHaveLength(2)
  expect(await list(people.specialist, beyond)).toEqual([])
})

describe('opening a series', () => {
  it('gives its images in order, with links of a minute, and is one look at each', async () => {
    const { caseId, ids } = await imaged()
    const { id } = seriesOf(await studiesFor(people.specialist, caseId), 'OWNER')
    const opened = await linkImages(await open(people.specialist, caseId, id))
    expect(opened.images.map(({ recordId }) => recordId)).toEqual(ids.slice(0, 3))
    expect(opened.images[0]).toMatchObject({ instanceNumber: 1, frames: 1, rows: 256, viewable: null })
    expect(new URL(opened.images[0]?.url ?? '').searchParams.get('X-Amz-Expires')).toBe('60')
    expect(Date.parse(opened.expiresAt) - Date.now()).toBeLessThanOrEqual(60_000)
    expect((await caseEvents(caseId)).at(-1)).toMatchObject({
      type: 'series.viewed',
      data: { seriesId: id, images: 3 },
    })
    const all = await seen(people.owner, caseId)
    expect(all.items).toMatchObject([{ who: 'Helena Lindqvist', record: 'CT chest', images: 3, action: 'viewed' }])
    for (const record of ids.slice(0, 3)) {
      const one = await seen(people.owner, caseId, record)
      expect(one.items).toMatchObject([{ who: 'Helena Lindqvist', record: `${record}.dcm`, images: null }])
    }
  })

  it('again is no second look within the hour, and asks consent like the first', async () => {
    const { caseId } = await imaged()
    const { id } = seriesOf(await studiesFor(people.specialist, caseId), 'OWNER')
    const looks = async () => (await seen(people.owner, caseId)).items.length
    await open(people.specialist, caseId, id)
    await open(people.specialist, caseId, id, true)
    expect(await looks()).toBe(1)
    await open(people.owner, caseId, id, true)
    expect(await looks()).toBe(2)
    await open(people.specialist, caseId, id)
    expect(await looks()).toBe(3)
    await useDatabase().owner.query(`alter table "RecordView" disable trigger user`)
    await useDatabase().owner.query(`update "RecordView" set at = at - interval '2 hours' where "caseId" = $1`, [
      caseId,
    ])
    await useDatabase().owner.query(`alter table "RecordView" enable trigger user`)
    await open(people.specialist, caseId, id, true)
    expect(await looks()).toBe(4)
    await revoke(caseId)
    await expect(open(people.specialist, caseId, id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each(['', 'nope', '00000000-0000-0000-0000-000000000000'])('of no such series (%s) is not found', async (id) => {
    const { caseId } = await imaged()
    await expect(open(people.owner, caseId, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('names that do not fit', () => {
  it('are asked about until owner or practice say that they are right', async () => {
    const { caseId } = await imaged()
    await useDatabase().owner.query(
      `update "Study" set "patientName" = 'Bella' where "caseId" = $1 and holder = 'OWNER'`,
      [caseId],
    )
    const ofOwner = async (actor: Participant) =>
      (await studiesFor(actor, caseId)).find(({ holder }) => holder === 'OWNER')
    const flags = [expect.stringMatching(/“Bella”.*“Miso”/)]
    expect(await ofOwner(people.specialist)).toMatchObject({ flags, own: false })
    const { id = '' } = (await ofOwner(people.vet)) ?? {}
    for (const _ of [1, 2])
      await onCaseAs(people.vet, caseId, 'imaging.confirm')(({ db, access }) => confirmNames(db, access, id))
    expect(await ofOwner(people.specialist)).toMatchObject({ flags: [], namesConfirmedBy: 'PRACTICE' })
    expect((await caseEvents(caseId)).filter(({ type }) => type === 'study.namesConfirmed')).toHaveLength(1)
  })
})

describe('removing', () => {
  const remove = (actor: Participant, caseId: string, id: string) =>
    onCaseAs(actor, caseId, 'records.remove')(({ db, access }) => removeStudy(db, access, id))

  it('takes a whole study of one’s own away, for everybody and from the count, and nobody else’s', async () => {
    const { caseId } = await imaged()
    const [own, other] = ['OWNER', 'PRACTICE'].map(
      (holder) => (studies: StudyView[]) => studies.find((study) => study.holder === holder)?.id ?? '',
    )
    const studies = await studiesFor(people.owner, caseId)
    await expect(remove(people.owner, caseId, other?.(studies) ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await remove(people.owner, caseId, own?.(studies) ?? '')).toBe(3)
    expect((await studiesFor(people.specialist, caseId)).map(({ holder }) => holder)).toEqual(['PRACTICE'])
    const { rows } = await useDatabase().owner.query('select "recordCount" as n from "Case" where id = $1', [caseId])
    expect(rows[0].n).toBe(2)
    expect((await caseEvents(caseId)).at(-1)).toMatchObject({ type: 'study.removed', data: { records: 3 } })
    await expect(remove(people.owner, caseId, own?.(studies) ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
