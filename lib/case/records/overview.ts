import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { listImaging, readStudy } from './imaging/queries.ts'
import type { ImagingView, StudyView } from './imaging/view.ts'
import { listRecords, type RecordsView } from './queries.ts'

export type RecordsOverview = RecordsView & {
  imaging: ImagingView
  /** Set when the files of one study are listed. */
  study: StudyView | null
}

type Search = { after?: unknown; study?: unknown; studies?: unknown }

const NONE: ImagingView = { studies: [], next: null }

/**
 * What the page of records shows: studies, and beside them the records that are in none; or the single files of one study.
 * @throws NOT_FOUND for a study that this reader may not see now
 */
export async function listOverview(db: Db, access: CaseAccess, search: Search): Promise<RecordsOverview> {
  if (typeof search.study === 'string') {
    const study = await readStudy(db, access, search.study)
    return { ...(await listRecords(db, access, search.after, { studyId: study.id })), study, imaging: NONE }
  }
  const records = await listRecords(db, access, search.after, 'LOOSE')
  // Studies head the first page of records, and are turned over by themselves.
  return { ...records, study: null, imaging: records.first ? await listImaging(db, access, search.studies) : NONE }
}
