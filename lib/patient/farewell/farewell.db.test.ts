import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Participant, PersonActor } from '#lib/access/actor.ts'
import { remindPractice } from '#lib/case/consent/reminding.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { withdraw } from '#lib/case/request/endings.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, supporter, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { noteDeath, noteOwnDeath, stillWanted } from './commands.ts'

let owner: PersonActor, vet: PersonActor, specialist: PersonActor, hospital: TestOrg, practice: TestOrg
beforeAll(async () => {
  owner = await person()
  ;[hospital, practice] = [await organization('HOSPITAL', 'Northgate'), await organization('PRACTICE', 'Riverside')]
  ;[vet, specialist] = [await member(practice, 'VET'), await member(hospital, 'SPECIALIST')]
})

const fresh = (status: CaseStatus = 'IN_REVIEW') => caseIn({ owner, hospital, practice, status })
const on = <T>(who: Participant, one: TestCase, work: (db: Db, access: CaseAccess) => Promise<T>) =>
  asActor(who, async (db) => work(db, await loadCase(db, who, one.id)))
const died = (who: Participant, one: TestCase, day: string | null = '2026-11-20') =>
  on(who, one, (db, access) => noteDeath(db, who, access, day))
const frame = (who: PersonActor, one: TestCase) => on(who, one, (db, access) => loadFrame(db, access))
const events = async (one: TestCase) =>
  (
    await useDatabase().owner.query<{ type: string }>(
      `select type from "CaseEvent" where "caseId" = $1 and type like 'patient.%' order by seq`,
      [one.id],
    )
  ).rows.map(({ type }) => type)
const told = async (one: TestCase, about: string) =>
  (
    await useDatabase().owner.query(
      `select count(*)::int as n from graphile_worker._private_jobs where payload->>'about' = $2 and payload->>'caseId' = $1`,
      [one.id, about],
    )
  ).rows[0].n as number
const patientOf = async (one: TestCase) =>
  (await useDatabase().owner.query('select "patientId" as id from "Case" where id = $1', [one.id])).rows[0].id as string

describe('an animal that has died', () => {
  it.each(['owner', 'vet', 'link'] as const)(
    'is said so by the %s, on the case, for all who stand on it',
    async (by) => {
      const one = await fresh()
      const bea = await supporter(one.id)
      await died({ owner, vet, link: one.link }[by], one)
      for (const who of [owner, vet, specialist, bea])
        expect((await frame(who, one)).farewell).toEqual({ diedOn: new Date('2026-11-20'), wanted: false })
      await died({ owner, vet, link: one.link }[by], one)
      expect(await events(one)).toEqual(['patient.died'])
      expect(await told(one, 'patient.died')).toBe(1)
    },
  )

  it('is not for the hospital to say, nor for a support person or a stranger, nor on a day that cannot be', async () => {
    const one = await fresh()
    for (const who of [specialist, await supporter(one.id)])
      await expect(died(who, one)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(died(await person('Eve'), one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(died(owner, one, '2999-01-01')).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { diedOn: [expect.stringContaining('future')] },
    })
    const day = (who: PersonActor) =>
      asActor(
        who,
        (db) => db.$queryRaw<{ done: boolean }[]>`select app.note_death(${one.id}::uuid, '2026-11-20') as done`,
      )
    for (const who of [specialist, await supporter(one.id), await person('Eve')])
      expect(await day(who)).toEqual([{ done: false }])
    expect((await frame(owner, one)).farewell).toBeNull()
  })

  it('is told on the animal’s own page, in each of its cases, and is taken back by a correction', async () => {
    const one = await fresh('ANSWERED')
    const patientId = await patientOf(one)
    const note = (diedOn: string | null, who = owner) =>
      asActor(who, (db) => noteOwnDeath(db, who, { patientId, diedOn }))
    await expect(note('2026-11-20', await person('Eve'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await note('2026-11-20')
    await note('2026-11-20')
    await note('2026-11-21')
    await died(vet, one, null)
    expect(await events(one)).toEqual(['patient.died', 'patient.died', 'patient.diedTakenBack'])
    expect((await frame(owner, one)).farewell).toBeNull()
  })

  it('leaves it to the owner whether the answer is still wanted', async () => {
    const one = await fresh()
    await died(vet, one)
    await expect(on(vet, one, (db, access) => stillWanted(db, access))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await on(owner, one, (db, access) => stillWanted(db, access))
    expect((await frame(specialist, one)).farewell).toMatchObject({ wanted: true })
  })

  it('gives the whole fee back when the owner takes the request back, also within the promised time', async () => {
    const pay = async (one: TestCase) => {
      const id = randomUUID()
      await useDatabase().owner.query(
        `insert into "Payment" ("caseId", id, "estimateId", "amountMinor", "applicationFeeMinor", currency, status, "createdById", "paidAt") values ($1, $2, $3, 32000, 0, 'EUR', 'PAID', $4, now())`,
        [one.id, id, one.estimateId, owner.personId],
      )
      await useDatabase().owner.query(`update "Case" set "dueAt" = now() + interval '1 day' where id = $1`, [one.id])
      return id
    }
    const end = (one: TestCase) => on(owner, one, (db, access) => withdraw(db, owner, access))
    const status = async (id: string) =>
      (await useDatabase().owner.query('select status, "refundReason" as why from "Payment" where id = $1', [id]))
        .rows[0]
    const [living, gone] = [await fresh(), await fresh()]
    const [kept, back] = [await pay(living), await pay(gone)]
    expect(await end(living)).toBe('NO_REFUND')
    await died(owner, gone)
    expect(await end(gone)).toBe('REFUND_DIED')
    expect(await status(kept)).toMatchObject({ status: 'PAID' })
    expect(await status(back)).toEqual({ status: 'REFUND_DUE', why: 'Withdrawn after the animal had died' })
  })

  it('stops the reminders', async () => {
    const [living, gone] = [await fresh('AWAITING_CONSENT'), await fresh('AWAITING_CONSENT')]
    await died(owner, gone)
    for (const one of [living, gone]) await remindPractice({ caseId: one.id, linkId: one.link.linkId, sent: 0 })
    expect(await told(living, 'consent.reminded')).toBe(1)
    expect(await told(gone, 'consent.reminded')).toBe(0)
  })
})
