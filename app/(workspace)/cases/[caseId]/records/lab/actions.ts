'use server'
import { refresh } from 'next/cache'
import { AppError, invalid } from '#lib/errors.ts'
import { uuidV7 } from '#lib/id.ts'
import { addSheets, mendSheet, removeSheet, restoreSheet, type Written } from '#lib/patient/laboratory/commands.ts'
import { fetchText, tableFile } from '#lib/patient/laboratory/files.ts'
import { takeTable } from '#lib/patient/laboratory/intake.ts'
import { addSheetSchema, fileSchema, mendSheetSchema, sheetSchema } from '#lib/patient/laboratory/schema.ts'
import { caseAction, type Outcome } from '#lib/web/action.ts'

const backTo = (caseId: string, query: Record<string, string>): Outcome => ({
  redirect: `/cases/${caseId}/records/lab?${new URLSearchParams(query)}`,
})

const told = ({ added, already }: Written, leftOut = 0): Record<string, string> => ({
  added: String(added),
  ...(already > 0 ? { already: String(already) } : {}),
  ...(leftOut > 0 ? { leftOut: String(leftOut) } : {}),
})

export const addValues = caseAction('history.write', {
  input: addSheetSchema,
  run: async ({ db, actor, access }, { entryId, ...input }): Promise<Outcome> => {
    const { sheets, leftOut } = takeTable(input, new Date())
    return backTo(access.row.id, told(await addSheets(db, actor, access, { entryId, sheets }), leftOut))
  },
})

export const mendValues = caseAction('history.write', {
  input: mendSheetSchema,
  run: async ({ db, actor, access }, { sheetId, version, ...input }): Promise<Outcome> => {
    const { sheets, leftOut } = takeTable(input, new Date())
    try {
      return backTo(access.row.id, told(await mendSheet(db, actor, access, { sheetId, version, sheets }), leftOut))
    } catch (error) {
      // The page comes back as it is stored now.
      if (error instanceof AppError && error.code === 'CONFLICT') refresh()
      throw error
    }
  },
})

export const removeValues = caseAction('history.write', {
  input: sheetSchema,
  run: async ({ db, access }, { sheetId }): Promise<Outcome> => {
    await removeSheet(db, access, sheetId)
    return backTo(access.row.id, { removed: sheetId })
  },
})

export const restoreValues = caseAction('history.write', {
  input: sheetSchema,
  run: async ({ db, access }, { sheetId }): Promise<Outcome> => {
    await restoreSheet(db, access, sheetId)
    return backTo(access.row.id, {})
  },
})

/** Reads the values out of a table that is a record already: all of it or nothing. */
export const readValues = caseAction('history.write', {
  input: fileSchema,
  run: ({ db, access }, { recordId }) => tableFile(db, access, recordId),
  after: async ({ objectKey, recordId, name }, again): Promise<Outcome> => {
    const table = await fetchText(objectKey)
    const input = { table, day: null, laboratory: '', leaveOut: false }
    try {
      const { sheets } = takeTable(input, new Date())
      return await again(async ({ db, actor, access }) =>
        backTo(access.row.id, told(await addSheets(db, actor, access, { entryId: uuidV7(), sheets, recordId }))),
      )
    } catch (error) {
      if (error instanceof AppError && error.code === 'INVALID') throw notCertain(name, error)
      throw error
    }
  },
})

const notCertain = (name: string, { fieldErrors }: AppError): AppError =>
  invalid(
    `${name} cannot be read for certain, so nothing was taken from it. Open it, copy its table and paste it below: there you can mend what is unclear.`,
    { recordId: [...(fieldErrors.table ?? []), ...(fieldErrors.day ?? [])] },
  )
