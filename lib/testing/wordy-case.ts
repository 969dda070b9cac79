import { randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { storage } from '#lib/gateways/storage.ts'
import { ownerPool } from './owner-pool.ts'
import { caseIn, type TestOrg } from './world.ts'

type Cast = { owner: PersonActor; hospital: TestOrg; practice: TestOrg; specialist: PersonActor }

const query = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await ownerPool().query<T>(sql, values)).rows

/**
 * A closed case with "SECRET" in every place that says anything, and bytes in the object store; the seven years for which it is
 * kept ended so many days ago, as owner and practice were told before.
 */
export async function wordyCase(
  { owner, hospital, practice, specialist }: Cast,
  daysOver: number,
): Promise<{ id: string; number: string; objectKey: string; patientId: string }> {
  const { id, link } = await caseIn({ owner, hospital, practice, status: 'CLOSED' })
  const objectKey = `cases/${id}/${randomUUID()}`
  await storage().put(objectKey, new Uint8Array([1, 2, 3]), 'application/pdf')
  await query(
    `update "Case" c set "closedAt" = k.at, "removalAfter" = case when $2::int > 0 then k.at + interval '7 years' end
     from (select date_trunc('milliseconds', now()) - interval '7 years' - $2::int * interval '1 day' as at) k where c.id = $1`,
    [id, daysOver],
  )
  const [record] = await query<{ id: string }>(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, sha256, "uploaderName")
     values ($1, gen_random_uuid(), 'OWNER', 'LAB', 'SECRET bloods.pdf', 3, $2, 'READY', repeat('a', 64), 'SECRET Ana') returning id`,
    [id, objectKey],
  )
  const previewKey = `${objectKey}/thumb`
  await storage().put(previewKey, new Uint8Array([4]), 'image/webp')
  const said: [string, unknown[]][] = [
    [`update "CaseRequest" set history = 'SECRET history', "whatMatters" = 'SECRET wish' where "caseId" = $1`, []],
    [
      `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey")
       values ($1, gen_random_uuid(), 'EVERYONE', 'OWNER', 'PERSON', $2, 'SECRET Ana', 'SECRET words', gen_random_uuid())`,
      [owner.personId],
    ],
    [
      `insert into "MessageRecord" ("caseId", "messageId", "recordId") select $1, m.id, $2 from "Message" m where m."caseId" = $1`,
      [record?.id],
    ],
    [
      `insert into "RecordPreview" ("caseId", "recordId", size, "objectKey", width, height) values ($1, $2, 'THUMB', $3, 1, 1)`,
      [record?.id, previewKey],
    ],
    [`insert into "RecordReading" ("caseId", "recordId", text) values ($1, $2, 'SECRET text')`, [record?.id]],
    [
      `insert into "RecordView" ("caseId", id, "recordId", action, side, "actorKind", "actorId", "viewerName")
       values ($1, gen_random_uuid(), $2, 'VIEWED', 'HOSPITAL', 'PERSON', $3, 'SECRET viewer')`,
      [record?.id, specialist.personId],
    ],
    [
      `insert into "LabSheet" ("caseId", id, holder, day, laboratory) values ($1, gen_random_uuid(), 'OWNER', '2020-01-01', 'SECRET lab')`,
      [],
    ],
    [
      `insert into "LabValue" ("caseId", "sheetId", place, name, said) select $1, s.id, 1, 'SECRET value', '2' from "LabSheet" s where s."caseId" = $1`,
      [],
    ],
    [
      `insert into "SignatureProof" ("caseId", id, side, "signerId", proof, email) values ($1, gen_random_uuid(), 'OWNER', $2, 'ACCOUNT', 'SECRET@a.test')`,
      [owner.personId],
    ],
    [
      `insert into "Recommendation" ("caseId", id, status, "authorId", "signedName", "signedAt", "contentHash", assessment, "plainLanguage", "reliedOn", agreement, urgency)
       values ($1, gen_random_uuid(), 'SIGNED', $2, 'SECRET Dr', now(), repeat('b', 64), 'SECRET assessment', 'SECRET plain',
         jsonb_build_array(jsonb_build_object('recordId', $3::uuid, 'name', 'SECRET bloods.pdf', 'sha256', repeat('a', 64))), 'AGREE', 'SOON')`,
      [specialist.personId, record?.id],
    ],
    [
      `insert into "VetView" ("caseId", id, number, stance, words, "authorKind", "authorId", "authorName")
       values ($1, gen_random_uuid(), 1, 'DIFFER', 'SECRET view', 'LINK', $2, 'SECRET vet')`,
      [link.linkId],
    ],
    [`update "Case" set headline = 'SECRET headline', "attendingVetName" = 'SECRET Mazur' where id = $1`, []],
  ]
  for (const [sql, values] of said) await query(sql, [id, ...values])
  const [row] = await query<{ number: string; patientId: string }>('select * from "Case" where id = $1', [id])
  return { id, number: row?.number ?? '', patientId: row?.patientId ?? '', objectKey }
}
