import { describe, expect, it } from 'vitest'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { sent, tokenTo } from '#lib/testing/begun.ts'
import { person } from '#lib/testing/world.ts'
import { acceptAs, ownerInvitation } from './accepting.ts'
import { invitedOwner, inviteAgain } from './inviting.ts'
import { remindOwner } from './reminding.ts'

const query = async <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows

type Job = { sent: number; days: number; invitationId: string }
/** Reminders that wait, in order; `days` from now until they run. */
const waiting = (caseId: string) =>
  query<Job>(
    `select (j.payload->>'sent')::int as sent, j.payload->>'invitationId' as "invitationId",
       round(extract(epoch from j.run_at - now()) / 86400)::int as days
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload->>'caseId' = $1 and t.identifier = 'remindOwner' order by j.id`,
    [caseId],
  )
const mails = (email: string) =>
  query<{ reminder: boolean | null }>(
    `select (payload->'props'->>'reminder')::boolean as reminder from graphile_worker._private_jobs
     where payload->>'to' = $1 and payload->>'template' = 'ownerInvitation' order by id`,
    [email],
  )
const reminded = (caseId: string) =>
  query(`select 1 from "CaseEvent" where "caseId" = $1 and type = 'owner.reminded'`, [caseId])

async function invited(kind: 'REFERRAL' | 'CONSULTATION' = 'REFERRAL') {
  const at = await sent(kind, kind === 'CONSULTATION' ? 'OWNER' : undefined)
  const [first] = await waiting(at.caseId)
  return {
    ...at,
    first,
    remind: (n: number) => remindOwner({ caseId: at.caseId, invitationId: first?.invitationId ?? '', sent: n }),
  }
}

describe('an invited owner', () => {
  it('is reminded after one, three and five days by a mail whose link is the first one', async () => {
    const at = await invited()
    expect(at.first).toMatchObject({ sent: 0, days: 1 })
    const token = await tokenTo(at.email)
    for (const n of [0, 1, 2]) await at.remind(n)
    expect((await waiting(at.caseId)).map(({ sent: n, days }) => [n, days])).toEqual([
      [0, 1],
      [1, 3],
      [2, 5],
    ])
    expect((await mails(at.email)).map(({ reminder }) => reminder)).toEqual([null, true, true, true])
    expect(await tokenTo(at.email)).toBe(token)
    expect(await asActor({ kind: 'VISITOR' }, (db) => ownerInvitation(db, token))).toMatchObject({ state: 'OPEN' })
  })

  it('is seen by the practice as reminded, with words for a call', async () => {
    const at = await invited()
    await at.remind(0)
    const seen = await asActor(at.vet, async (db) => invitedOwner(db, await loadCase(db, at.vet, at.caseId)))
    expect(seen).toMatchObject({ name: 'Ana Ruiz', email: at.email, remindedAt: [expect.any(Date)] })
    expect(seen?.remindsAt?.getTime()).toBe((seen?.sentAt?.getTime() ?? 0) + 3 * 86_400_000)
    expect(seen?.script).toContain(at.email)
    const { rows } = await useDatabase().owner.query('select * from app.verify_chain()')
    expect(rows.filter((row: { caseId: string }) => row.caseId === at.caseId)).toEqual([])
  })

  it('is reminded in a consultation that they pay for', async () => {
    const at = await invited('CONSULTATION')
    await at.remind(0)
    expect(await reminded(at.caseId)).toHaveLength(1)
  })

  it.each([
    ['the referral was taken back', `update "Case" set status = 'WITHDRAWN', turn = 'NOBODY' where id = $1`],
    ['its time ran out', `update "Case" set status = 'EXPIRED', turn = 'NOBODY' where id = $1`],
    ['the hospital declined', `update "Case" set status = 'DECLINED', turn = 'NOBODY' where id = $1`],
    ['the invitation has run out', `update "OwnerInvitation" set "expiresAt" = now() where "caseId" = $1`],
    [
      'the animal has died',
      `update "Patient" set "diedOn" = current_date, "diedNotedAt" = now() where id = (select "patientId" from "Case" where id = $1)`,
    ],
  ])('is left alone once %s', async (_, sql) => {
    const at = await invited()
    await query(sql, [at.caseId])
    await at.remind(0)
    expect([await reminded(at.caseId), (await waiting(at.caseId)).length]).toEqual([[], 1])
  })

  it('is left alone once they are there, and about an invitation that a newer one replaced', async () => {
    const at = await invited()
    const ana = await person()
    await asActor(at.vet, async (db) =>
      inviteAgain(db, at.vet, await loadCase(db, at.vet, at.caseId), { email: ana.email, name: 'Ana Ruiz' }),
    )
    await at.remind(0)
    expect(await reminded(at.caseId)).toEqual([])
    const newest = (await waiting(at.caseId)).at(-1)
    expect(newest).toMatchObject({ sent: 0, days: 1 })
    const token = await tokenTo(ana.email)
    await asActor(ana, (db) => acceptAs(db, ana, token))
    await remindOwner({ caseId: at.caseId, invitationId: newest?.invitationId ?? '', sent: 0 })
    expect(await reminded(at.caseId)).toEqual([])
  })
})
