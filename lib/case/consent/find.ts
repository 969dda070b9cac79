import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { ConsentTextKey } from '#lib/db/generated/enums.ts'

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
    select: { id: true, kinds: true, purpose: true, textId: true, expiresAt: true, revokedAt: true },
  })
}

/** The latest answer of a vet, whether it stands or not, and whoever was asked then. */
export function latestAnswer(db: Db, caseId: string, hospitalId: string) {
  return db.agreement.findFirst({
    where: { caseId, hospitalId },
    orderBy: [{ signedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, decision: true, kinds: true, comment: true, textId: true, expiresAt: true, revokedAt: true },
  })
}
