import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor, beginLink } from '#lib/db/unit.ts'
import { transaction } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { otherHats } from '#lib/web/unit.ts'
import { remind, renameVet } from './asking.ts'
import { declineAgreement } from './commands.ts'
import { currentText } from './find.ts'
import { renewAsked } from './renewing.ts'
import type { DeclineReason } from './rules.ts'

let owner: PersonActor, vet: PersonActor, nurse: PersonActor
let hospital: TestOrg, practice: TestOrg

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
  vet = await member(practice, 'VET')
  nurse = await member(practice, 'NURSE')
})

const sql = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
  (await useDatabase().owner.query<T>(text, values)).rows
const fresh = () => caseIn({ owner, hospital, practice, status: 'AWAITING_CONSENT', released: true })
const say = (who: Participant, one: TestCase, reason: DeclineReason = 'WRONG_PRACTICE') =>
  asActor(who, async (db) => {
    const access = await loadCase(db, who, one.id)
    const { id: textId } = await currentText(db, 'AGREEMENT')
    const input = { answer: 'NO' as const, reason, reasonLine: '', signedName: 'Dr Tomasz Mazur', textId, seen: '' }
    return declineAgreement(db, who, access, input, { place: '203.0.113.7', agent: 'Tests' })
  })
const lookedAt = (who: Participant, one: TestCase) =>
  asActor(who, async (db) => ({
    cases: await db.case.count({ where: { id: one.id } }),
    requests: await db.caseRequest.count({ where: { caseId: one.id } }),
    events: await db.caseEvent.count({ where: { caseId: one.id } }),
  }))
const NOTHING = { cases: 0, requests: 0, events: 0 }

describe('a practice that answers “wrong practice”', () => {
  it('sees nothing of the case from that moment on, whoever of the team said it, by either wall; the owner does', async () => {
    for (const who of [vet, null]) {
      const one = await fresh()
      expect(await say(who ?? one.link, one)).toMatchObject({ signed: 'NOW' })
      for (const reader of [vet, nurse]) {
        expect(await lookedAt(reader, one)).toEqual(NOTHING)
        await expect(asActor(reader, (db) => loadCase(db, reader, one.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
        expect(await otherHats({ session: reader.sessionId, link: null }, one.id)).toEqual([])
      }
      expect(await transaction((db) => beginLink(db, one.linkToken))).toBeNull()
      const { row, facts } = await asActor(owner, (db) => loadCase(db, owner, one.id))
      expect([row.status, row.turn, facts.agreementDeclined]).toEqual(['AWAITING_CONSENT', 'OWNER', true])
      expect(row.attendingVetPractice).toBe('Riverside Vets')
    }
  })

  it('is led back by nothing but the owner, who names it or another', async () => {
    const one = await fresh()
    await say(one.link, one)
    await renewAsked({
      number: (await sql<{ number: string }>('select number from "Case" where id = $1', [one.id]))[0]!.number,
      address: 'mazur@riverside.test',
    })
    const live = () =>
      sql<{ id: string; email: string }>(
        'select id, email from "CaseLink" where "caseId" = $1 and "revokedAt" is null',
        [one.id],
      )
    expect(await live()).toEqual([])
    const asOwner = <T>(work: (db: Parameters<Parameters<typeof asActor>[1]>[0]) => Promise<T>) => asActor(owner, work)
    await expect(asOwner(async (db) => remind(db, owner, await loadCase(db, owner, one.id)))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const named = { vetName: 'Dr Ines Roth', vetPractice: 'Hillside Vets', vetEmail: 'roth@hillside.test' }
    await asOwner(async (db) => renameVet(db, owner, await loadCase(db, owner, one.id), named))
    const [link] = await live()
    expect(link).toMatchObject({ email: named.vetEmail })
    expect(await transaction((db) => beginLink(db, linkToken(link!.id)))).not.toBeNull()
    expect(await lookedAt(vet, one)).toEqual(NOTHING)
  })

  it('keeps its place with any other no, and with files of its own on the case', async () => {
    const other = await fresh()
    await say(vet, other, 'NOT_OUR_PATIENT')
    expect((await lookedAt(nurse, other)).cases).toBe(1)
    const one = await fresh()
    await sql(
      `insert into "Record" ("caseId", id, holder, "heldBy", kind, name, "sizeBytes", "objectKey", status)
       values ($1, gen_random_uuid(), 'PRACTICE', $2, 'LAB', 'bloods.pdf', 3, gen_random_uuid()::text, 'READY')`,
      [one.id, practice.id],
    )
    await expect(say(vet, one)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await lookedAt(vet, one)).cases).toBe(1)
    expect(await sql('select id from "Agreement" where "caseId" = $1', [one.id])).toEqual([])
  })

  it('is no door for anybody who did not just say so', async () => {
    const one = await fresh()
    await say(vet, one, 'NOT_OUR_PATIENT')
    const outsider = await member(await organization('PRACTICE', 'Rival'), 'VET')
    for (const who of [vet, nurse, owner, outsider, one.link])
      expect(await asActor(who, (db) => db.$queryRaw`select app.leave_wrong_case(${one.id}::uuid) as "left"`)).toEqual([
        { left: false },
      ])
    // Nor past it: the application's role takes nobody off a case, itself included.
    for (const who of [vet, one.link])
      await expect(
        asActor(
          who,
          (db) =>
            db.$executeRaw`update "Case" set "practiceId" = null, "attendingVetEmail" = '' where id = ${one.id}::uuid`,
        ),
      ).rejects.toThrow(/owner's to say|row-level security/)
    expect((await lookedAt(vet, one)).cases).toBe(1)
  })
})
