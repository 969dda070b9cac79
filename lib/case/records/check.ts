import 'server-only'
import { createHash } from 'node:crypto'
import type { SystemActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { DICOM_HEAD_BYTES, type DicomFacts, readDicom } from '#lib/files/dicom.ts'
import { kindOf, sniff, SNIFF_BYTES } from '#lib/files/sniff.ts'
import { scanner, type ScanResult } from '#lib/gateways/scanner.ts'
import { storage } from '#lib/gateways/storage.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { groupImaging } from './imaging/group.ts'
import { suggestedKind } from './kind.ts'
import { clearReading } from './preview/clear.ts'
import { readLater } from './preview/follow.ts'
import { contentRefusal } from './rules.ts'

type Checked = Prisma.RecordGetPayload<true>

type Verdict =
  | { ok: true; contentType: string; kind: RecordKind; dicom: DicomFacts | null; sha256: string; scan: string }
  | { ok: false; refusal: string; sha256: string | null; scan: string | null }

/**
 * The job behind a record: looks at the bytes that have arrived, or clears away those of a refused or removed one. Runs
 * as often as it likes. An outage of store or database is thrown, so that the queue tries again.
 */
export async function checkRecord({ caseId, recordId }: Payload<'checkRecord'>): Promise<void> {
  const system: SystemActor = { kind: 'SYSTEM', caseId }
  const record = await asActor(system, (db) => db.record.findFirst({ where: { caseId, id: recordId } }))
  if (record?.status === 'REFUSED' || record?.status === 'REMOVED') return clearAway(record)
  if (record?.status !== 'CHECKING') return
  const verdict = await examine(record)
  await asActor(system, (db) => (verdict.ok ? makeReady(db, record, verdict) : refuse(db, record, verdict)))
  if (!verdict.ok) await clearAway(record)
}

/**
 * Gives the bytes back, unless a record of this or another case still has them. Once none has, none ever will again:
 * only a ready record is carried over, and it is locked while that happens. So nothing can come between look and removal.
 */
async function clearAway({ caseId, id, objectKey, uploadId }: Checked): Promise<void> {
  if (uploadId) await storage().abortUpload(objectKey, uploadId)
  const { used, previews } = await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const [found] = await db.$queryRaw<{ used: boolean }[]>`select app.object_in_use(${objectKey}) as used`
    return { used: found?.used, previews: await clearReading(db, caseId, id) }
  })
  if (used === false) for (const key of [objectKey, ...previews]) await storage().remove(key)
}

async function examine(record: Checked): Promise<Verdict> {
  const refused = (refusal: string): Verdict => ({ ok: false, refusal, sha256: null, scan: null })
  const { objectKey, name } = record
  const stored = await storage().head(objectKey)
  if (!stored) return refused('The file did not arrive. Please add it again.')
  if (stored.size === 0) return refused('This file is empty (0 bytes).')
  if (BigInt(stored.size) !== record.sizeBytes)
    return refused('The file was cut off on its way: its size differs. Please add it again.')
  const range = { start: 0, end: Math.min(stored.size, Math.max(SNIFF_BYTES, DICOM_HEAD_BYTES)) - 1 }
  const head = await storage().readBytes(objectKey, { range })
  const sniffed = await sniff(head, name)
  const unfit = contentRefusal(sniffed, name)
  if (unfit) return refused(unfit)
  const { sha256, scan } = await readThrough(objectKey)
  if (scan.status === 'INFECTED')
    return {
      ok: false,
      refusal: `The virus scanner found something harmful in it (${scan.signature}).`,
      sha256,
      scan: scan.status,
    }
  return {
    ok: true,
    contentType: sniffed.mime,
    kind: kindOf(sniffed, name),
    dicom: sniffed.family === 'dicom' ? readDicom(head) : null,
    sha256,
    scan: scan.status,
  }
}

/**
 * The kind that somebody has chosen while the file was on its way or being looked at; null as long as it is only our
 * suggestion. Read with a lock: the kind decides what a consent covers, so a choice made at this very moment is not lost.
 */
async function chosenKind(db: Db, { caseId, id, name, declaredType }: Checked): Promise<RecordKind | null> {
  const [now] = await db.$queryRaw<{ kind: RecordKind }[]>`
    select kind from "Record" where "caseId" = ${caseId}::uuid and id = ${id}::uuid for update`
  return !now || now.kind === suggestedKind(name, declaredType) ? null : now.kind
}

/** Once through the bytes, for hash and scanner; memory stays flat whatever the size. */
async function readThrough(objectKey: string): Promise<{ sha256: string; scan: ScanResult }> {
  const hash = createHash('sha256')
  const source = (await storage().read(objectKey))[Symbol.asyncIterator]()
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const step = await source.next()
    if (!step.done) hash.update(step.value as Uint8Array)
    return step
  }
  // Without a `return` of its own: a scanner that stops early must not end the stream for the hash.
  const scan = await scanner().scan({ [Symbol.asyncIterator]: () => ({ next }) })
  while (!(await next()).done);
  return { sha256: hash.digest('hex'), scan }
}

/** False when another run of the job, or its holder, was faster. */
async function leaveChecking(db: Db, record: Checked, data: Prisma.RecordUpdateManyMutationInput): Promise<boolean> {
  const { count } = await db.record.updateMany({
    where: { caseId: record.caseId, id: record.id, status: 'CHECKING' },
    data: { ...data, version: { increment: 1 } },
  })
  return count === 1
}

async function makeReady(db: Db, record: Checked, verdict: Extract<Verdict, { ok: true }>): Promise<void> {
  const { contentType, dicom, sha256, scan } = verdict
  const { caseId, id: recordId, holder } = record
  const changed = await leaveChecking(db, record, {
    status: 'READY',
    readyAt: new Date(),
    contentType,
    kind: (await chosenKind(db, record)) ?? verdict.kind,
    sha256,
    scan,
    ...(dicom && { dicom }),
  })
  if (!changed) return
  if (dicom) await groupImaging(db, caseId, [recordId])
  await db.case.updateMany({ where: { id: caseId }, data: { recordCount: { increment: 1 } } })
  await appendEvent(db, caseId, 'record.added', { recordId, holder, sha256 })
  await readLater(db, { caseId, id: recordId, contentType })
}

async function refuse(db: Db, record: Checked, verdict: Extract<Verdict, { ok: false }>): Promise<void> {
  const { refusal, sha256, scan } = verdict
  const { caseId, id: recordId, holder } = record
  const changed = await leaveChecking(db, record, { status: 'REFUSED', refusal, sha256, scan })
  if (changed) await appendEvent(db, caseId, 'record.refused', { recordId, holder, reason: refusal })
}
