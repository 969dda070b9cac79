import 'server-only'
import { giveUpUpload } from '#lib/case/records/commands.ts'
import { asActor } from '#lib/db/unit.ts'

const MOST = 500

/** Gives back the room of uploads that nobody finished within a week: browsers remember them for six days. */
export async function sweepUploads(): Promise<void> {
  const stale = await asActor(
    { kind: 'SYSTEM', caseId: null },
    (db) => db.$queryRaw<{ caseId: string; recordId: string }[]>`select * from app.stale_uploads(${MOST}::int)`,
  )
  for (const { caseId, recordId } of stale)
    await asActor({ kind: 'SYSTEM', caseId }, (db) => giveUpUpload(db, caseId, recordId))
}
