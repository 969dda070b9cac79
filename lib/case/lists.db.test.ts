import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { addPatient } from '#lib/patient/commands.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, service, type TestOrg } from '#lib/testing/world.ts'
import { readBoard } from './board.ts'
import { BOARD_VIEWS } from './board-views.ts'
import { directoryFilter, listHospitals, readHospital } from './directory.ts'
import { ownCases } from './home.ts'
import { createDraft } from './request/commands.ts'
import { caseNumber } from './request/rules.ts'
import { searchCases } from './search.ts'
import { tsQueryOf } from './search-query.ts'

let owner: PersonActor
let hospital: TestOrg
let practice: TestOrg
beforeAll(async () => {
  owner = await person('Ana Ruiz')
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
})

describe('home', () => {
  it('puts the owner’s turn first and pages through what is past', async () => {
    const made = await Promise.all(
      (['IN_TRIAGE', 'AWAITING_PAYMENT', 'ANSWERED', 'DECLINED'] as const).map((status) =>
        caseIn({ owner, hospital, practice, status }),
      ),
    )
    const lists = await asActor(owner, (db) => ownCases(db, owner, null))
    expect(lists.yourTurn.map((line) => line.id)).toEqual([made[1]!.id])
    expect(lists.waiting.map((line) => line.id)).toEqual([made[0]!.id])
    expect(new Set(lists.past.map((line) => line.id))).toEqual(new Set([made[2]!.id, made[3]!.id]))
    expect(lists.past[0]).toMatchObject({
      title: 'Miso',
      species: 'CAT',
      hospitalName: 'Northgate',
      practiceName: 'Riverside',
    })
    expect(lists.next).toBeNull()
    const stranger = await person('Eve Other')
    expect(await asActor(stranger, (db) => ownCases(db, { ...stranger, personId: owner.personId }, null))).toEqual({
      ...{ due: [], yourTurn: [], waiting: [], past: [], next: null },
    })
  })

  it('shows every past case once, page by page, and takes any cursor', async () => {
    const who = await person('Many Cases')
    const { owner: sql } = useDatabase()
    await sql.query(
      `insert into "Case" (id, number, status, turn, "ownerId", "hospitalId", title, "submittedAt", "updatedAt")
       select uuidv7(), 'CF-M' || n, 'CLOSED', 'NOBODY', $1, $2, 'Miso', now(), now() - (n / 3) * interval '1 day' from generate_series(1, 45) n`,
      [who.personId, hospital.id],
    )
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { past: { id: string }[]; next: string | null } = await asActor(who, (db) =>
        ownCases(db, who, cursor),
      )
      seen.push(...page.past.map((line) => line.id))
      cursor = page.next
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([45, 45])
    for (const odd of ['', 'x', '1.2', ['a'], `999999999999999.${who.personId}`, '\u0000'])
      expect((await asActor(who, (db) => ownCases(db, who, odd))).past.length).toBeGreaterThan(0)
  })
})

describe('the practice’s board', () => {
  it('sorts cases into views, each counted, and shows no draft', async () => {
    const [vet, other] = [
      await member(practice, 'RECEPTION'),
      await member(await organization('PRACTICE', 'Elsewhere'), 'VET'),
    ]
    await caseIn({ owner, hospital, practice, status: 'DRAFT' })
    const waiting = await caseIn({ owner, hospital, practice, status: 'AWAITING_CONSENT' })
    const read = (who: PersonActor, view: (typeof BOARD_VIEWS)[number]) =>
      asActor(who, (db) => {
        if (who.hat.kind === 'OWNER') throw new Error('not in an organization')
        return readBoard(db, who, who.hat, { view, after: null, find: '', site: null })
      })
    const board = await read(vet, 'waiting')
    expect(board.lines.map((line) => line.id)).toEqual([waiting.id])
    expect(board.lines[0]).toMatchObject({ ownerName: 'Ana Ruiz', hospitalName: 'Northgate' })
    expect(board.counts).toEqual({ waiting: 1, followups: 0, progress: 2, sent: 0, answered: 1, ended: 1 })
    for (const view of BOARD_VIEWS) {
      expect((await read(vet, view)).lines).toHaveLength(board.counts[view])
      expect((await read(other, view)).lines).toEqual([])
    }
  })
})

describe('search', () => {
  const find = async (who: PersonActor, typed: string) =>
    (await asActor(who, (db) => searchCases(db, typed))).lines.map((line) => line.id)

  it('finds by animal, owner, number and complaint, for those who may see the case', async () => {
    const ines = await person('Inês Corvo')
    const made = await caseIn({ owner: ines, hospital, practice, status: 'IN_TRIAGE' })
    const { rows } = await useDatabase().owner.query<{ number: string }>('select number from "Case" where id = $1', [
      made.id,
    ])
    const coordinator = await member(hospital, 'COORDINATOR')
    for (const typed of ['corvo mis', 'INÊS', rows[0]!.number, rows[0]!.number.slice(3, 6), 'asleep', 'hcm'])
      for (const who of [ines, coordinator]) expect(await find(who, typed)).toContain(made.id)
    expect(await find(await person('Eve Other'), 'corvo')).toEqual([])
    expect(await find(await member(await organization('HOSPITAL', 'Southgate'), 'ADMIN'), 'corvo')).toEqual([])
  })

  it('keeps a draft from everyone but its owner, and finds any number there can be', async () => {
    const who = await person('Nora Number')
    const { patientId } = await asActor(who, (db) =>
      addPatient(db, who, {
        name: 'Pip',
        species: 'BIRD',
        breed: '',
        sex: 'UNKNOWN',
        neuter: 'UNKNOWN',
        bornOn: null,
        weightGrams: null,
      }),
    )
    const { caseId } = await asActor(who, (db) => createDraft(db, who, { patientId }))
    for (const bytes of [
      [1, 2, 3, 4, 5],
      [0, 0, 0, 0, 0],
      [0, 7, 0, 1, 2],
      [3, 3, 10, 3, 3],
    ]) {
      const number = caseNumber(Uint8Array.from(bytes))
      await useDatabase().owner.query('update "Case" set number = $1 where id = $2', [number, caseId])
      for (const typed of [number, number.toLowerCase(), number.slice(3), number.slice(3, 6)])
        expect(await find(who, typed)).toEqual([caseId])
    }
    expect(await find(await member(hospital, 'ADMIN'), 'pip')).toEqual([])
  })

  it('answers whatever is typed', async () => {
    const { app } = useDatabase()
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.stringMatching(/^[&|!()':*<>\\ a-z0-9-]{0,20}$/),
      fc.constantFrom(
        'x'.repeat(100_000),
        "'; drop table",
        ':*',
        '!!',
        '<->',
        '\u0000',
        '🐈',
        '猫 قطة',
        'a'.repeat(3000),
        'é'.repeat(3000),
      ),
    )
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const query = tsQueryOf(text)
        if (query !== null) await app.query(`select to_tsquery('simple', $1)`, [query])
      }),
      { numRuns: 300 },
    )
    for (const text of ['\'; drop table "Case"; --', ':* & !', '\u0000', ''])
      expect(await find(owner, text)).toEqual([])
  })
})

describe('the directory', () => {
  const list = (filter: object) =>
    asActor({ kind: 'VISITOR' }, (db) => listHospitals(db, directoryFilter.parse(filter)))

  it('lists verified hospitals with services that fit, for anybody', async () => {
    const { owner: sql } = useDatabase()
    const equine = await organization('HOSPITAL', 'Equus')
    await sql.query(`update "Organization" set country = 'Ireland' where id = $1`, [equine.id])
    const serviceId = await service(equine)
    await sql.query(
      `update "Service" set species = '{HORSE}', specialty = 'SURGERY', "feeMinor" = 90000, "turnaroundHours" = 12 where id = $1`,
      [serviceId],
    )
    const hidden = await organization('HOSPITAL', 'Unverified')
    await service(hidden)
    await sql.query('update "Organization" set "verifiedAt" = null where id = $1', [hidden.id])
    const names = async (filter: object) => (await list(filter)).hospitals.map((found) => found.name)
    expect(await names({})).toEqual(['Equus', 'Northgate'])
    expect(await names({ species: 'CAT' })).toEqual(['Northgate'])
    expect(await names({ specialty: 'SURGERY' })).toEqual(['Equus'])
    expect(await names({ q: ' nOrth' })).toEqual(['Northgate'])
    expect(await names({ q: "north%_'" })).toEqual([])
    expect(await names({ country: 'Ireland' })).toEqual(['Equus'])
    expect(await names({ fee: '400' })).toEqual(['Northgate'])
    expect(await names({ hours: '24' })).toEqual(['Equus'])
    expect(await names({ sort: 'fee' })).toEqual(['Northgate', 'Equus'])
    expect(await names({ sort: 'hours' })).toEqual(['Equus', 'Northgate'])
    expect((await list({})).countries).toEqual(['Ireland'])
    const odd = { specialty: "'", species: ['x'], country: '\u0000', fee: 'NaN', hours: '-1', sort: 'x', after: 'x' }
    expect((await list({ ...odd, country: undefined })).hospitals).toHaveLength(2)
    const read = (slug: string) => asActor({ kind: 'VISITOR' }, (db) => readHospital(db, slug))
    expect((await read(equine.slug)).services).toMatchObject([{ id: serviceId, feeMinor: 90000n, species: ['HORSE'] }])
    for (const slug of [hidden.slug, practice.slug, 'nobody'])
      await expect(read(slug)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
