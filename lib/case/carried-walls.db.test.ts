import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { onCaseAs, parties, type Parties, uploadRecord, useObjectStore } from '#lib/testing/records.ts'
import { asked, ended, linkOf, namedAs, on, resent, rows, seenBy, sent, signs } from '#lib/testing/resending.ts'
import { member, organization, service, type TestOrg } from '#lib/testing/world.ts'
import { renameVet } from './consent/asking.ts'
import { loadFrame } from './frame.ts'
import { changeKind, lookAtRecord, removeRecord } from './records/commands.ts'
import { listRecords } from './records/queries.ts'
import { discard } from './request/commands.ts'
import { withdraw } from './request/endings.ts'

// Who sees records that came along with a request: asked of PostgreSQL itself, and of the page.

useObjectStore()

const ADDRESS = 'mazur@riverside.test'

let people: Parties
let elsewhere: Participant
let bytes: Buffer
let serviceId: string
let hillside: { practice: TestOrg; vet: Awaited<ReturnType<typeof member>> }

beforeAll(async () => {
  people = await parties()
  const southgate = await organization('HOSPITAL', 'Southgate')
  serviceId = await service(southgate)
  elsewhere = await member(southgate, 'SPECIALIST')
  const practice = await organization('PRACTICE', 'Hillside')
  hillside = { practice, vet: await member(practice, 'VET', 'Dr Roth') }
  bytes = await labReportPdf(1, SAMPLE_FACTS)
})

const file = (name: string) => ({ name, bytes, type: 'application/pdf' })
const page = (who: Participant, caseId: string) =>
  onCaseAs(who, caseId, 'records.read')(({ db, access }) => listRecords(db, access, undefined))
const itemsOf = async (who: Participant, caseId: string) =>
  (await page(who, caseId)).groups.flatMap(({ items }) => items).toSorted((a, b) => a.name.localeCompare(b.name))

/**
 * What this reader sees of the case: by PostgreSQL, on the page, by the page's count and in the frame around each page. Nor
 * do they hear of any other that came along.
 */
async function sees(who: Participant, caseId: string): Promise<string[]> {
  const names = await seenBy(who, caseId)
  const { total } = await page(who, caseId)
  expect((await itemsOf(who, caseId)).map(({ name }) => name)).toEqual(names)
  expect(total).toBe(names.length)
  const frame = await on(who, caseId, (db, access) => loadFrame(db, access))
  const told = await on(
    who,
    caseId,
    (db) =>
      db.$queryRaw<{ name: string }[]>`
      select r.name from "CaseEvent" e left join "Record" r on r."caseId" = e."caseId" and r.id = (e.data->>'recordId')::uuid
      where e."caseId" = ${caseId}::uuid and e.type = 'record.carried' order by 1`,
  )
  expect(names).toEqual(expect.arrayContaining(told.map(({ name }) => name)))
  const files = names.length === 1 ? '1 file' : `${names.length} files`
  expect(frame.stages.find(({ stage }) => stage === 'records')?.note).toBe(files)
  return names
}

/** The number in the hospital's queue, which counts with the rights of the tables' owner. */
async function counted(caseId: string): Promise<number | undefined> {
  const [row] = await rows<{ n: number }>(
    'select app.records_open(id, "hospitalId") as n from "Case" where id = $1',
    caseId,
  )
  return row?.n
}

const BOTH = ['mine.pdf', 'theirs.pdf']

/** A request in which the owner and Riverside's vet had added a file each, and which then ended. */
async function endedRequest(): Promise<string> {
  const { owner, vet } = people
  const { id } = await asked({ ...people, vetEmail: vet.email })
  await uploadRecord(owner, id, file('mine.pdf'))
  await uploadRecord(vet, id, file('theirs.pdf'))
  await ended(id)
  return id
}

async function sentAgain(old: string, vetEmail = people.vet.email): Promise<string> {
  const made = await resent(people.owner, old)
  await sent(people.owner, made, serviceId, vetEmail)
  return made
}

describe('consent for records that came along', () => {
  it('is given anew: the owner’s by the new release alone, the practice’s by the new agreement too', async () => {
    const { owner, vet, specialist } = people
    const old = await endedRequest()
    const made = await sentAgain(old)
    // Owner and practice have them at once; the hospital that declined has nothing of the new case, and the new one nothing yet.
    for (const who of [owner, vet, await linkOf(made)]) expect(await sees(who, made)).toEqual(BOTH)
    expect(await seenBy(specialist, made)).toEqual([])
    expect(await sees(elsewhere, made)).toEqual([])
    await signs(made, 'Agreement', vet.personId)
    expect(await sees(elsewhere, made)).toEqual([])
    await signs(made, 'Release', owner.personId)
    expect(await sees(elsewhere, made)).toEqual(BOTH)
    expect(await counted(made)).toBe(2)
    await rows(`update "Agreement" set "revokedAt" = now() where "caseId" = $1`, made)
    expect(await sees(elsewhere, made)).toEqual(['mine.pdf'])
  })

  it('does not come along when the same hospital is asked once more', async () => {
    const { owner, vet, specialist, hospital } = people
    const old = await endedRequest()
    const made = await resent(owner, old)
    await sent(owner, made, await service(hospital), vet.email)
    expect(await rows(`select 1 from "Release" where "caseId" = $1 and "revokedAt" is null`, old)).toHaveLength(1)
    expect(await sees(specialist, made)).toEqual([])
    expect(await sees(specialist, old)).toEqual([])
    await signs(made, 'Release', owner.personId)
    expect(await sees(specialist, made)).toEqual(['mine.pdf'])
  })

  it('is needed for the bytes as well, and a look is of the new case alone', async () => {
    const { owner, vet } = people
    const old = await endedRequest()
    const made = await sentAgain(old)
    const [, theirs] = await itemsOf(owner, made)
    const look = () =>
      onCaseAs(
        elsewhere,
        made,
        'records.read',
      )(({ db, access }) => lookAtRecord(db, elsewhere, access, theirs!.id, 'inline'))
    await signs(made, 'Release', owner.personId)
    await expect(look()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await signs(made, 'Agreement', vet.personId)
    await look()
    expect((await itemsOf(vet, made)).map(({ looks }) => looks)).toEqual([0, 1])
    expect((await itemsOf(vet, old)).map(({ looks }) => looks)).toEqual([0, 0])
  })

  it('names the earlier request to those who were on it, and to nobody else', async () => {
    const { owner, vet } = people
    const old = await endedRequest()
    const made = await sentAgain(old)
    await signs(made, 'Release', owner.personId)
    const [row] = await rows<{ number: string }>('select number from "Case" where id = $1', old)
    const from = { from: { caseId: old, number: row!.number }, apart: false }
    const lines = async (who: Participant) => (await itemsOf(who, made)).map(({ carried }) => carried)
    expect(await lines(owner)).toEqual([from, from])
    expect(await lines(vet)).toEqual([from, from])
    expect(await lines(elsewhere)).toEqual([null])
    // A mailed link is for one case: its vet reads of an earlier one, without its number, where the record is their own.
    expect(await lines(await linkOf(made))).toEqual([null, { from: null, apart: false }])
  })
})

describe('another practice in the new request', () => {
  it('never reads the first one’s records, and its agreement does not cover them', async () => {
    const { owner, vet } = people
    const old = await endedRequest()
    const made = await sentAgain(old, hillside.vet.email)
    for (const who of [hillside.vet, await linkOf(made)]) expect(await sees(who, made)).toEqual(['mine.pdf'])
    expect(await seenBy(vet, made)).toEqual([])
    await signs(made, 'Release', owner.personId)
    await signs(made, 'Agreement', hillside.vet.personId)
    await uploadRecord(hillside.vet, made, file('hillside.pdf'))
    expect(await sees(elsewhere, made)).toEqual(['hillside.pdf', 'mine.pdf'])
    expect(await counted(made)).toBe(2)
    expect(await sees(hillside.vet, made)).toEqual(['hillside.pdf', 'mine.pdf'])
    // The owner has them all, and is told whose is closed to everybody else.
    expect(await sees(owner, made)).toEqual(['hillside.pdf', ...BOTH])
    expect((await itemsOf(owner, made)).map(({ carried }) => carried?.apart ?? null)).toEqual([null, false, true])
    expect(await sees(vet, old)).toEqual(BOTH)
  })

  it('cannot open, change or remove them, nor by PostgreSQL itself', async () => {
    const { owner } = people
    const made = await sentAgain(await endedRequest(), hillside.vet.email)
    const theirs = (await itemsOf(owner, made)).at(-1)!.id
    const as = onCaseAs(hillside.vet, made, 'records.read')
    const attempts = [
      () => as(({ db, actor, access }) => lookAtRecord(db, actor, access, theirs, 'inline')),
      () => as(({ db, access }) => changeKind(db, access, theirs, 'LETTER')),
      () => as(({ db, access }) => removeRecord(db, access, theirs)),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await useDatabase().app.query(
      `begin; ${namedAs(hillside.vet)}; update "Record" set status = 'REMOVED', kind = 'LETTER'; commit`,
    )
    expect(await rows('select status, kind from "Record" where id = $1', theirs)).toEqual([
      { status: 'READY', kind: 'OTHER' },
    ])
  })

  it('is told apart before the draft is sent, and a draft in between changes nothing', async () => {
    const { owner } = people
    const first = await resent(owner, await endedRequest())
    expect((await itemsOf(owner, first)).map(({ carried }) => carried?.apart)).toEqual([false, false])
    await rows(`update "Case" set "attendingVetEmail" = $2 where id = $1`, first, hillside.vet.email)
    expect((await itemsOf(owner, first)).map(({ carried }) => carried?.apart)).toEqual([false, true])
    await on(owner, first, discard)
    const made = await sentAgain(first, hillside.vet.email)
    expect(await sees(hillside.vet, made)).toEqual(['mine.pdf'])
    await on(owner, made, (db, access) => withdraw(db, owner, access))
    // Back with the first practice, its records are there for it again.
    expect(await sees(people.vet, await sentAgain(made))).toEqual(BOTH)
  })

  it('can be named after sending too: what came along does not bind the owner', async () => {
    const { owner, vet } = people
    const made = await sentAgain(await endedRequest())
    const rename = (vetEmail: string) =>
      on(owner, made, (db, access) =>
        renameVet(db, owner, access, { vetName: 'Dr Roth', vetPractice: 'Hillside', vetEmail }),
      )
    await rename(hillside.vet.email)
    expect(await sees(hillside.vet, made)).toEqual(['mine.pdf'])
    await rename(vet.email)
    expect(await sees(vet, made)).toEqual(BOTH)
    expect(await seenBy(hillside.vet, made)).toEqual([])
    await uploadRecord(vet, made, file('new.pdf'))
    await expect(rename(hillside.vet.email)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('a vet without an account', () => {
  /** A request with a file of the vet behind its mailed link, which then ended. */
  async function endedByLink(): Promise<string> {
    const { owner, hospital } = people
    const { id, link } = await asked({ owner, hospital, vetEmail: ADDRESS })
    await uploadRecord(owner, id, file('mine.pdf'))
    await uploadRecord(link, id, file('theirs.pdf'))
    await ended(id)
    return id
  }

  it('holds records by the address they were asked at', async () => {
    const same = await sentAgain(await endedByLink(), ADDRESS)
    expect(await sees(await linkOf(same), same)).toEqual(BOTH)
    const other = await sentAgain(await endedByLink(), 'roth@hillside.test')
    expect(await sees(await linkOf(other), other)).toEqual(['mine.pdf'])
    const practice = await sentAgain(await endedByLink(), hillside.vet.email)
    expect(await sees(hillside.vet, practice)).toEqual(['mine.pdf'])
  })

  it('has them still with the account opened since, and does not take a practice’s records along to the next', async () => {
    const old = await endedByLink()
    const riverside = await member(people.practice, 'VET', 'Dr Mazur, now with an account')
    await rows('update "Person" set email = $2 where id = $1', riverside.personId, ADDRESS)
    const made = await sentAgain(old, ADDRESS)
    expect(await sees(riverside, made)).toEqual(BOTH)
    await uploadRecord(riverside, made, file('riverside.pdf'))
    await ended(made)

    await rows('update "Membership" set "endedAt" = now() where "personId" = $1', riverside.personId)
    const { practice } = hillside
    await rows(
      'insert into "Membership" ("organizationId", "personId", role) values ($1, $2, $3)',
      ...[practice.id, riverside.personId, 'VET'],
    )
    const next = await sentAgain(made, ADDRESS)
    expect(await sees(hillside.vet, next)).toEqual(BOTH)
  })
})
