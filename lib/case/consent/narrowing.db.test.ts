import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAction } from '#lib/access/policy.ts'
import { sharedInPart } from '#lib/case/shared-in-part.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { stateDay } from '#lib/case/records/commands.ts'
import { textOf } from '#lib/testing/pdf-text.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { type CaseUnit, onCase } from '#lib/web/unit.ts'
import { grantRelease } from './commands.ts'
import { currentText } from './find.ts'
import { narrowAgreement, narrowRelease, type Wish } from './narrowing.ts'
import { consentPdf } from './paper.ts'
import { consentView } from './queries.ts'
import { recordSharing } from './record.ts'
import { EVERYTHING, scopeInWords } from './scope.ts'
import { loadSignedConsent } from './signed.ts'

const FROM = { place: '203.0.113.7', agent: 'Tests' }
let owner: PersonActor, specialist: PersonActor, hospital: TestOrg

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
})

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await useDatabase().owner.query<T>(text, values)).rows
const session = (who: PersonActor) => ({ session: who.sessionId, link: null })
const byOwner = <T>(at: TestCase, can: CaseAction, work: (unit: CaseUnit) => Promise<T>) =>
  onCase(session(owner), at.id, can, work)
const byVet = <T>(at: TestCase, can: CaseAction, work: (unit: CaseUnit) => Promise<T>) =>
  onCase({ session: null, link: at.linkToken }, at.id, can, work)
const ownerLess = (at: TestCase, wish: Wish) =>
  byOwner(at, 'consent.endRelease', ({ db, actor, access }) => narrowRelease(db, actor, access, wish, FROM))
const vetLess = (at: TestCase, wish: Wish) =>
  byVet(at, 'consent.endAgreement', ({ db, actor, access }) => narrowAgreement(db, actor, access, wish, FROM))
const look = (who: PersonActor, at: TestCase) =>
  onCase(session(who), at.id, 'consent.read', ({ db, actor, access }) => consentView(db, actor, access))
const sees = (at: TestCase): Promise<string[]> =>
  onCase(session(specialist), at.id, 'records.read', async ({ db }) => {
    const found = await db.record.findMany({
      where: { caseId: at.id },
      select: { name: true },
      orderBy: { name: 'asc' },
    })
    return found.map(({ name }) => name)
  })

async function add(
  at: TestCase,
  name: string,
  more: { holder?: string; kind?: string; day?: string } = {},
): Promise<string> {
  const id = randomUUID()
  await sql(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", day, "readyAt")
     values ($1, $2, $3, $4, $5, 1, $6, 'READY', 'application/pdf', $7, clock_timestamp())`,
    [at.id, id, more.holder ?? 'OWNER', more.kind ?? 'LAB', name, id, more.day ?? null],
  )
  return id
}

/** A case in review with both signatures and two files of each side. */
async function world() {
  const at = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
  const ids = {
    invoice: await add(at, 'invoice.pdf', { kind: 'OTHER' }),
    blood: await add(at, 'blood.pdf', { day: '2026-03-01' }),
    notes: await add(at, 'notes.pdf', { holder: 'PRACTICE', kind: 'HISTORY' }),
    films: await add(at, 'films.pdf', { holder: 'PRACTICE', kind: 'IMAGING', day: '2025-02-01' }),
  }
  return { at, ids }
}

describe('sharing less', () => {
  it('closes a record of either side with one press; end date and text stay as they were signed', async () => {
    const { at, ids } = await world()
    const before = (await look(owner, at)).release
    expect(await ownerLess(at, { leaveOut: ids.invoice })).toEqual({ narrowed: true })
    expect(await sees(at)).toEqual(['blood.pdf', 'films.pdf', 'notes.pdf'])
    expect(await vetLess(at, { leaveOut: ids.notes })).toEqual({ narrowed: true })
    expect(await sees(at)).toEqual(['blood.pdf', 'films.pdf'])
    const { release, names } = await look(owner, at)
    expect(release).toMatchObject({ expiresAt: before?.expiresAt, version: before?.version, stands: true })
    expect(scopeInWords(release!.scope, names)).toBe('all kinds of records, without “invoice.pdf”')
    expect(await ownerLess(at, { leaveOut: ids.invoice }), 'a second press').toEqual({ narrowed: false })
  })

  it('can be wished in any shape and never opens anything', async () => {
    const { at, ids } = await world()
    await ownerLess(at, { ...EVERYTHING, kinds: ['LAB', 'IMAGING'] })
    await ownerLess(at, { ...EVERYTHING, from: '2026-01-01' })
    expect(await sees(at)).toEqual(['blood.pdf'])
    await ownerLess(at, EVERYTHING)
    await ownerLess(at, { ...EVERYTHING, pick: 'ONLY', items: [ids.blood, ids.films, ids.invoice] })
    expect(await sees(at)).toEqual(['blood.pdf'])
    await expect(ownerLess(at, { leaveOut: ids.films })).resolves.toEqual({ narrowed: false })
    await expect(ownerLess(at, { ...EVERYTHING, kinds: ['VIDEO'] })).rejects.toMatchObject({ code: 'INVALID' })
    await expect(ownerLess(at, { ...EVERYTHING, pick: 'ONLY', items: [randomUUID()] })).rejects.toMatchObject({
      code: 'INVALID',
    })
  })

  it('leaves later records outside a list of “only these”, also after it was made smaller', async () => {
    const { at, ids } = await world()
    await ownerLess(at, { ...EVERYTHING, pick: 'ONLY', items: [ids.blood, ids.invoice] })
    await add(at, 'later.pdf')
    expect(await sees(at)).toEqual(['blood.pdf', 'invoice.pdf'])
    await ownerLess(at, { leaveOut: ids.invoice })
    expect(await sees(at)).toEqual(['blood.pdf'])
  })

  it('is refused where nothing stands, and to whoever did not sign', async () => {
    const { at, ids } = await world()
    await sql(`update "Release" set "revokedAt" = now() where "caseId" = $1`, [at.id])
    await expect(ownerLess(at, { leaveOut: ids.invoice })).rejects.toMatchObject({ code: 'CONFLICT' })
    const asHospital = onCase(session(specialist), at.id, 'consent.read', ({ db, actor, access }) =>
      narrowRelease(db, actor, access, { leaveOut: ids.invoice }, FROM),
    )
    await expect(asHospital).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(vetLess(at, { leaveOut: ids.invoice }), 'the owner’s record').rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is told in the history and in the ledger, without names in the ledger', async () => {
    const { at, ids } = await world()
    await ownerLess(at, { leaveOut: ids.invoice })
    const { history } = await look(owner, at)
    expect(history[0]?.what).toBe('shares less with Northgate: all kinds of records, without “invoice.pdf”')
    const [event] = await sql<{ data: object }>(
      `select data from "CaseEvent" where "caseId" = $1 and type = 'consent.narrowed'`,
      [at.id],
    )
    expect(event?.data).toMatchObject({ pick: 'EXCEPT', items: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(JSON.stringify(event)).not.toContain(ids.invoice)
    expect(await sql('select * from app.verify_chain()')).toEqual([])
  })
})

describe('what is left out', () => {
  it('is not the hospital’s to know: neither the list nor a name, on screen, on paper or in the database', async () => {
    const { at, ids } = await world()
    await ownerLess(at, { leaveOut: ids.invoice })
    const view = await look(specialist, at)
    expect(view.names).toBeNull()
    expect(scopeInWords(view.open.OWNER, view.names)).toBe('all kinds of records; some records are not shared')
    const text = await onCase(session(specialist), at.id, 'consent.read', async ({ db, access }) => {
      expect(await db.consentItem.count({ where: { caseId: at.id } })).toBe(0)
      const signed = await loadSignedConsent(db, access, view.release?.id ?? '')
      return textOf((await consentPdf(signed, { compress: false })).toString('latin1'))
    })
    expect(text).toContain('some records are not shared')
    expect(text).not.toContain('invoice')
    const mine = await byOwner(at, 'consent.read', ({ db, access }) =>
      loadSignedConsent(db, access, view.release?.id ?? ''),
    )
    expect(textOf((await consentPdf(mine, { compress: false })).toString('latin1'))).toContain('invoice.pdf')
  })

  it('is by the day that a file’s holder states, which is an event; without a day it is outside any span', async () => {
    const { at, ids } = await world()
    await ownerLess(at, { ...EVERYTHING, from: '2026-01-01' })
    expect(await sees(at)).toEqual(['blood.pdf'])
    const state = (day: string | null) =>
      byOwner(at, 'records.add', ({ db, access }) => stateDay(db, access, ids.invoice, day))
    await state('2026-02-01')
    expect(await sees(at)).toEqual(['blood.pdf', 'invoice.pdf'])
    await state('2025-02-01')
    await state(null)
    expect(await sees(at)).toEqual(['blood.pdf'])
    await expect(
      byVet(at, 'records.add', ({ db, access }) => stateDay(db, access, ids.invoice, null)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const said = await sql<{ day: string | null }>(
      `select data->>'day' as day from "CaseEvent" where "caseId" = $1 and type = 'record.dayStated' order by seq`,
      [at.id],
    )
    expect(said.map(({ day }) => day)).toEqual(['2026-02-01', '2025-02-01', null])
    const part = onCase(session(specialist), at.id, 'case.read', ({ db, access }) => sharedInPart(db, access))
    expect(await part, 'told that it is a part').toBe(true)
    expect(await byOwner(at, 'case.read', ({ db, access }) => sharedInPart(db, access))).toBe(false)
    const whole = await world()
    expect(
      await onCase(session(specialist), whole.at.id, 'case.read', ({ db, access }) => sharedInPart(db, access)),
    ).toBe(false)
  })

  it('stays left out when a file is filed under another study, and when a sheet of values is mended', async () => {
    const { at } = await world()
    const [study, series, other, there] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    const image = await add(at, 'image.dcm', { kind: 'IMAGING' })
    for (const [s, e, kind] of [
      [study, series, 'IMAGING'],
      [other, there, 'OTHER'],
    ]) {
      await sql(
        `insert into "Study" ("caseId", id, key, holder, kind, date, images) values ($1, $2, 'k', 'OWNER', $3, '2026-01-01', 1)`,
        [at.id, s, kind],
      )
      await sql(`insert into "Series" ("caseId", id, "studyId", key) values ($1, $2, $3, 'k')`, [at.id, e, s])
    }
    await sql(`update "Record" set "seriesId" = $2 where id = $1`, [image, series])
    expect(await sees(at)).toContain('image.dcm')
    await ownerLess(at, { leaveOut: study })
    expect(await sees(at)).not.toContain('image.dcm')
    await sql(`update "Record" set kind = 'OTHER', "seriesId" = $2 where id = $1`, [image, there])
    expect(await sees(at)).not.toContain('image.dcm')
    await ownerLess(at, { ...EVERYTHING, to: '2027-01-01' })
    expect(await sees(at)).not.toContain('image.dcm')

    const values = async () =>
      onCase(session(specialist), at.id, 'records.read', ({ db }) => db.labSheet.count({ where: { caseId: at.id } }))
    const sheet = randomUUID()
    const write = (id: string, mends: string | null) =>
      sql(`insert into "LabSheet" ("caseId", id, holder, day, mends) values ($1, $2, 'OWNER', '2026-01-01', $3)`, [
        at.id,
        id,
        mends,
      ])
    await write(sheet, null)
    expect(await values()).toBe(1)
    await ownerLess(at, { leaveOut: sheet })
    await write(randomUUID(), sheet)
    expect(await values()).toBe(0)
  })

  it('cannot be added to or taken from a signature that was given before, by the database itself', async () => {
    const { at, ids } = await world()
    await ownerLess(at, { ...EVERYTHING, pick: 'ONLY', items: [ids.blood] })
    const signatureId = (await look(owner, at)).release?.id ?? ''
    const late = byOwner(at, 'consent.read', ({ db }) =>
      db.consentItem.createMany({ data: [{ caseId: at.id, signatureId, item: ids.invoice }] }),
    )
    await expect(late).rejects.toThrow(/row-level security/)
    const less = byOwner(at, 'consent.read', ({ db }) => db.consentItem.deleteMany({ where: { caseId: at.id } }))
    await expect(less).rejects.toThrow(/permission denied/)
  })

  it('is named only out of what is there, and is the signer’s to share', async () => {
    const { at, ids } = await world()
    const other = await world()
    const sign = (items: string[]) =>
      byOwner(at, 'consent.release', async ({ db, actor, access }) => {
        const textId = (await currentText(db, 'RELEASE')).id
        const seen = (await consentView(db, actor, access)).seen.release
        const input = {
          days: 30 as const,
          signedName: 'Ana',
          textId,
          seen,
          scope: { ...EVERYTHING, pick: 'EXCEPT' as const, items },
        }
        return grantRelease(db, actor, access, input, FROM)
      })
    for (const foreign of [randomUUID(), other.ids.blood])
      await expect(sign([ids.blood, foreign])).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { 'leaveOut[]': expect.anything() },
      })
    expect(await sign([ids.blood, ids.films])).toEqual({ signed: 'NOW' })
    expect(await sees(at)).toEqual(['invoice.pdf', 'notes.pdf'])
  })

  it('is said on the record’s own page, to whoever signed', async () => {
    const { at, ids } = await world()
    const ask = (id: string) => byOwner(at, 'records.read', ({ db, access }) => recordSharing(db, access, id))
    expect(await ask(ids.blood)).toEqual({ item: ids.blood, ofStudy: false, shared: true })
    await ownerLess(at, { leaveOut: ids.blood })
    expect(await ask(ids.blood)).toMatchObject({ shared: false })
    expect(await byVet(at, 'records.read', ({ db, access }) => recordSharing(db, access, ids.blood))).toBeNull()
    expect(await byVet(at, 'records.read', ({ db, access }) => recordSharing(db, access, ids.films))).toMatchObject({
      shared: true,
    })
    const asHospital = onCase(session(specialist), at.id, 'records.read', ({ db, access }) =>
      recordSharing(db, access, ids.films),
    )
    expect(await asHospital).toBeNull()
  })
})
