import { randomUUID } from 'node:crypto'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { takeClaimed } from '#lib/organization/claim-job.ts'
import { claimByMail, proveClaim, type Shown } from '#lib/organization/claims.ts'
import { useDatabase } from './database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from './world.ts'

// Practices that show what is theirs, and cases whose vets were asked by mailed link.

export const sql = (text: string, values: unknown[] = []) => useDatabase().owner.query(text, values)
export const hatOf = (who: PersonActor) => who.hat as OrgHat
/** A mail domain that nobody has yet. */
export const fresh = () => `vets-${randomUUID().slice(0, 8)}.test`

export type Town = { owner: PersonActor; hospital: TestOrg }
export const town = async (): Promise<Town> => ({
  owner: await person('Ana Ruiz'),
  hospital: await organization('HOSPITAL', 'Northgate'),
})

/** A case whose vet, who had no account, was asked at this address. */
export async function askedAt({ owner, hospital }: Town, address: string, practice?: TestOrg): Promise<TestCase> {
  const one = await caseIn({ owner, hospital, status: 'AWAITING_CONSENT', ...(practice ? { practice } : {}) })
  await sql(`update "Case" set "attendingVetEmail" = $2 where id = $1`, [one.id, address])
  await sql(`update "CaseLink" set email = $2 where "caseId" = $1`, [one.id, address])
  return one
}

export const practiceOf = async (one: TestCase): Promise<string | null> =>
  (await sql('select "practiceId" from "Case" where id = $1', [one.id])).rows[0].practiceId

/** What the worker does with every claim that was shown. */
export async function work(): Promise<void> {
  const { rows } = await sql(`select payload from graphile_worker._private_jobs where payload->>'claimId' is not null`)
  for (const { payload } of rows) await takeClaimed(payload)
}

export const ask = (who: PersonActor, address: string, scope: 'DOMAIN' | 'ADDRESS' = 'DOMAIN'): Promise<Shown> =>
  asActor(who, (db) => claimByMail(db, who, hatOf(who), { address, scope }))

/** The token of the mail that went there last: whoever reads the mail has it. */
export async function mailedTo(address: string): Promise<string> {
  const { rows } = await sql(
    `select payload->'props'->>'url' as url from graphile_worker._private_jobs
     where payload->>'to' = $1 and payload->>'template' = 'claimPractice' order by id desc limit 1`,
    [address],
  )
  return rows[0].url.split('/').at(-1)
}

export const prove = (who: PersonActor, token: string): Promise<Shown> =>
  asActor(who, (db) => proveClaim(db, who, hatOf(who), token))

export const newPractice = async (name = 'Riverside') => {
  const practice = await organization('PRACTICE', name)
  return { practice, admin: await member(practice, 'ADMIN') }
}

export async function newOperator(): Promise<PersonActor> {
  const operator = { ...(await person('Robin Hale')), operator: true }
  await sql('update "Person" set "isOperator" = true where id = $1', [operator.personId])
  return operator
}
