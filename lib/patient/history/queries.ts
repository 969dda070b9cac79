import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { HistoryEntry as Row } from '#lib/db/generated/client.ts'
import type { HistoryKind } from '#lib/db/generated/enums.ts'
import { isUuid } from '#lib/id.ts'
import { lookAtSection } from '../look.ts'
import { inOrder, MAX_ENTRIES, trendOf } from './rules.ts'
import { type HistoryEntry, type HistoryView, linesOf } from './view.ts'

/** The history of a case as this reader may see it now; row-level security asks consent. Two queries, however many lines. */
export async function readHistory(db: Db, access: CaseAccess): Promise<HistoryView> {
  const { row, side, facts } = access
  const rows = await db.historyEntry.findMany({
    where: { caseId: row.id, removedAt: null },
    // Two sides may have filled it.
    take: 2 * MAX_ENTRIES,
  })
  const request = await db.caseRequest.findUnique({
    where: { caseId: row.id },
    select: { medications: true, history: true },
  })
  const entries = inOrder(rows.map((one) => entryOf(one, access)))
  const of = (kind: HistoryKind) => entries.filter((entry) => entry.kind === kind)
  const weights = of('WEIGHT')
  return {
    title: row.title,
    medications: of('MEDICATION'),
    allergies: of('ALLERGY'),
    problems: of('PROBLEM'),
    procedures: of('PROCEDURE'),
    symptoms: of('SYMPTOM'),
    weights,
    weight: trendOf(weights),
    said: { medications: request?.medications ?? '', history: request?.history ?? '' },
    closed: side === 'HOSPITAL' && !(facts.releaseStands && facts.agreementStands),
  }
}

/** The same as a look, which is written down. */
export async function seeHistory(db: Db, actor: Participant, access: CaseAccess): Promise<HistoryView> {
  const view = await readHistory(db, access)
  await lookAtSection(db, actor, access, { section: 'HISTORY', shown: linesOf(view) })
  return view
}

/** A line that the reader's side has removed, to offer it back; null when there is none of this id. */
export async function readRemoved(db: Db, access: CaseAccess, id: unknown): Promise<HistoryEntry | null> {
  if (typeof id !== 'string' || !isUuid(id)) return null
  const found = await db.historyEntry.findFirst({ where: { caseId: access.row.id, id, removedAt: { not: null } } })
  return found && entryOf(found, access)
}

function entryOf(row: Row, { side }: CaseAccess): HistoryEntry {
  const { id, kind, what, dose, unit, route, frequency, detail, severity, grams, since, until, active, version } = row
  const holder = row.holder === 'OWNER' ? 'OWNER' : 'PRACTICE'
  return {
    ...{ id, kind, what, dose, unit, route, frequency, detail, severity, grams, since, until, active, version },
    holder,
    by: row.writerName,
    at: row.writtenAt,
    own: holder === side,
    carried: row.fromCaseId !== null,
  }
}
