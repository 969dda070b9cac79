import { randomUUID } from 'node:crypto'
import { dayAfter } from '#lib/fixtures/facts.ts'
import { addEntry } from '#lib/patient/history/commands.ts'
import { addEntrySchema } from '#lib/patient/history/schema.ts'
import { addSheets } from '#lib/patient/laboratory/commands.ts'
import { takeTable } from '#lib/patient/laboratory/intake.ts'
import { addSheetSchema } from '#lib/patient/laboratory/schema.ts'
import { act, type Part, step, type Step } from '../walk.ts'

/** Days before the request was written, as a date; a text is kept as it is ("2024", "2026-03"). */
export type When = number | string

/** A line of history as somebody fills in its form. */
export type Line = Partial<
  Record<'what' | 'dose' | 'unit' | 'route' | 'frequency' | 'detail' | 'severity' | 'weightKg' | 'ended', string>
> & { kind: string; since?: When; until?: When }

/** Lines of history, through the form's own schema. */
export const writes = (part: Part, ...lines: Line[]): Step =>
  step(0.2, async (walk) => {
    const day = (when: When | undefined) => (typeof when === 'number' ? dayAfter(walk.facts.date, -when) : when)
    for (const { since, until, ...line } of lines) {
      const input = addEntrySchema.parse({ entryId: randomUUID(), ...line, since: day(since), until: day(until) })
      await act(walk, part, (db, actor, access) => addEntry(db, actor, access, input))
    }
  })

/** A laboratory table as somebody pastes it; the days of its columns are days before the request. */
export const pastes = (part: Part, laboratory: string, daysAgo: readonly number[], ...rows: string[]): Step =>
  step(0.2, async (walk) => {
    const days = daysAgo.map((ago) => dayAfter(walk.facts.date, -ago))
    const table = [
      ['Test', ...days, 'Unit', 'Reference'].join('\t'),
      ...rows.map((row) => row.replaceAll(/ *\| */g, '\t')),
    ]
    const { entryId, ...input } = addSheetSchema.parse({ entryId: randomUUID(), table: table.join('\n'), laboratory })
    const { sheets } = takeTable(input, new Date())
    await act(walk, part, (db, actor, access) => addSheets(db, actor, access, { entryId, sheets }))
  })
