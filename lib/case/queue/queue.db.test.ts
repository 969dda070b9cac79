import { beforeAll, describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { exportQueue, loadQueue, type Queue } from './queries.ts'
import { QUEUE_VIEWS, SORTS_OF } from './rules.ts'
import { queueSearch } from './schema.ts'

let hospital: TestOrg
let big: TestOrg
let coordinator: PersonActor
let clerk: PersonActor

const hatOf = (actor: PersonActor): OrgHat => {
  if (actor.hat.kind === 'OWNER') throw new Error('not in an organization')
  return actor.hat
}
const read = (actor: PersonActor, search: Record<string, unknown> = {}): Promise<Queue> =>
  asActor(actor, (db) => loadQueue(db, hatOf(actor), queueSearch.parse(search)))

beforeAll(async () => {
  hospital = await organization('HOSPITAL', 'Northgate')
  coordinator = await member(hospital, 'COORDINATOR', 'Cora Lind')
  big = await organization('HOSPITAL', 'Biggest')
  clerk = await member(big, 'COORDINATOR', 'Carl Much')
  await fill(6000)
})

/** Many cases in every status, with times, owners and animals shared by some: what a planner sees in earnest. */
async function fill(count: number): Promise<void> {
  const { owner: sql } = useDatabase()
  await sql.query(
    `with people as (insert into "Person" (id, email, name) select uuidv7(), 'many.' || n || '@example.test', 'Owner ' || n
        from generate_series(1, 600) n returning id)
      insert into "Patient" ("ownerId", id, name, species)
        select id, uuidv7(), 'Pet ' || row_number() over (), (array['CAT', 'DOG', 'HORSE']::"Species"[])[1 + (row_number() over ())::int % 3] from people`,
  )
  await sql.query(
    `insert into "Case" (id, number, status, turn, "ownerId", "patientId", "hospitalId", title, headline, urgency, specialty, "turnSince", "dueAt",
        "answeredAt", "assigneeId", "submittedAt")
      select uuidv7(), 'CF-B' || n, s.status, 'HOSPITAL', p."ownerId", p.id, $1, p.name, 'Why?',
        (array['ROUTINE', 'SOON', 'URGENT']::"Urgency"[])[1 + n % 3], case when n % 2 = 0 then 'CARDIOLOGY'::"Specialty" else 'SURGERY' end,
        now() - (n / 4) * interval '1 minute',
        case when s.status in ('IN_TRIAGE', 'IN_REVIEW') and n % 5 > 0 then now() + (n % 90 - 10) * interval '1 hour' end,
        case when s.status in ('ANSWERED', 'CLOSED') then now() - (n / 3) * interval '1 hour' end, case when n % 4 = 0 then $2::uuid end, now()
      from generate_series(1, $3::int) n
      cross join lateral (select (enum_range(null::"CaseStatus"))[1 + n % 11] as status) s
      join (select *, row_number() over (order by id) as place from "Patient" where name like 'Pet %') p on p.place = 1 + n % 600`,
    [big.id, clerk.personId, count],
  )
  await sql.query('analyze')
}

describe('one page', () => {
  it('lists a case with everything that its row shows, and the first one beside it', async () => {
    const owner = await person('Ana Ruiz')
    const practice = await organization('PRACTICE', 'Riverside')
    const made = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE', assignee: coordinator })
    await caseIn({ owner, hospital, status: 'DRAFT' })
    const silent = await caseIn({ owner, hospital, status: 'AWAITING_CONSENT' })
    const { rows, counts, next, preview } = await read(coordinator)
    expect(rows).toEqual([
      expect.objectContaining({
        ...{ id: made.id, title: 'Miso', headline: 'HCM or not?', species: 'CAT', ownerName: 'Ana Ruiz' },
        ...{ practiceName: 'Riverside', agreement: 'AGREED', status: 'IN_TRIAGE', specialty: 'CARDIOLOGY' },
      }),
    ])
    expect(rows[0]!.turnSince).toBeInstanceOf(Date)
    expect([counts, next]).toEqual([{ triage: 1, review: 0, due: 0, waiting: 1, answered: 0, mine: 1 }, null])
    expect(preview).toMatchObject({
      ...{ id: made.id, presentingComplaint: 'Breathes fast asleep', workingDiagnosis: 'Suspected HCM' },
      ...{ patient: { name: 'Miso', breed: 'Domestic shorthair' }, responsible: 'Cora Lind' },
    })
    const waiting = await read(coordinator, { view: 'waiting', case: made.id })
    expect(waiting.rows).toMatchObject([{ id: silent.id, agreement: 'SILENT', practiceName: 'Riverside Vets' }])
    expect(waiting.preview?.id).toBe(made.id)
  })

  it('shows how the attending vet answered', async () => {
    const owner = await person('Bo Weber')
    const states = {
      DECLINED: `update "Agreement" set decision = 'DECLINED' where "caseId" = $1`,
      ENDED: `update "Agreement" set "revokedAt" = now() where "caseId" = $1`,
      PARTLY: `update "Agreement" set kinds = '{LAB}' where "caseId" = $1`,
    }
    const own = await organization('HOSPITAL', 'Answers')
    const reader = await member(own, 'SPECIALIST')
    for (const [state, change] of Object.entries(states)) {
      const { id } = await caseIn({ owner, hospital: own, status: 'IN_TRIAGE' })
      await useDatabase().owner.query(change, [id])
      const { rows } = await read(reader)
      expect(rows.find((row) => row.id === id)?.agreement).toBe(state)
    }
  })

  it('is empty for another hospital, and does not exist for a practice', async () => {
    const stranger = await member(await organization('HOSPITAL', 'Elsewhere'), 'ADMIN')
    const [theirs] = (await read(clerk)).rows
    for (const view of QUEUE_VIEWS) {
      const queue = await read(stranger, { view, case: theirs!.id })
      expect([queue.rows, queue.preview, Object.values(queue.counts)]).toEqual([[], null, [0, 0, 0, 0, 0, 0]])
    }
    const vet = await member(await organization('PRACTICE', 'Riverside'), 'ADMIN')
    await expect(read(vet)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const owner = await person()
    for (const view of QUEUE_VIEWS)
      expect(
        await asActor(
          owner,
          (db) =>
            db.$queryRaw`select * from app.queue(${view}, 'newest', null, null, null, null, null, null, null, 51)`,
        ),
      ).toEqual([])
  })
})

it('is narrowed by the owner’s language, which stands in the row', async () => {
  const own = await organization('HOSPITAL', 'Polyglot')
  const reader = await member(own, 'COORDINATOR')
  const owner = await person('Ola Nowak')
  const [pl, en] = [
    await caseIn({ owner, hospital: own, status: 'IN_TRIAGE' }),
    await caseIn({ owner, hospital: own, status: 'IN_TRIAGE' }),
  ]
  await useDatabase().owner.query(`update "CaseRequest" set language = 'pl' where "caseId" = $1`, [pl.id])
  expect((await read(reader, { language: 'pl' })).rows).toMatchObject([{ id: pl.id, language: 'pl' }])
  expect((await read(reader, { language: 'en' })).rows.map(({ id }) => id)).toEqual([en.id])
  expect((await read(reader, { language: 'tlh' })).rows).toHaveLength(2)
})

it('is narrowed by kind, which stands in the row and in the file', async () => {
  const own = await organization('HOSPITAL', 'All kinds')
  const reader = await member(own, 'COORDINATOR')
  const practice = await organization('PRACTICE', 'Senders')
  const owner = await person('Kim Berg')
  const ids: Record<string, string> = {}
  for (const kind of ['SECOND_OPINION', 'REFERRAL', 'CONSULTATION'] as const)
    ids[kind] = (await caseIn({ owner, hospital: own, practice, status: 'IN_TRIAGE', kind })).id
  for (const [kind, id] of Object.entries(ids))
    expect((await read(reader, { kind })).rows).toMatchObject([{ id, kind }])
  expect((await read(reader, { kind: 'BOARDING' })).rows).toHaveLength(3)
  const file = await asActor(reader, (db) => exportQueue(db, hatOf(reader), queueSearch.parse({ kind: 'REFERRAL' })))
  const [head, ...lines] = file.trimEnd().split('\r\n')
  expect(head).toMatch(/,"Kind"$/)
  expect(lines).toEqual([expect.stringMatching(/,"Referral"$/)])
})

describe('many rows', () => {
  const all = QUEUE_VIEWS.flatMap((view) => SORTS_OF[view].map((sort) => [view, sort] as const))

  it.each(all)('%s by %s: every case once, in order, page by page', async (view, sort) => {
    const seen: Queue['rows'] = []
    let cursor: string | null = null
    for (let page = 0; page < 4; page += 1) {
      const queue: Queue = await read(clerk, { view, sort, cursor })
      seen.push(...queue.rows)
      cursor = queue.next
      if (!cursor) break
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(100)
    const rank = { ROUTINE: 0, SOON: 1, URGENT: 2 }
    const since = (row: Queue['rows'][number]) => (view === 'answered' ? row.answeredAt! : row.turnSince).getTime()
    const due = (row: Queue['rows'][number]) => row.dueAt?.getTime() ?? Infinity
    for (const [at, row] of seen.entries()) {
      const before = seen[at - 1]
      if (!before) continue
      if (sort === 'due') expect(due(row)).toBeGreaterThanOrEqual(due(before))
      else if (sort === 'newest' || row.urgency === before.urgency)
        expect(since(row)).toBeLessThanOrEqual(since(before))
      else expect(rank[row.urgency]).toBeLessThan(rank[before.urgency])
    }
  })

  it('comes to its end, cases without a due time last', async () => {
    let [cursor, count, undated] = [null as string | null, 0, 0]
    do {
      const queue: Queue = await read(clerk, { view: 'review', sort: 'due', cursor })
      count += queue.rows.length
      undated += queue.rows.filter(({ dueAt }) => dueAt === null).length
      cursor = queue.next
    } while (cursor)
    const { rows } = await useDatabase().owner.query<{ all: number; undated: number }>(
      `select count(*)::int as all, (count(*) filter (where "dueAt" is null))::int as undated from "Case" where "hospitalId" = $1 and status = 'IN_REVIEW'`,
      [big.id],
    )
    expect({ all: count, undated }).toEqual(rows[0])
  })

  it('is narrowed by specialty and species, and counted no further than 500', async () => {
    const narrowed = await read(clerk, { view: 'answered', specialty: 'SURGERY', species: 'HORSE' })
    expect(narrowed.rows.length).toBeGreaterThan(10)
    for (const row of narrowed.rows) expect(row).toMatchObject({ specialty: 'SURGERY', species: 'HORSE' })
    expect((await read(clerk, { specialty: 'EXOTICS' })).rows).toEqual([])
    expect(narrowed.counts).toMatchObject({ triage: 501, waiting: 501, answered: 501 })
  })

  it.each(all)('%s by %s reads "Case" through an index, never from end to end', async (view, sort) => {
    const scans = (db: Db) =>
      db.$queryRaw<[{ n: number }]>`select sum(seq_scan)::int as n from pg_stat_xact_user_tables where relname = 'Case'`
    await asActor(clerk, async (db) => {
      const [before] = await scans(db)
      const { next } = await loadQueue(db, hatOf(clerk), queueSearch.parse({ view, sort }))
      await loadQueue(db, hatOf(clerk), queueSearch.parse({ view, sort, cursor: next }))
      const [after] = await scans(db)
      expect(after.n - before.n).toBe(0)
      await db.$queryRaw`select count(*) from "Case" where headline like '%nothing%'`
      expect((await scans(db))[0].n, 'a sequential scan is counted').toBeGreaterThan(after.n)
    })
  })

  it('goes into a file, the first 5,000 at most', async () => {
    const file = await asActor(clerk, (db) => exportQueue(db, hatOf(clerk), queueSearch.parse({ view: 'answered' })))
    const lines = file.trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFF"Case","Patient"/)
    expect(lines.length).toBe(1 + 1090)
    expect(lines[1]).toMatch(/^"CF-B\d+","Pet \d+","\w+","Owner \d+","Why\?"/)
  })
})
