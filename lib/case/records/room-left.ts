import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { Holder } from './rules.ts'
import type { Rooms } from './room.ts'

type Row = {
  caseRecords: number
  caseBytes: bigint
  caseMostRecords: number
  caseMostBytes: bigint
  ownRecords: number
  ownBytes: bigint
  ownMostRecords: number
  ownMostBytes: bigint
}

const NONE = { records: 0, bytes: 0, mostRecords: 0, mostBytes: 0 }

/** Room for records that this side would hold, in this case. Only that side and the worker are told; for others there is none. */
export async function roomFor(db: Db, caseId: string, holder: Holder): Promise<Rooms> {
  const [row] = await db.$queryRaw<Row[]>`select * from app.storage_room(${caseId}::uuid, ${holder}::"Side")`
  if (!row) return { ofCase: NONE, ofHolder: NONE }
  return {
    ofCase: {
      records: row.caseRecords,
      bytes: Number(row.caseBytes),
      mostRecords: row.caseMostRecords,
      mostBytes: Number(row.caseMostBytes),
    },
    ofHolder: {
      records: row.ownRecords,
      bytes: Number(row.ownBytes),
      mostRecords: row.ownMostRecords,
      mostBytes: Number(row.ownMostBytes),
    },
  }
}
