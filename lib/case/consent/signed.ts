import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { CASE_KIND_WORDS, type Signalment } from '#lib/words.ts'
import { statedWords } from './history.ts'
import type { SignedFrom } from './proof.ts'
import type { Signed } from './rules.ts'
import { outline } from './scope.ts'
import { signedScope } from './scoped.ts'
import { namesOfItems } from './things.ts'

/** A signature with all that was signed. */
export type SignedConsent = Signed & {
  what: 'RELEASE' | 'STATEMENT' | 'AGREEMENT' | 'REFUSAL'
  id: string
  /** Of single records; null for a reader who may not know them. */
  names: ReadonlyMap<string, string> | null
  caseNumber: string
  patient: Signalment & { name: string }
  owner: string
  vet: string
  practice: string
  hospital: { name: string; timeZone: string }
  purpose: string
  text: { body: string; version: number }
  signedName: string
  signedAt: Date
  /** How and when the owner consented, where the vet stated it; else ''. */
  stated: string
  /** Of a refusal. */
  reason: string
  /** Known to whoever signed, and to nobody else. */
  proof: (SignedFrom & { proof: string; email: string }) | null
  pageUrl: string
}

/** @throws NOT_FOUND for an id that is no signature of this case */
export async function loadSignedConsent(db: Db, access: CaseAccess, id: string): Promise<SignedConsent> {
  if (!isUuid(id)) throw notFound()
  const { row } = access
  const caseId = row.id
  const release = await db.release.findUnique({ where: { caseId_id: { caseId, id } }, include: { text: true } })
  const answer =
    release ?? (await db.agreement.findUnique({ where: { caseId_id: { caseId, id } }, include: { text: true } }))
  const around = await db.case.findUnique({
    where: { id: caseId },
    select: { owner: { select: { name: true } }, patient: true, practice: { select: { name: true } } },
  })
  if (!answer || !around?.patient) throw notFound()
  const hospital = await db.organization.findUnique({
    where: { id: answer.hospitalId },
    select: { name: true, timeZone: true },
  })
  if (!hospital) throw notFound()
  const proof = await db.signatureProof.findUnique({
    where: { caseId_id: { caseId, id } },
    select: { proof: true, email: true, place: true, agent: true },
  })
  const declined = 'decision' in answer && answer.decision === 'DECLINED'
  const { expiresAt, revokedAt, signedName, signedAt, text } = answer
  const scope = await signedScope(db, caseId, answer)
  const mayKnow = access.side !== 'HOSPITAL'
  return {
    scope: mayKnow ? scope : outline(scope),
    names: mayKnow ? await namesOfItems(db, caseId, scope.items) : null,
    ...{ id, expiresAt, revokedAt, signedName, signedAt, text, hospital, proof },
    what: release ? (release.statedHow ? 'STATEMENT' : 'RELEASE') : declined ? 'REFUSAL' : 'AGREEMENT',
    caseNumber: row.number,
    patient: around.patient,
    owner: around.owner.name,
    vet: row.attendingVetName,
    practice: around.practice?.name ?? row.attendingVetPractice,
    purpose: CASE_KIND_WORDS[row.kind],
    stated: release?.statedHow ? [statedWords(release), release.statedNote].filter(Boolean).join('. ') : '',
    reason: 'reason' in answer ? answer.reason : '',
    pageUrl: `${env().APP_URL}/cases/${caseId}/consent`,
  }
}
