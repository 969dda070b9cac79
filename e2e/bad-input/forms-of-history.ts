import { randomUUID } from 'node:crypto'
import { box, choice, date, type Fields, hint, id, number, strict, words } from './fields.ts'
import { type CaseScene, type Form, onCase } from './scenes.ts'
import { addLineTo, addSheetTo, addTable } from './world.ts'

// The forms of history and laboratory values, by the action that each is sent to, with everything that they post.

const OWNER = { status: 'IN_REVIEW', who: 'owner' } as const

const medicine: Fields = {
  kind: choice('MEDICATION'),
  what: words('Furosemide'),
  dose: words('10'),
  unit: words('mg'),
  route: words('by mouth'),
  frequency: words('twice a day'),
  since: date('2026-03-14'),
  until: date('2026-04-01'),
  ended: box(),
}

const table: Fields = {
  table: strict('ALT 48 U/L 10 - 100'),
  day: date('2026-11-01'),
  laboratory: words('Northgate laboratory'),
  leaveOut: box(),
}

const line = async ({ at, rival }: CaseScene, removed = false): Promise<Fields> => ({
  entryId: id(await addLineTo(at, removed), rival.entryId, at.id),
})
const sheet = async ({ at, rival }: CaseScene, removed = false): Promise<Fields> => ({
  sheetId: id(await addSheetTo(at, removed), rival.sheetId, at.id),
})

export const FORMS_OF_HISTORY: Record<string, Form> = {
  addLine: onCase(OWNER, () => ({ entryId: hint(randomUUID()), ...medicine })),
  'addLine, an allergy': onCase(OWNER, () => ({
    entryId: hint(randomUUID()),
    kind: choice('ALLERGY'),
    what: words('Meloxicam'),
    detail: words('Vomited'),
    severity: choice('SEVERE'),
  })),
  'addLine, a weight': onCase(OWNER, () => ({
    entryId: hint(randomUUID()),
    kind: choice('WEIGHT'),
    weightKg: number('4.2'),
  })),
  changeLine: onCase(OWNER, async (scene) => ({ ...(await line(scene)), version: number('1'), ...medicine })),
  removeLine: onCase(OWNER, (scene) => line(scene)),
  restoreLine: onCase(OWNER, (scene) => line(scene, true)),
  addValues: onCase(OWNER, () => ({ entryId: hint(randomUUID()), ...table })),
  mendValues: onCase(OWNER, async (scene) => ({ ...(await sheet(scene)), version: number('1'), ...table })),
  removeValues: onCase(OWNER, (scene) => sheet(scene)),
  restoreValues: onCase(OWNER, (scene) => sheet(scene, true)),
  readValues: onCase(OWNER, async ({ at, rival }) => ({ recordId: id(await addTable(at), rival.recordId, at.id) })),
}
