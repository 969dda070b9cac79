import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { loadCase } from '#lib/case/load.ts'
import { createDraft, submit } from '#lib/case/request/commands.ts'
import { resend } from '#lib/case/request/resend.ts'
import { acceptSupport } from '#lib/case/support/commands.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { lifeOf } from '../life.ts'
import { keyOf } from '../owners/queries.ts'
import { listPatients, readPatient } from '../queries.ts'
import { acceptHome, endOffer, offerHome, shareWithNewHome } from './commands.ts'
import { homeByToken, homeOf } from './queries.ts'

let owner: PersonActor, specialist: PersonActor, hospital: TestOrg
beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
})

async function animal(status: CaseStatus = 'ANSWERED'): Promise<{ one: TestCase; patientId: string }> {
  const one = await caseIn({ owner, hospital, status })
  const { rows } = await useDatabase().owner.query('select "patientId" as id from "Case" where id = $1', [one.id])
  return { one, patientId: rows[0].id as string }
}
const offer = (patientId: string, email: string, who = owner) =>
  asActor(who, (db) => offerHome(db, who, { patientId, email, name: 'Bea' }))
const accept = (who: PersonActor, token: string) => asActor(who, (db) => acceptHome(db, who, token))

describe('an animal that gets a new home', () => {
  it('is the new owner’s from then on, without its past, which stays with the earlier owner', async () => {
    const [{ one, patientId }, bea, eve] = [await animal(), await person('Bea Lind'), await person('Eve')]
    const { token } = await offer(patientId, bea.email)
    expect(await asActor({ kind: 'VISITOR' }, (db) => homeByToken(db, token))).toMatchObject({
      ...{ owner: 'Ana Ruiz', patient: 'Miso', species: 'CAT', state: 'OPEN' },
    })
    await expect(accept(eve, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(accept(owner, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    const path = await accept(bea, token)
    await expect(accept(bea, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    const mine = await asActor(bea, async (db) => {
      const { patients } = await listPatients(db, bea)
      return { patients, life: await lifeOf(db, await keyOf(db, patients[0]!.id)), cases: await db.case.count() }
    })
    expect(mine.patients).toMatchObject([
      { name: 'Miso', species: 'CAT', breed: 'Domestic shorthair', rehomedAt: null },
    ])
    expect(path).toBe(`/home/animals/${mine.patients[0]!.id}`)
    expect(mine).toMatchObject({ life: { cases: [], weights: [], labs: [] }, cases: 0 })
    await expect(asActor(bea, (db) => readPatient(db, patientId))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await asActor(bea, (db) => db.newHome.count())).toBe(0)
    const theirs = await asActor(owner, async (db) => lifeOf(db, await keyOf(db, patientId)))
    expect(theirs.cases.map(({ id }) => id)).toEqual([one.id])
    expect(await asActor(owner, (db) => homeOf(db, owner, patientId))).toMatchObject({ name: 'Bea Lind' })
    for (const who of [owner, specialist]) {
      const { rehomedAt } = await asActor(who, async (db) => loadFrame(db, await loadCase(db, who, one.id)))
      expect(rehomedAt).toBeInstanceOf(Date)
    }
    await expect(asActor(owner, (db) => createDraft(db, owner, { patientId }))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('is not asked about any more by the earlier owner: no draft is sent, no ended request sent again', async () => {
    const bea = await person('Bea Lind')
    const [begun, ended] = [await animal('DRAFT'), await animal('WITHDRAWN')]
    const send = () => asActor(owner, async (db) => submit(db, owner, await loadCase(db, owner, begun.one.id)))
    const again = () => asActor(owner, async (db) => resend(db, owner, await loadCase(db, owner, ended.one.id)))
    for (const { patientId } of [begun, ended]) await accept(bea, (await offer(patientId, bea.email)).token)
    for (const ask of [send, again])
      await expect(ask()).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('has a new home'),
      })
  })

  it('is offered once at a time, may be taken back, and not be given away twice or after its death', async () => {
    const [{ patientId }, bea] = [await animal(), await person('Bea Lind')]
    const first = await offer(patientId, bea.email)
    const second = await offer(patientId, bea.email)
    await expect(accept(bea, first.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    const standing = await asActor(owner, (db) => homeOf(db, owner, patientId))
    await expect(asActor(bea, (db) => endOffer(db, bea, standing!.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await asActor(owner, (db) => endOffer(db, owner, standing!.id))
    await expect(accept(bea, second.token)).rejects.toMatchObject({ code: 'CONFLICT' })
    await accept(bea, (await offer(patientId, bea.email)).token)
    await expect(offer(patientId, bea.email)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(offer((await animal()).patientId, 'x@example.test', bea)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const gone = await animal()
    const late = await offer(gone.patientId, bea.email)
    await useDatabase().owner.query(
      `update "Patient" set "diedOn" = '2026-11-20', "diedNotedAt" = now() where id = $1`,
      [gone.patientId],
    )
    await expect(accept(bea, late.token)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('takes a single case along only where the earlier owner lets the new one read it', async () => {
    const [{ one, patientId }, bea] = [await animal(), await person('Bea Lind')]
    const share = () => asActor(owner, async (db) => shareWithNewHome(db, owner, await loadCase(db, owner, one.id)))
    await expect(share()).rejects.toMatchObject({ code: 'CONFLICT' })
    await accept(bea, (await offer(patientId, bea.email)).token)
    const role = () => asActor(bea, async (db) => (await loadCase(db, bea, one.id)).role)
    await expect(role()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await share()).toBe('Bea Lind')
    await expect(role()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows } = await useDatabase().owner.query<{ url: string }>(
      `select payload->'props'->>'url' as url from graphile_worker._private_jobs where payload->>'template' = 'supportInvitation'
         and payload->>'to' = $1`,
      [bea.email],
    )
    await asActor(bea, (db) => acceptSupport(db, bea, rows[0]!.url.split('/').at(-1)!))
    expect(await role()).toBe('SUPPORT')
  })

  it('is never said by the owner’s own hand in PostgreSQL', async () => {
    const { patientId } = await animal()
    await expect(
      asActor(owner, (db) => db.$executeRaw`update "Patient" set "rehomedAt" = now() where id = ${patientId}::uuid`),
    ).rejects.toThrow()
    await expect(
      asActor(
        owner,
        (db) => db.$executeRaw`update "NewHome" set "acceptedAt" = now() where "patientId" = ${patientId}::uuid`,
      ),
    ).rejects.toThrow()
  })
})
