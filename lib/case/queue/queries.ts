import 'server-only'
import type { OrgHat } from '#lib/access/actor.ts'
import type { Asked } from '#lib/case/wishes.ts'
import { STATUS_WORDS } from '#lib/case/status.ts'
import type { Db } from '#lib/db/client.ts'
import type {
  CaseKind,
  CaseStatus,
  NeuterStatus,
  Sex,
  Specialty,
  Species,
  Turn,
  Urgency,
} from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { isoDay } from '#lib/patient/rules.ts'
import { languageWords } from '#lib/languages.ts'
import { CASE_KIND_WORDS, SPECIALTY_WORDS, SPECIES_WORDS, URGENCY_WORDS } from '#lib/words.ts'
import { csvFile } from '#lib/csv.ts'
import {
  AGREEMENT_WORDS,
  type AgreementState,
  cursorAfter,
  MOST_COUNTED,
  type QueueView,
  writeCursor,
} from './rules.ts'
import type { QueueSearch } from './schema.ts'

/** A case as the queue lists it. */
export type QueueRow = {
  id: string
  number: string
  /** The animal's name. */
  title: string
  headline: string
  status: CaseStatus
  turn: Turn
  turnSince: Date
  dueAt: Date | null
  clockLeftMs: bigint | null
  urgency: Urgency
  specialty: Specialty | null
  answeredAt: Date | null
  /** Those that the hospital can open now. */
  recordCount: number
  species: Species | null
  bornOn: Date | null
  ownerName: string | null
  practiceName: string
  agreement: AgreementState
  kind: CaseKind
  /** Of the owner, by code. */
  language: string
}

/** The case beside the list. */
export type QueuePreview = {
  id: string
  number: string
  kind: CaseKind
  status: CaseStatus
  specialty: Specialty | null
  urgency: Urgency
  recordCount: number
  patient: PreviewPatient | null
  responsible: string | null
  presentingComplaint: string
  workingDiagnosis: string
  proposedPlan: string
  medications: string
  decisionAhead: string
  questions: string[]
} & Asked

type PreviewPatient = {
  name: string
  species: Species
  breed: string
  sex: Sex
  neuter: NeuterStatus
  bornOn: Date | null
  weightGrams: number | null
}

export type Queue = {
  rows: QueueRow[]
  /** Cursor of the next page. */
  next: string | null
  /** Cases in each view, counted up to 501: "500+". */
  counts: Record<QueueView, number>
  preview: QueuePreview | null
}

const PAGE = 50
/** Rows in one file; more than this is a task for another tool. */
const MOST_EXPORTED = 5000

/** One page of the hospital's cases with the counts of all views, and one case to look at. @throws NOT_FOUND for a practice */
export async function loadQueue(db: Db, org: OrgHat, search: QueueSearch): Promise<Queue> {
  if (org.kind !== 'HOSPITAL') throw notFound()
  const found = await readRows(db, search, PAGE + 1)
  const rows = found.slice(0, PAGE)
  const last = rows.at(-1)
  const [counts] = await db.$queryRaw<[Queue['counts']]>`select * from app.queue_counts(${MOST_COUNTED + 1}::int)`
  return {
    rows,
    next: found.length > PAGE && last ? writeCursor(cursorAfter(search.view, search.sort, last)) : null,
    counts,
    preview: await readPreview(db, org, search.caseId ?? rows[0]?.id ?? null),
  }
}

/** The door filters by the organization that the transaction's actor acts for; nothing of that comes from here. */
function readRows(
  db: Db,
  { view, sort, specialty, species, language, kind, cursor }: QueueSearch,
  most: number,
): Promise<QueueRow[]> {
  return db.$queryRaw<QueueRow[]>`
    select * from app.queue(${view}, ${sort}, ${specialty}::"Specialty", ${species}::"Species", ${language},
      ${kind}::"CaseKind", ${cursor?.at ?? null}::timestamptz, ${cursor?.urgency ?? null}::"Urgency", ${cursor?.id ?? null}::uuid, ${most}::int)`
}

async function readPreview(db: Db, org: OrgHat, caseId: string | null): Promise<QueuePreview | null> {
  if (!caseId) return null
  const [row] = await db.$queryRaw<(Omit<QueuePreview, 'patient' | 'today'> & { patient: RawPatient | null })[]>`
    select c.id, c.number, c.kind, c.status, c.specialty, c.urgency, app.records_open_to_us(c.id) as "recordCount", to_jsonb(pt) as patient,
      (select p.name from "Person" p where p.id = c."assigneeId") as responsible,
      coalesce(q."presentingComplaint", '') as "presentingComplaint", coalesce(q."workingDiagnosis", '') as "workingDiagnosis",
      coalesce(q."proposedPlan", '') as "proposedPlan", coalesce(q.medications, '') as medications,
      coalesce(q."decisionAhead", '') as "decisionAhead", coalesce(q.questions, '{}') as questions,
      coalesce(q."whatMatters", '') as "whatMatters", coalesce(q.situation, '') as situation, q."decisionOn",
      coalesce(q."happenedWhen", '{}') as "happenedWhen", coalesce(q."happenedWhat", '{}') as "happenedWhat",
      coalesce(q.priorities, '{}') as priorities, coalesce(q."reachBy", '{}') as "reachBy",
      coalesce(q."reachPhone", '') as "reachPhone", coalesce(q."reachTimes", '') as "reachTimes",
      coalesce(q.language, 'en') as language
    from "Case" c
    left join "CaseRequest" q on q."caseId" = c.id
    left join "Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
    where c.id = ${caseId}::uuid and c."hospitalId" = ${org.orgId}::uuid`
  if (!row) return null
  const { patient } = row
  return {
    ...row,
    today: isoDay(now()),
    patient: patient && { ...patient, bornOn: patient.bornOn ? new Date(patient.bornOn) : null },
  }
}

type RawPatient = Omit<PreviewPatient, 'bornOn'> & { bornOn: string | null }

const HEAD = [
  ...['Case', 'Patient', 'Species', 'Owner', 'Asks', 'Practice', 'Agreement', 'Specialty', 'Urgency', 'Status'],
  ...['Turn', 'Turn since', 'Due', 'Files', 'Language', 'Kind'],
]

/** A view as a file of comma-separated values: at most 5,000 rows, the first ones of its order. Times in UTC (ISO 8601). */
export async function exportQueue(db: Db, org: OrgHat, search: QueueSearch): Promise<string> {
  if (org.kind !== 'HOSPITAL') throw notFound()
  const rows = await readRows(db, { ...search, cursor: null }, MOST_EXPORTED)
  return csvFile(HEAD, rows.map(cells))
}

const cells = (row: QueueRow): (string | number | null)[] => [
  row.number,
  row.title,
  row.species && SPECIES_WORDS[row.species].label,
  row.ownerName,
  row.headline,
  row.practiceName,
  AGREEMENT_WORDS[row.agreement],
  row.specialty && SPECIALTY_WORDS[row.specialty],
  URGENCY_WORDS[row.urgency],
  STATUS_WORDS[row.status].label,
  row.turn.toLowerCase().replaceAll('_', ' '),
  row.turnSince.toISOString(),
  row.dueAt?.toISOString() ?? null,
  row.recordCount,
  languageWords(row.language),
  CASE_KIND_WORDS[row.kind],
]
