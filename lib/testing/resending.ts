import type { LinkActor, Participant, PersonActor } from '#lib/access/actor.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { saveDraft, submit } from '#lib/case/request/commands.ts'
import { resend } from '#lib/case/request/resend.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from './database.ts'
import { type Parties as UploadParties, type TestFile, uploadRecord } from './records.ts'
import { caseIn, type TestCase, type TestOrg } from './world.ts'

// Requests that ended and are sent again, for tests.

export const on = <T>(who: Participant, caseId: string, work: (db: Db, access: CaseAccess) => Promise<T>): Promise<T> =>
  asActor(who, async (db) => work(db, await loadCase(db, who, caseId)))

export async function rows<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
  return (await useDatabase().owner.query<T>(sql, values)).rows
}

type Parties = { owner: PersonActor; hospital: TestOrg; practice?: TestOrg | undefined; vetEmail: string }

/** A request in triage, with the attending vet at this address. */
export async function asked({ owner, hospital, practice, vetEmail }: Parties): Promise<TestCase> {
  const made = await caseIn({ owner, hospital, ...(practice && { practice }), status: 'IN_TRIAGE' })
  await rows('update "Case" set "attendingVetEmail" = $2 where id = $1', made.id, vetEmail)
  return made
}

export const ended = (caseId: string): Promise<object[]> =>
  rows(`update "Case" set status = 'DECLINED', turn = 'NOBODY' where id = $1`, caseId)

export const resent = async (owner: PersonActor, caseId: string): Promise<string> =>
  (await on(owner, caseId, (db, access) => resend(db, owner, access))).caseId

/** Sends the new draft to this service, with this vet. */
export async function sent(owner: PersonActor, caseId: string, serviceId: string, vetEmail: string): Promise<void> {
  const said = { redFlags: [], redFlagAnswer: 'NONE' as const, history: 'First seen in March' }
  await on(owner, caseId, (db, access) =>
    saveDraft(db, access, { ...said, serviceId, attendingVetEmail: vetEmail }, null),
  )
  await on(owner, caseId, (db, access) => submit(db, owner, access))
}

/** The vet behind the link that this case mailed last. */
export async function linkOf(caseId: string): Promise<LinkActor> {
  const [link] = await rows<{ linkId: string; name: string; email: string }>(
    `select id as "linkId", name, email from "CaseLink" where "caseId" = $1 and "revokedAt" is null order by "createdAt" desc limit 1`,
    caseId,
  )
  if (!link) throw new Error('this case has mailed no link')
  return { kind: 'LINK', caseId, ...link }
}

/** What everybody signs who may: all kinds of records, for the hospital that the case is for. */
export async function signs(caseId: string, what: 'Release' | 'Agreement', by: string): Promise<void> {
  const [who, key] =
    what === 'Release' ? [`"grantedById"`, 'RELEASE'] : [`decision, "actorKind", "actorId"`, 'AGREEMENT']
  await rows(
    `insert into "${what}" ("caseId", id, "hospitalId", kinds, "textId", "signedName", "expiresAt", ${who})
     select c.id, uuidv7(), c."hospitalId", enum_range(null::"RecordKind"), t.id, 'Signed', now() + interval '90 days',
       ${what === 'Release' ? '' : `'AGREED', 'PERSON', `} $2
     from "Case" c join "ConsentText" t on t.key = '${key}' where c.id = $1 order by t.version desc limit 1`,
    caseId,
    by,
  )
}

const uuid = (id: string | null) => (id === null ? 'null' : `'${id}'`)

/** The statement that names who acts, for what is asked of PostgreSQL without any of our code between. */
export function namedAs(who: Participant): string {
  if (who.kind === 'LINK') return `select app.set_actor('LINK', null, null, null, '${who.caseId}', '${who.linkId}')`
  const [org, role] = who.hat.kind === 'OWNER' ? [null, null] : [who.hat.orgId, who.hat.role]
  return `select app.set_actor('PERSON', '${who.personId}', ${uuid(org)}, ${role ? `'${role}'` : 'null'}, null, null)`
}

/** Names of the records that PostgreSQL itself shows the actor in this case. */
export async function seenBy(who: Participant, caseId: string): Promise<string[]> {
  const sql = `begin; ${namedAs(who)}; select name from "Record" where "caseId" = '${caseId}' order by name; commit`
  const results = (await useDatabase().app.query(sql)) as unknown as { rows: { name: string }[] }[]
  return results.at(-2)!.rows.map(({ name }) => name)
}

export type RecordRow = Record<string, unknown> & { id: string; objectKey: string; fromId: string | null }

export const recordsOf = (caseId: string): Promise<RecordRow[]> =>
  rows<RecordRow>('select * from "Record" where "caseId" = $1 order by "createdAt", id', caseId)

/** An ended request with one record of the owner's, and its object's key. */
export async function endedWithOne(
  { owner, hospital, practice, vet }: UploadParties,
  file: TestFile,
): Promise<{ old: string; recordId: string; key: string }> {
  const { id: old } = await asked({ owner, hospital, practice, vetEmail: vet.email })
  const recordId = await uploadRecord(owner, old, file)
  await ended(old)
  const [row] = await recordsOf(old)
  if (!row) throw new Error('nothing was uploaded')
  return { old, recordId, key: row.objectKey }
}
