import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { isUuid } from '#lib/id.ts'
import { lookAtSection } from '../look.ts'
import { seriesOf, type LabLine } from './series.ts'
import type { LabSheetView, LabView, UnitSystem } from './view.ts'

const SHEETS = 600

/**
 * All laboratory values of a case that this reader may see now, by analyte; row-level security asks consent, of a sheet that
 * was read from a record also for the record. A fixed number of queries, however many values.
 */
export async function readLab(db: Db, access: CaseAccess, system: UnitSystem = 'reported'): Promise<LabView> {
  const { row, side, facts } = access
  const sheets = await findSheets(db, row.id)
  const lines = sheets.flatMap((sheet): LabLine[] => {
    const { id, laboratory, values } = sheet
    return values.map(({ name, said, unit, range, flag }) => ({
      ...{ sheetId: id, day: isoDay(sheet.day), laboratory, holder: holderOf(sheet.holder) },
      ...{ name, said, unit, range, flag },
    }))
  })
  return {
    title: row.title,
    system,
    series: seriesOf(lines, system),
    sheets: sheets.map((sheet) => sheetOf(sheet, access)).toReversed(),
    closed: side === 'HOSPITAL' && !(facts.releaseStands && facts.agreementStands),
  }
}

/** The same as a look, which is written down. */
export async function seeLab(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  system: UnitSystem = 'reported',
): Promise<LabView> {
  const view = await readLab(db, access, system)
  await lookAtSection(db, actor, access, { section: 'LAB', shown: view.sheets })
  return view
}

const isoDay = (day: Date): string => day.toISOString().slice(0, 10)
const holderOf = (holder: string) => (holder === 'OWNER' ? 'OWNER' : 'PRACTICE')

const findSheets = (db: Db, caseId: string) =>
  db.labSheet.findMany({
    where: { caseId, removedAt: null },
    orderBy: [{ day: 'asc' }, { writtenAt: 'asc' }, { id: 'asc' }],
    include: { values: { orderBy: { place: 'asc' } }, record: { select: { id: true, name: true } } },
    take: SHEETS,
  })

type Sheet = Awaited<ReturnType<typeof findSheets>>[number]

function sheetOf(sheet: Sheet, { side }: CaseAccess): LabSheetView {
  const { id, laboratory, record, version, values } = sheet
  return {
    ...{ id, laboratory, record, version },
    day: isoDay(sheet.day),
    holder: holderOf(sheet.holder),
    by: sheet.writerName,
    at: sheet.writtenAt,
    count: values.length,
    own: sheet.holder === side,
    carried: sheet.fromCaseId !== null,
  }
}

/** A sheet of the reader's own side for mending, as a table that can be typed in; null when there is none of this id. */
export type SheetText = {
  id: string
  version: number
  day: string
  laboratory: string
  table: string
  removed: boolean
}

/** Of the reader's own side, removed or not. */
export async function readSheet(db: Db, access: CaseAccess, id: unknown): Promise<SheetText | null> {
  if (typeof id !== 'string' || !isUuid(id) || access.side === 'SYSTEM' || access.side === 'SUPPORT') return null
  const found = await db.labSheet.findFirst({
    where: { caseId: access.row.id, id, holder: access.side },
    include: { values: { orderBy: { place: 'asc' } } },
  })
  if (!found) return null
  const rows = found.values.map(({ name, said, unit, range, flag }) =>
    [name, said, unit, range, flag].map(asCell).join(' ; '),
  )
  return {
    ...{ id: found.id, version: found.version, laboratory: found.laboratory, day: isoDay(found.day) },
    table: ['Test ; Result ; Unit ; Reference ; Flag', ...rows].join('\n'),
    removed: found.removedAt !== null,
  }
}

const asCell = (text: string): string => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
