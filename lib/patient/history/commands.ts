import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { HistoryKind, Side } from '#lib/db/generated/enums.ts'
import { type AppError, conflict, forbidden, invalid, notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { entryWords, MAX_ENTRIES, whenWords } from './rules.ts'
import type { EntryInput } from './schema.ts'

/** Sides that write history: the hospital reads. */
export function writerSide({ side }: Pick<CaseAccess, 'side'>): 'OWNER' | 'PRACTICE' {
  if (side === 'OWNER' || side === 'PRACTICE') return side
  throw forbidden('Owner and practice write the history; the hospital reads it.')
}

/** Writes one line. Sent again with the same id, it stays one. @throws INVALID when there are too many */
export async function addEntry(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  input: EntryInput & { entryId: string },
): Promise<void> {
  const { entryId: id, ...line } = input
  const [caseId, holder] = [access.row.id, writerSide(access)]
  if ((await db.historyEntry.count({ where: { caseId, removedAt: null } })) >= MAX_ENTRIES)
    throw invalid(`A case holds at most ${MAX_ENTRIES} lines of history. Please add the rest as a document.`)
  const { count } = await db.historyEntry.createMany({
    data: { caseId, id, holder, ...line, ...writer(actor) },
    skipDuplicates: true,
  })
  if (count === 1) await appendChange(db, caseId, 'added', { id, kind: line.kind, holder })
}

/**
 * Changes a line of the actor's own side.
 * @throws NOT_FOUND; CONFLICT when it was changed or removed since `version` was on screen: the message says how it reads now
 */
export async function changeEntry(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  input: EntryInput & { entryId: string; version: number },
): Promise<void> {
  const { entryId, version, kind, ...line } = input
  const stored = await ownEntry(db, access, entryId)
  if (stored.kind !== kind) throw notFound()
  const { count } = await db.historyEntry.updateMany({
    where: { caseId: access.row.id, id: entryId, holder: stored.holder, version, removedAt: null },
    data: { ...line, ...writer(actor), version: { increment: 1 } },
  })
  if (count === 0) throw changedMeanwhile(stored)
  await appendChange(db, access.row.id, 'changed', { id: entryId, kind, holder: stored.holder })
}

function changedMeanwhile(stored: Awaited<ReturnType<typeof ownEntry>>): AppError {
  if (stored.removedAt)
    return conflict('This line was removed meanwhile. What you typed is still here: copy it into a new line.')
  const now = [entryWords(stored), whenWords(stored)].filter(Boolean).join(', ')
  return conflict(
    `This line was changed meanwhile and now reads “${now}”. What you typed is still here: compare, then save again.`,
  )
}

/** Takes a line away; whoever wrote it may put it back. A second time, nothing happens. @throws NOT_FOUND */
export async function removeEntry(db: Db, access: CaseAccess, entryId: string): Promise<{ kind: HistoryKind }> {
  return setRemoved(db, access, entryId, new Date())
}

/** Puts a removed line back. @throws NOT_FOUND */
export async function restoreEntry(db: Db, access: CaseAccess, entryId: string): Promise<{ kind: HistoryKind }> {
  return setRemoved(db, access, entryId, null)
}

async function setRemoved(
  db: Db,
  access: CaseAccess,
  id: string,
  removedAt: Date | null,
): Promise<{ kind: HistoryKind }> {
  const { kind, holder } = await ownEntry(db, access, id)
  const caseId = access.row.id
  const { count } = await db.historyEntry.updateMany({
    where: { caseId, id, holder, removedAt: removedAt ? null : { not: null } },
    data: { removedAt, version: { increment: 1 } },
  })
  if (count === 1) await appendChange(db, caseId, removedAt ? 'removed' : 'restored', { id, kind, holder })
  return { kind }
}

/** A line that the actor's side holds, removed or not. @throws NOT_FOUND for a foreign, missing or malformed id alike */
async function ownEntry(db: Db, access: CaseAccess, id: string) {
  if (!isUuid(id)) throw notFound()
  const found = await db.historyEntry.findFirst({ where: { caseId: access.row.id, id, holder: writerSide(access) } })
  if (!found) throw notFound()
  return found
}

const writer = (actor: Participant) => ({
  writtenBy: actorId(actor),
  writerName: displayName(actor),
  writtenAt: new Date(),
})

/** `ids` decides who hears of it: whoever may read one of them. */
const appendChange = (
  db: Db,
  caseId: string,
  what: 'added' | 'changed' | 'removed' | 'restored',
  { id, kind, holder }: { id: string; kind: HistoryKind; holder: Side },
) => appendEvent(db, caseId, 'history.changed', { ids: [id], kind, holder, [what]: 1 })
