import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, Side } from '#lib/db/generated/enums.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { groupImaging, orderThumbnails } from '../imaging/group.ts'
import { readLater } from '../preview/follow.ts'
import { readAs } from '../preview/rules.ts'

/** A record that has just become ready. */
export type ReadyRecord = {
  id: string
  holder: Side
  kind: RecordKind
  name: string
  contentType: string
  sizeBytes: bigint
  dicom: DicomFacts | null
}

/** What follows for some types: `of` chooses, `follow` runs once for all that it chose. */
type Follow = {
  of: (record: ReadyRecord) => boolean
  follow: (db: Db, caseId: string, records: readonly ReadyRecord[]) => Promise<void>
  /** Once a job is through with many, or has been at it for a while. Finds by itself whether there is anything to do. */
  later?: (db: Db, caseId: string) => Promise<void>
}

/**
 * The one list of what follows when files become ready: grouping into studies, previews, text. Each runs in the
 * transaction that makes them ready, with up to a stride of records at once and before the case's own row is written: write
 * in bulk, and enqueue a job for whatever reads bytes or takes time.
 */
const FOLLOWS: readonly Follow[] = [
  {
    of: ({ dicom }) => dicom !== null,
    follow: (db, caseId, records) => groupImaging(db, caseId, idsOf(records)),
    later: orderThumbnails,
  },
  { of: ({ contentType }) => readAs(contentType) !== null, follow: readLater },
]

const idsOf = (records: readonly ReadyRecord[]): string[] => records.map(({ id }) => id)

export async function followReady(db: Db, caseId: string, records: readonly ReadyRecord[]): Promise<void> {
  for (const { of, follow } of FOLLOWS) {
    const chosen = records.filter(of)
    if (chosen.length > 0) await follow(db, caseId, chosen)
  }
}

export async function followLater(db: Db, caseId: string): Promise<void> {
  for (const { later } of FOLLOWS) await later?.(db, caseId)
}
