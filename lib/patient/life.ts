import 'server-only'
import { HEADLINE } from '#lib/case/lines.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import { type LabLine, seriesOf } from './laboratory/series.ts'
import type { LabSeries } from './laboratory/view.ts'
import type { PatientKey } from './owners/queries.ts'

// An animal's own page: what its owner may read of all its cases, in one place. Row-level security judges each row.

export type LifeCase = {
  id: string
  number: string
  kind: CaseKind
  /** Empty for a draft without words, and for a consultation, which is between vets. */
  headline: string
  status: CaseStatus
  hospital: string | null
  begunAt: Date
  answeredAt: Date | null
}

export type Life = {
  /** The newest first. */
  cases: LifeCase[]
  /** The newest first; days as exactly as they are known. */
  weights: { day: string; grams: number; by: string }[]
  /** Values that were measured more than once. */
  labs: LabSeries[]
}

const MOST = 200

/** Everything of an animal that the person owns, across its cases. What was taken along into a later case is told once. */
export async function lifeOf(db: Db, key: PatientKey): Promise<Life> {
  const cases = await db.$queryRaw<LifeCase[]>`
    select c.id, c.number, c.kind, ${HEADLINE}, c.status, h.name as hospital, coalesce(c."submittedAt", c."createdAt") as "begunAt", c."answeredAt"
    from "Case" c left join "Organization" h on h.id = c."hospitalId"
    where c."ownerId" = ${key.ownerId}::uuid and c."patientId" = ${key.id}::uuid
      and (c."submittedAt" is not null or c.status = 'DRAFT')
    order by "begunAt" desc, c.id desc limit ${MOST}`
  const caseId = { in: cases.map(({ id }) => id) }
  const weights = await db.historyEntry.findMany({
    where: { caseId, kind: 'WEIGHT', removedAt: null, fromCaseId: null, grams: { not: null } },
    select: { grams: true, since: true, writtenAt: true, writerName: true },
    orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }],
    take: MOST,
  })
  return {
    cases,
    weights: weights
      .map(({ grams, since, writtenAt, writerName }) => ({
        day: since ?? writtenAt.toISOString().slice(0, 10),
        grams: grams ?? 0,
        by: writerName,
      }))
      .toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0)),
    labs: (await labsOf(db, caseId)).filter(({ points }) => points.length > 1),
  }
}

async function labsOf(db: Db, caseId: { in: string[] }): Promise<LabSeries[]> {
  const sheets = await db.labSheet.findMany({
    where: { caseId, removedAt: null, fromCaseId: null },
    orderBy: [{ day: 'asc' }, { writtenAt: 'asc' }, { id: 'asc' }],
    include: { values: { orderBy: { place: 'asc' } } },
    take: 2 * MOST,
  })
  const lines = sheets.flatMap(({ id, day, laboratory, holder, values }): LabLine[] =>
    values.map(({ name, said, unit, range, flag }) => ({
      ...{ sheetId: id, day: day.toISOString().slice(0, 10), laboratory, name, said, unit, range, flag },
      holder: holder === 'OWNER' ? 'OWNER' : 'PRACTICE',
    })),
  )
  return seriesOf(lines, 'reported')
}
