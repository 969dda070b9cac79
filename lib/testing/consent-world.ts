import { randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import { sha256 } from '#lib/hash.ts'
import { FIRST, type Thing } from './consent-model.ts'
import { ownerPool } from './owner-pool.ts'
import { caseIn, type TestCase, type TestOrg } from './world.ts'

// Cases for the walks of the consent model, made many at a time: a walk takes a few steps, and laying out its case alone would
// take as long as walking it.

/** A case with its things; `ids` is what each is opened by, `items` what a signature names it by, `word` stands in every file. */
export type ConsentWorld = {
  id: string
  word: string
  /** The link of the vet who was asked first, and the one by which the practice answers now. */
  links: { vet: string; now: string }
  ids: Map<string, string>
  items: Map<string, string>
}

const MADE_AT_ONCE = 50
let serial = 0

/** Hands out new cases, all of them like one that awaits consent and was sent nine days ago. */
export function consentWorlds(of: { owner: PersonActor; hospital: TestOrg }): () => Promise<ConsentWorld> {
  const ready: ConsentWorld[] = []
  let first: Promise<TestCase> | undefined
  let making: Promise<void> | undefined
  const make = async () => {
    first ??= caseIn({ ...of, status: 'AWAITING_CONSENT' })
    ready.push(...(await copies((await first).id)))
    making = undefined
  }
  return async () => {
    for (;;) {
      const world = ready.pop()
      if (world) return world
      await (making ??= make())
    }
  }
}

const query = (text: string, values: unknown[]) => ownerPool().query(text, values)

/** What differs from the first in each table's row; everything else is as it is there. */
const COPIED: [table: string, row: string, changes: string][] = [
  ['Patient', `t.id = (select "patientId" from "Case" where id = $1)`, `'id', n.patient`],
  [
    'Case',
    't.id = $1',
    `'id', n.id, 'number', n.number, 'patientId', n.patient, 'submittedAt', now() - interval '9 days'`,
  ],
  ['CaseRequest', `t."caseId" = $1`, `'caseId', n.id`],
  ['CaseLink', `t."caseId" = $1`, `'caseId', n.id, 'id', n.link, 'tokenHash', n.hash`],
]

async function copies(of: string): Promise<ConsentWorld[]> {
  const made = Array.from({ length: MADE_AT_ONCE }, () => {
    const [id, token] = [randomUUID(), randomUUID()]
    const row = { id, number: `CF-M${++serial}`, patient: randomUUID(), link: randomUUID(), hash: sha256(token) }
    return { row, token }
  })
  const rows = JSON.stringify(made.map(({ row }) => row))
  for (const [table, where, changes] of COPIED)
    await query(
      `insert into "${table}" select (jsonb_populate_record(null::"${table}", to_jsonb(t) || jsonb_build_object(${changes}))).*
       from "${table}" t, jsonb_to_recordset($2) as n (id uuid, number text, patient uuid, link uuid, hash text) where ${where}`,
      [of, rows],
    )
  const worlds = made.map(({ row: { id }, token }) => ({
    ...{ id, word: `q${id.replaceAll('-', '')}`, links: { vet: token, now: token } },
    ...{ ids: new Map<string, string>(), items: new Map<string, string>() },
  }))
  await put(worlds, FIRST)
  return worlds
}

const HELD_BY = `case holder when 'PRACTICE' then 'mazur@riverside.test' else '' end`
/** How a thing of each sort is written. */
const WRITTEN: [where: Thing['in'][], sql: string][] = [
  [
    ['IMAGE'],
    `insert into "Study" ("caseId", id, key, holder, "heldBy", kind, date, images)
    select world, study, name, holder, ${HELD_BY}, kind, day, 1 from given`,
  ],
  [
    ['IMAGE'],
    `insert into "Series" ("caseId", id, "studyId", key, images) select world, series, study, name, 1 from given`,
  ],
  [
    ['FILE', 'IMAGE'],
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", day, "seriesId", "readyAt")
    select world, id, holder, kind, name, 1, id::text, 'READY', 'application/pdf', day::date, case "in" when 'IMAGE' then series end,
      clock_timestamp() from given`,
  ],
  [['FILE', 'IMAGE'], `insert into "RecordReading" ("caseId", "recordId", text) select world, id, word from given`],
  [
    ['FILE', 'IMAGE'],
    `insert into "RecordPreview" ("caseId", "recordId", size, "objectKey", width, height) select world, id, 'VIEW', id::text, 1, 1 from given`,
  ],
  [
    ['ENTRY'],
    `insert into "HistoryEntry" ("caseId", id, kind, holder, what, since, "writtenAt")
    select world, id, 'PROBLEM', holder, name, day, clock_timestamp() from given`,
  ],
  [
    ['SHEET'],
    `insert into "LabSheet" ("caseId", id, holder, day, laboratory, "writtenAt")
    select world, id, holder, day::date, name, clock_timestamp() from given`,
  ],
]

/** Adds these things to each of the cases. */
export async function put(worlds: readonly ConsentWorld[], things: readonly Thing[]): Promise<void> {
  const rows = worlds.flatMap((world) =>
    things.map((thing) => {
      const [id, study] = [randomUUID(), randomUUID()]
      world.ids.set(thing.name, id)
      world.items.set(thing.name, thing.in === 'IMAGE' ? study : id)
      return { ...thing, world: world.id, word: world.word, id, study, series: randomUUID() }
    }),
  )
  for (const [where, sql] of WRITTEN) {
    const given = rows.filter((row) => where.includes(row.in))
    if (given.length === 0) continue
    await query(
      `with given as (select * from jsonb_to_recordset($1) as x (world uuid, word text, name text, id uuid, study uuid, series uuid,
        holder "Side", kind "RecordKind", day text, "in" text)) ${sql}`,
      [JSON.stringify(given)],
    )
  }
  // A clock that tells milliseconds must not call what comes next the same moment.
  await query('select pg_sleep(0.002)', [])
}
