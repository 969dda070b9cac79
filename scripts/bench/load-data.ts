import { createHash } from 'node:crypto'
import pg from 'pg'

// Many cases at once, in bulk and in SQL: what the commands would have written, events and their chain included.

export type Bench = {
  hospitalId: string
  slug: string
  session: string
  caseId: string
  /** Another case, whose thread grows while messages are posted to it. */
  postTo: string
  cases: number
  messages: number
  events: number
  seconds: number
}

const SESSION = 'bench-session-token'
const HOSPITALS = 5

const STEPS = [
  `insert into "Organization" (id, kind, slug, name, "verifiedAt", "chargesEnabled")
    select gen_random_uuid(), 'HOSPITAL', 'bench-' || n, 'Bench hospital ' || n, now(), true from generate_series(1, ${HOSPITALS}) n`,
  `insert into "Organization" (id, kind, slug, name) select gen_random_uuid(), 'PRACTICE', 'bench-practice-' || n, 'Bench practice ' || n from generate_series(1, 50) n`,
  `insert into "Service" ("organizationId", id, specialty, name, "feeMinor", currency, "turnaroundHours")
    select id, gen_random_uuid(), 'CARDIOLOGY', 'Cardiology opinion', 32000, 'EUR', 48 from "Organization" where slug like 'bench-_'`,
  `insert into "Person" (id, email, name) select gen_random_uuid(), 'bench-' || n || '@example.test', 'Owner ' || n from generate_series(1, $1::int / 5) n`,
  `insert into "Patient" ("ownerId", id, name, species, breed, "bornOn", "weightGrams")
    select id, gen_random_uuid(), (array['Miso','Bruno','Stella','Kiwi','Lola','Onyx','Nala','Balu'])[1 + abs(hashtext(email)) % 8],
      (enum_range(null::"Species"))[1 + abs(hashtext(email)) % 8], 'Mixed', date '2018-03-01', 4100 from "Person" where email like 'bench-%'`,
  `create temporary table shape as
    select gen_random_uuid() as id, n, p."ownerId", p.id as "patientId", p.name as title, h.id as "hospitalId", s.id as "serviceId", pr.id as "practiceId", pr.name as practice,
      (array['IN_TRIAGE','IN_TRIAGE','IN_REVIEW','IN_REVIEW','AWAITING_CONSENT','NEEDS_INFORMATION','AWAITING_PAYMENT','ANSWERED','CLOSED','CLOSED'])[1 + n / ${HOSPITALS} % 10]::"CaseStatus" as status,
      now() - n * interval '4 minutes' as at
    from generate_series(1, $1::int) n
    join (select *, row_number() over () as r from "Patient" where breed = 'Mixed') p on p.r = 1 + n % ($1::int / 5)
    join (select id, row_number() over (order by slug) as r from "Organization" where slug like 'bench-_') h on h.r = 1 + n % ${HOSPITALS}
    join "Service" s on s."organizationId" = h.id
    join (select id, name, row_number() over () as r from "Organization" where slug like 'bench-practice-%') pr on pr.r = 1 + n % 50`,
  `insert into "Case" (id, number, status, "ownerId", "patientId", "practiceId", "hospitalId", "serviceId", specialty, turn, "turnSince", "dueAt", "attendingVetName", "attendingVetPractice",
      "attendingVetEmail", title, headline, "submittedAt", "paidAt", "answeredAt", "createdAt", "updatedAt")
    select id, 'CF-B' || n, status, "ownerId", "patientId", "practiceId", "hospitalId", "serviceId", 'CARDIOLOGY',
      (case when status in ('IN_TRIAGE','IN_REVIEW') then 'HOSPITAL' when status = 'AWAITING_CONSENT' then 'PRACTICE' when status in ('ANSWERED') then 'EVERYONE' when status = 'CLOSED' then 'NOBODY' else 'OWNER' end)::"Turn",
      at, case when status in ('IN_TRIAGE','IN_REVIEW') then now() + (n % 96) * interval '1 hour' end, 'Dr Vet ' || n % 50, practice, 'vet' || n % 50 || '@example.test', title,
      'Breathes fast asleep, hides, question ' || n, at, case when status in ('IN_REVIEW','ANSWERED','CLOSED') then at end, case when status in ('ANSWERED','CLOSED') then at end, at, at
    from shape`,
  `insert into "CaseRequest" ("caseId", "redFlagAnswer", "presentingComplaint", history, "workingDiagnosis", "proposedPlan", medications, questions)
    select id, 'NONE', 'Breathes fast when asleep and hides since three weeks', 'Seen twice', 'Suspected HCM ' || n, 'Dental operation', 'Furosemide', array['Is it heart disease?','Is anaesthesia safe?','What if we wait?'] from shape`,
  `insert into "CaseSearch" ("caseId", "ownerId", "practiceId", "hospitalId", document)
    select s.id, "ownerId", "practiceId", "hospitalId", app.search_scope("ownerId", "practiceId", "hospitalId", at) || setweight(to_tsvector('simple', 'CF-B' || n || ' ' || title || ' Owner'), 'A') || setweight(to_tsvector('simple', 'Breathes fast asleep hides question ' || n || ' Suspected HCM'), 'B') from shape s`,
  `insert into "ConsentText" (id, key, version, body) select gen_random_uuid(), k.key::"ConsentTextKey", 900, 'Bench' from (values ('RELEASE'), ('AGREEMENT')) k(key)`,
  `insert into "Release" ("caseId", id, "hospitalId", kinds, "textId", "grantedById", "signedName", "expiresAt")
    select id, gen_random_uuid(), "hospitalId", enum_range(null::"RecordKind"), (select t.id from "ConsentText" t where t.version = 900 and t.key = 'RELEASE'), "ownerId", 'Owner', now() + interval '90 days' from shape`,
  `insert into "Agreement" ("caseId", id, "hospitalId", decision, kinds, "textId", "actorKind", "actorId", "signedName", "expiresAt")
    select id, gen_random_uuid(), "hospitalId", 'AGREED', enum_range(null::"RecordKind"), (select t.id from "ConsentText" t where t.version = 900 and t.key = 'AGREEMENT'), 'PERSON', "ownerId", 'Vet', now() + interval '90 days'
    from shape where status <> 'AWAITING_CONSENT'`,
  `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey", "createdAt")
    select id, gen_random_uuid(), (array['EVERYONE','EVERYONE','VETS','HOSPITAL'])[m]::"Audience", (array['OWNER','HOSPITAL','HOSPITAL','HOSPITAL'])[m]::"Side", 'PERSON', "ownerId", 'Somebody',
      'She still hides after the tablets and breathes faster when she sleeps: message ' || m, gen_random_uuid(), at + m * interval '1 minute' from shape, generate_series(1, 4) m`,
] as const

/** Events one to four of every case, each hashed onto the one before, as app.append_event does it. */
const EVENT = (seq: number, type: string) => `
  insert into "CaseEvent" ("caseId", seq, type, "actorKind", "actorId", side, audience, at, data, "prevHash", hash)
  select s.id, ${seq}, '${type}', 'PERSON', s."ownerId", 'OWNER', 'EVERYONE', date_trunc('milliseconds', s.at), '{}', coalesce(e.hash, ''),
    app.event_hash(coalesce(e.hash, ''), s.id, ${seq}, '${type}', 'PERSON', s."ownerId", 'OWNER', 'EVERYONE', date_trunc('milliseconds', s.at), '{}')
  from shape s left join "CaseEvent" e on e."caseId" = s.id and e.seq = ${seq - 1}`

/** Fills a migrated database. @param cases how many */
export async function loadData(ownerUrl: string, cases: number): Promise<Bench> {
  const from = Date.now()
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const owned = ['"Case" disable trigger search_case', '"CaseRequest" disable trigger search_request']
    for (const table of owned) await client.query(`alter table ${table}`)
    for (const step of STEPS) await client.query(step.includes('$1') ? { text: step, values: [cases] } : step)
    for (const [at, type] of ['case.submitted', 'consent.released', 'consent.agreed', 'consent.completed'].entries())
      await client.query(EVENT(at + 1, type))
    await client.query(
      `insert into "CaseChain" ("caseId", seq, hash) select "caseId", seq, hash from "CaseEvent" e where seq = 4 and exists (select from shape s where s.id = e."caseId")`,
    )
    for (const table of owned) await client.query(`alter table ${table.replace('disable', 'enable')}`)
    await client.query('vacuum analyze')
    const { hospitalId, slug, caseId, postTo } = await specialist(client)
    return {
      hospitalId,
      slug,
      caseId,
      postTo,
      session: SESSION,
      cases,
      messages: cases * 4,
      events: cases * 4,
      seconds: (Date.now() - from) / 1000,
    }
  } finally {
    await client.end()
  }
}

async function specialist(client: pg.Client): Promise<Pick<Bench, 'hospitalId' | 'slug' | 'caseId' | 'postTo'>> {
  const hospital = await client.query<{ id: string; slug: string }>(
    `select id, slug from "Organization" where slug = 'bench-1'`,
  )
  const { id, slug } = hospital.rows[0]!
  const person = await client.query<{ id: string }>(
    `insert into "Person" (id, email, name) values (gen_random_uuid(), 'bench-specialist@example.test', 'Bench Specialist') returning id`,
  )
  await client.query(`insert into "Membership" ("organizationId", "personId", role) values ($1, $2, 'SPECIALIST')`, [
    id,
    person.rows[0]!.id,
  ])
  const hash = createHash('sha256').update(SESSION).digest('hex')
  await client.query(
    `insert into "Session" (id, "tokenHash", "personId", "actingOrgId", "expiresAt") values (gen_random_uuid(), $1, $2, $3, now() + interval '1 day')`,
    [hash, person.rows[0]!.id, id],
  )
  const found = await client.query<{ id: string }>(
    `select id from "Case" where "hospitalId" = $1 and status = 'IN_REVIEW' order by id limit 2`,
    [id],
  )
  return { hospitalId: id, slug, caseId: found.rows[0]!.id, postTo: found.rows[1]!.id }
}
