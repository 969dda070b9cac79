import 'server-only'
import { Prisma } from '#lib/db/generated/client.ts'
import type { CaseKind, CaseStatus, Specialty, Species, Turn, Urgency } from '#lib/db/generated/enums.ts'

/** A case as lists show it: whose animal, whose turn, since when. Plain data. */
export type CaseLine = {
  id: string
  number: string
  kind: CaseKind
  title: string
  headline: string
  status: CaseStatus
  turn: Turn
  turnSince: Date
  dueAt: Date | null
  urgency: Urgency
  specialty: Specialty | null
  submittedAt: Date | null
  answeredAt: Date | null
  updatedAt: Date
  patientId: string | null
  species: Species | null
  ownerName: string | null
  practiceName: string
  hospitalName: string | null
  /** On a practice's board: records that were asked of it since it last added one. */
  asked?: number
}

/**
 * Why it is asked, as a list shows it of the row `c`. Of a consultation it is what one vet wrote to another: its owner, who may see a
 * fee and a shared answer and acts for nobody, reads nothing of it.
 */
export const HEADLINE = Prisma.sql`case when c.kind = 'CONSULTATION' and app.org() is null then '' else c.headline end as headline`

/** `select … from "Case" c …` of a CaseLine; the caller adds `where`, `order by` and `limit`. */
export const CASE_LINES = Prisma.sql`
  select c.id, c.number, c.kind, c.title, ${HEADLINE}, c.status, c.turn, c."turnSince", c."dueAt", c.urgency, c.specialty, c."submittedAt",
    c."answeredAt", c."updatedAt", c."patientId", pt.species, o.name as "ownerName",
    coalesce(pr.name, c."attendingVetPractice") as "practiceName", h.name as "hospitalName"
  from "Case" c
  left join "Patient" pt on pt."ownerId" = c."ownerId" and pt.id = c."patientId"
  left join "Person" o on o.id = c."ownerId"
  left join "Organization" pr on pr.id = c."practiceId"
  left join "Organization" h on h.id = c."hospitalId"`

/** Where the next page of a list begins: a moment and the case it belongs to. */
export type Cursor = { at: Date; id: string }

export const writeCursor = ({ at, id }: Cursor): string => `${at.getTime()}.${id}`

const CURSOR = /^(?<at>\d{1,15})\.(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** A cursor from an address, or null: anything that is none begins at the first page. */
export function readCursor(given: unknown): Cursor | null {
  const { at, id } = (typeof given === 'string' && CURSOR.exec(given)?.groups) || {}
  return at && id ? { at: new Date(Number(at)), id } : null
}

/** The rows of one page out of `size + 1`, and the cursor of the next. */
export function pageOf<T extends { id: string }>(rows: T[], size: number, at: (row: T) => Date) {
  const lines = rows.slice(0, size)
  const last = lines.at(-1)
  return { lines, next: rows.length > size && last ? writeCursor({ at: at(last), id: last.id }) : null }
}
