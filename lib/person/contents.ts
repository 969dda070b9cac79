import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { Db } from '#lib/db/client.ts'
import { setActor } from '#lib/db/unit.ts'

// Everything that is held of a person, as rows: row-level security decides which of them are theirs to read.

export type Rows = Record<string, unknown>[]

/** Columns that open doors, name objects in the store, or are made for the search alone. */
const NEVER = /hash$|token|objectKey|thumbnailKey|uploadId|checkoutUrl|clientKey|^words$|^scope$|stripe/i
const KEPT = new Set(['sha256', 'arrivedSha256', 'contentHash'])

export const withoutSecrets = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => KEPT.has(name) || !NEVER.test(name)))

/** Tables of a case that hold nothing of a person: heads of chains, what is made from records. */
const NOT_OF_A_PERSON = ['CaseChain', 'RecordReading', 'RecordPreview', 'CaseSearch']

/** The person as themselves, whatever they act as just now. */
export const asThemselves = (actor: PersonActor): PersonActor => ({ ...actor, hat: { kind: 'OWNER' } })

const rowsOf = async (db: Db, sql: Prisma.Sql): Promise<Rows> =>
  (await db.$queryRaw<{ row: Record<string, unknown> }[]>(sql)).map(({ row }) => withoutSecrets(row))

/** Who they are: profile, where they are signed in, where they work, their animals. */
export async function aboutPerson(db: Db, actor: PersonActor): Promise<Record<string, Rows>> {
  const id = actor.personId
  await setActor(db, asThemselves(actor))
  return {
    profile: await rowsOf(db, Prisma.sql`select to_jsonb(t) as row from "Person" t where id = ${id}::uuid`),
    sessions: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(t) as row from "Session" t where "personId" = ${id}::uuid order by id`,
    ),
    memberships: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(t) || jsonb_build_object('organization', o.name) as row from "Membership" t
        left join "Organization" o on o.id = t."organizationId" where t."personId" = ${id}::uuid order by t."createdAt"`,
    ),
    animals: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(t) as row from "Patient" t where "ownerId" = ${id}::uuid order by id`,
    ),
    sharedAnimals: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(t) as row from "CoOwner" t where "personId" = ${id}::uuid order by "createdAt"`,
    ),
    helping: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(t) as row from "CaseSupport" t where "personId" = ${id}::uuid order by "createdAt"`,
    ),
    notes: await rowsOf(db, Prisma.sql`select to_jsonb(t) as row from "SupportNote" t where "personId" = ${id}::uuid`),
    erasureRequests: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(t) as row from "ErasureRequest" t where "personId" = ${id}::uuid order by id`,
    ),
  }
}

export type OwnCase = { id: string; number: string; title: string }

/** The cases that they asked for, oldest first. */
export async function casesOf(db: Db, actor: PersonActor): Promise<OwnCase[]> {
  await setActor(db, asThemselves(actor))
  return db.case.findMany({
    where: { ownerId: actor.personId },
    select: { id: true, number: true, title: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 10_000,
  })
}

/** One case as they may read it: its row, and its rows of every table of a case. */
export async function rowsOfCase(db: Db, actor: PersonActor, caseId: string): Promise<Record<string, Rows>> {
  await setActor(db, asThemselves(actor))
  const found: Record<string, Rows> = {
    Case: await rowsOf(
      db,
      // What a vet wrote to another is none of its owner's, in the one line of it that stands on the case's row as well.
      Prisma.sql`select case when t.kind = 'CONSULTATION' then to_jsonb(t) - 'headline' else to_jsonb(t) end as row
        from "Case" t where id = ${caseId}::uuid`,
    ),
  }
  for (const table of await tablesOfCase(db)) {
    const from = Prisma.raw(`"${table}"`)
    const rows = await rowsOf(
      db,
      Prisma.sql`select to_jsonb(t) as row from ${from} t where t."caseId" = ${caseId}::uuid limit 100000`,
    )
    if (rows.length > 0) found[table] = rows
  }
  return found
}

/** Read from the catalog, so that a table that is new is not forgotten. */
async function tablesOfCase(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select c.relname::text as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'caseId' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege(c.oid, 'select') order by 1`
  return rows.map(({ name }) => name).filter((name) => !NOT_OF_A_PERSON.includes(name))
}

/** What they wrote at a practice or hospital that they belong to, case by number. */
export async function writtenAs(db: Db, actor: PersonActor, hat: PersonActor['hat']): Promise<Record<string, Rows>> {
  await setActor(db, { ...actor, hat })
  const id = actor.personId
  return {
    messages: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(m) || jsonb_build_object('case', c.number) as row from "Message" m join "Case" c on c.id = m."caseId"
        where m."authorId" = ${id}::uuid order by m."createdAt" limit 100000`,
    ),
    agreements: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(a) || jsonb_build_object('case', c.number) as row from "Agreement" a join "Case" c on c.id = a."caseId"
        where a."actorId" = ${id}::uuid order by a."signedAt" limit 100000`,
    ),
    recommendations: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(r) || jsonb_build_object('case', c.number) as row from "Recommendation" r
        join "Case" c on c.id = r."caseId" where r."authorId" = ${id}::uuid order by r."savedAt" limit 100000`,
    ),
    views: await rowsOf(
      db,
      Prisma.sql`select to_jsonb(w) || jsonb_build_object('case', c.number) as row from "VetView" w join "Case" c on c.id = w."caseId"
        where w."authorId" = ${id}::uuid order by w.at limit 100000`,
    ),
  }
}
