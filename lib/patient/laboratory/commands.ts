import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { isUuid, uuidV7 } from '#lib/id.ts'
import { writerSide } from '#lib/patient/history/commands.ts'
import type { DatedSheet } from './intake.ts'
import type { ReadValue } from './parse.ts'

/** Sheets of one case, removed ones not counted. */
const MAX_SHEETS = 300

/** What became of the sheets: values written, and values that were there already. */
export type Written = { added: number; already: number }

type NewSheets = {
  entryId: string
  sheets: readonly DatedSheet[]
  recordId?: string | null
  mends?: string | null
}

/**
 * Writes sheets of the actor's own side. Values that it has for that day already are left out. Sent again with the same id,
 * nothing is written twice.
 * @param entryId becomes the first sheet's id
 * @param recordId the record that the values were read from; it is of their day, if they have one day
 * @param mends the first of the sheets that these take the place of: what consent left out stays left out
 * @throws INVALID when there are too many sheets
 */
export async function addSheets(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { entryId, sheets, recordId = null, mends = null }: NewSheets,
): Promise<Written> {
  const [caseId, holder] = [access.row.id, writerSide(access)]
  const mine = await db.labSheet.findMany({
    where: { caseId, holder, removedAt: null },
    select: { id: true, day: true, values: { select: { name: true, said: true, unit: true } } },
  })
  if (mine.some(({ id }) => id === entryId)) return { added: 0, already: 0 }
  const there = new Set(mine.flatMap(({ day, values }) => values.map((value) => valueKey(isoDay(day), value))))
  const fresh = sheets
    .map((sheet) => ({ ...sheet, values: sheet.values.filter((value) => !there.has(valueKey(sheet.day, value))) }))
    .filter(({ values }) => values.length > 0)
  const all = countOf(sheets)
  if (fresh.length === 0) return { added: 0, already: all }
  if (mine.length + fresh.length > MAX_SHEETS)
    throw invalid(`A case holds at most ${MAX_SHEETS} laboratory sheets. Please add the rest as a file.`)
  const rows = fresh.map((sheet, at) => ({ ...sheet, id: at === 0 ? entryId : uuidV7() }))
  const { count } = await db.labSheet.createMany({
    data: rows.map(({ id, day, laboratory }) => ({
      ...{ caseId, id, holder, laboratory, recordId, mends, day: new Date(`${day}T00:00:00Z`) },
      ...{ writtenBy: actorId(actor), writerName: displayName(actor), writtenAt: new Date() },
    })),
    skipDuplicates: true,
  })
  if (count !== rows.length) throw conflict('This was saved already. Reload the page to see it.')
  await db.labValue.createMany({ data: rows.flatMap(({ id, values }) => rowsOf(caseId, id, values)) })
  if (recordId) await dateFile(db, caseId, recordId)
  const added = countOf(rows)
  await appendEvent(db, caseId, 'history.labAdded', { ids: rows.map(({ id }) => id), holder, values: added, recordId })
  return { added, already: all - added }
}

/** A file that nobody gave a day is of the day that all values read from it are of. */
async function dateFile(db: Db, caseId: string, recordId: string): Promise<void> {
  await db.$executeRaw`
    update "Record" r set day = l.day from (
      select min(day) as day from "LabSheet" where "caseId" = ${caseId}::uuid and "recordId" = ${recordId}::uuid and "removedAt" is null
      having min(day) = max(day)) l
    where r."caseId" = ${caseId}::uuid and r.id = ${recordId}::uuid and r.day is null and r."seriesId" is null`
}

const countOf = (sheets: readonly { values: readonly unknown[] }[]): number =>
  sheets.reduce((sum, { values }) => sum + values.length, 0)

const isoDay = (day: Date): string => day.toISOString().slice(0, 10)

const valueKey = (day: string, { name, said, unit }: { name: string; said: string; unit: string }): string =>
  [day, name.toLowerCase(), said, unit.toLowerCase()].join('\n')

const rowsOf = (caseId: string, sheetId: string, values: readonly ReadValue[]) =>
  values.map(({ name, said, unit, range, flag }, place) => ({ caseId, sheetId, place, name, said, unit, range, flag }))

/**
 * Puts a mended sheet in the place of one of the actor's own side.
 * @throws NOT_FOUND; CONFLICT when it was mended or removed since `version` was on screen
 */
export async function mendSheet(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { sheetId, version, sheets }: { sheetId: string; version: number; sheets: readonly DatedSheet[] },
): Promise<Written> {
  const old = await ownSheet(db, access, sheetId)
  const { count } = await db.labSheet.updateMany({
    where: { caseId: access.row.id, id: sheetId, holder: old.holder, version, removedAt: null },
    data: { removedAt: new Date(), version: { increment: 1 } },
  })
  if (count === 0)
    throw conflict(
      'This sheet was changed or removed meanwhile. What you typed is still here: look at the values as they are now.',
    )
  return addSheets(db, actor, access, {
    entryId: uuidV7(),
    sheets,
    recordId: old.recordId,
    mends: old.mends ?? sheetId,
  })
}

/** Takes a sheet away; whoever wrote it may put it back. A second time, nothing happens. @throws NOT_FOUND */
export const removeSheet = (db: Db, access: CaseAccess, sheetId: string): Promise<void> =>
  setRemoved(db, access, sheetId, new Date())

/** Puts a removed sheet back. @throws NOT_FOUND */
export const restoreSheet = (db: Db, access: CaseAccess, sheetId: string): Promise<void> =>
  setRemoved(db, access, sheetId, null)

async function setRemoved(db: Db, access: CaseAccess, id: string, removedAt: Date | null): Promise<void> {
  const { holder } = await ownSheet(db, access, id)
  const caseId = access.row.id
  const { count } = await db.labSheet.updateMany({
    where: { caseId, id, holder, removedAt: removedAt ? null : { not: null } },
    data: { removedAt, version: { increment: 1 } },
  })
  if (count === 1)
    await appendEvent(db, caseId, removedAt ? 'history.labRemoved' : 'history.labAdded', { ids: [id], holder })
}

/** A sheet that the actor's side holds, removed or not. @throws NOT_FOUND for a foreign, missing or malformed id alike */
async function ownSheet(db: Db, access: CaseAccess, id: string) {
  if (!isUuid(id)) throw notFound()
  const found = await db.labSheet.findFirst({
    where: { caseId: access.row.id, id, holder: writerSide(access) },
    select: { holder: true, recordId: true, mends: true },
  })
  if (!found) throw notFound()
  return found
}
