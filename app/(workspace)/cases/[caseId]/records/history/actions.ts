'use server'
import { refresh } from 'next/cache'
import type { HistoryKind } from '#lib/db/generated/enums.ts'
import { AppError } from '#lib/errors.ts'
import { addEntry, changeEntry, removeEntry, restoreEntry } from '#lib/patient/history/commands.ts'
import { addEntrySchema, changeEntrySchema, removeEntrySchema } from '#lib/patient/history/schema.ts'
import { caseAction, type Outcome } from '#lib/web/action.ts'

const backTo = (caseId: string, query: Record<string, string>, kind: HistoryKind): Outcome => ({
  redirect: `/cases/${caseId}/records/history?${new URLSearchParams(query)}#${kind.toLowerCase()}`,
})

/** Writes a line and leads on to the next one of its kind. */
export const addLine = caseAction('history.write', {
  input: addEntrySchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    await addEntry(db, actor, access, input)
    return backTo(access.row.id, { add: input.kind, added: input.entryId }, input.kind)
  },
})

export const changeLine = caseAction('history.write', {
  input: changeEntrySchema,
  run: async ({ db, actor, access }, input): Promise<Outcome> => {
    try {
      await changeEntry(db, actor, access, input)
    } catch (error) {
      // The page comes back with the version that is stored now, so that the next press of the button saves.
      if (error instanceof AppError && error.code === 'CONFLICT') refresh()
      throw error
    }
    return backTo(access.row.id, { added: input.entryId }, input.kind)
  },
})

export const removeLine = caseAction('history.write', {
  input: removeEntrySchema,
  run: async ({ db, access }, { entryId }): Promise<Outcome> => {
    const { kind } = await removeEntry(db, access, entryId)
    return backTo(access.row.id, { removed: entryId }, kind)
  },
})

export const restoreLine = caseAction('history.write', {
  input: removeEntrySchema,
  run: async ({ db, access }, { entryId }): Promise<Outcome> => {
    const { kind } = await restoreEntry(db, access, entryId)
    return backTo(access.row.id, { added: entryId }, kind)
  },
})
