import type { RecordKind } from '#lib/db/generated/enums.ts'

/** What the holder of a record may ask for, and what a form needs to know of it. */
export type Change = 'kind' | 'remove'

/** `day` as its field shows it; of images it is the study's, and not stated here. */
export type ChangedRecord = { id: string; name: string; kind: RecordKind; day?: string }

export const CHANGE_TITLE: Record<Change, string> = {
  kind: 'What kind of record is it?',
  remove: 'Remove this record?',
}

/** Under this id a record's own page has what a row's links lead to without JavaScript. */
export const CHANGE_ID = 'change'
