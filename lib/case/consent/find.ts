import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { ConsentTextKey } from '#lib/db/generated/enums.ts'

/** What a signature covers, but for its single records (ConsentItem). */
const SCOPE_COLUMNS = { kinds: true, fromDay: true, toDay: true, pick: true, pickedAt: true } as const

/** The text that is signed nowadays: the highest version. */
export async function currentText(
  db: Db,
  key: ConsentTextKey,
): Promise<{ id: string; version: number; body: string; publishedAt: Date }> {
  return db.consentText.findFirstOrThrow({
    where: { key },
    orderBy: { version: 'desc' },
    select: { id: true, version: true, body: true, publishedAt: true },
  })
}

/** The owner's latest release to this hospital, whether it stands or not. */
export function latestRelease(db: Db, caseId: string, hospitalId: string) {
  return db.release.findFirst({
    where: { caseId, hospitalId },
    orderBy: [{ signedAt: 'desc' }, { id: 'desc' }],
    select: {
      ...SCOPE_COLUMNS,
      id: true,
      purpose: true,
      textId: true,
      signedAt: true,
      expiresAt: true,
      revokedAt: true,
    },
  })
}

/** Files of the practice that is asked; what was carried over from an earlier request was added for that one. */
export const countPracticeRecords = (db: Db, caseId: string): Promise<number> =>
  db.record.count({ where: { caseId, holder: 'PRACTICE', fromId: null, status: { notIn: ['REMOVED', 'REFUSED'] } } })

/** The latest answer of a vet, whether it stands or not, and whoever was asked then. */
export function latestAnswer(db: Db, caseId: string, hospitalId: string) {
  return db.agreement.findFirst({
    where: { caseId, hospitalId },
    orderBy: [{ signedAt: 'desc' }, { id: 'desc' }],
    select: {
      ...SCOPE_COLUMNS,
      ...{ id: true, decision: true, comment: true, textId: true, signedAt: true, expiresAt: true, revokedAt: true },
    },
  })
}
