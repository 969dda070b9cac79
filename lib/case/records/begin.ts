import 'server-only'
import { randomUUID } from 'node:crypto'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { type AppError, conflict, invalid } from '#lib/errors.ts'
import { oneLine, safeFileName } from '#lib/files/name.ts'
import { kindToBegin, suggestedKind } from './kind.ts'
import { refusalOf, refusals } from './room.ts'
import { roomFor } from './room-left.ts'
import { MAX_UNFINISHED, planParts, sizeRefusal } from './rules.ts'
import type { BeginInput } from './schema.ts'
import {
  byId,
  holderOf,
  type Outcome,
  type Upload,
  uploadColumns,
  uploadOf,
  type UploadRow,
} from './upload-commands.ts'

/** A file that may be sent; or one that is `here` already, under the name that somebody gave it earlier. */
export type Begun = { upload: Upload; here: boolean }

type File = BeginInput & { recordId: string }

/** Begins one record. @throws INVALID for an empty or too large file or no room, CONFLICT for an id that is taken */
export async function beginRecord(db: Db, actor: Participant, access: CaseAccess, input: BeginInput): Promise<Upload> {
  const [begun] = await beginRecords(db, actor, access, [input])
  if (!begun) throw conflict()
  if ('refused' in begun) throw begun.refused
  return begun.upload
}

/**
 * Begins records: a row and a key of our own for each. Sent again with the same ids, they are the same ones; a file that this
 * side has in the case already, or that another window is sending, is that one. What cannot be added is refused by itself.
 * @returns in the order of the input; `recordId` is the one that stands
 */
export async function beginRecords(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  inputs: readonly BeginInput[],
): Promise<Outcome<Begun>[]> {
  const files: File[] = inputs.map((input) => ({ ...input, recordId: input.recordId ?? randomUUID() }))
  const ids = files.map(({ recordId }) => recordId)
  const mine = { caseId: access.row.id, id: { in: ids }, uploadedBy: actorId(actor) }
  const known = byId(await db.record.findMany({ where: mine, select: uploadColumns }))
  const unknown = files.filter(({ recordId, size }) => !known.has(recordId) && !sizeRefusal(size))
  const same = await sameContent(db, access, unknown)
  const fresh = firstOfEach(unknown.filter(({ sha256 }) => !sha256 || !same.has(sha256)))
  const { made, refused } = await insertWhatFits(db, actor, access, fresh)
  // Another window was a moment faster with the same files.
  const lost = fresh.filter(({ recordId }) => !made.has(recordId) && !refused.has(recordId))
  const faster = await sameContent(db, access, lost)
  return files.map((file) => {
    const { recordId, size, sha256 = '' } = file
    const unfit = sizeRefusal(size)
    if (unfit) return { recordId, refused: invalid(unfit, { size: [unfit] }) }
    const mineAlready = known.get(recordId) ?? made.get(recordId)
    if (mineAlready?.size === size) return { recordId, upload: mineAlready, here: false }
    if (mineAlready)
      return { recordId, refused: conflict('This upload was begun for another file. Please add the file anew.') }
    const other = same.get(sha256) ?? faster.get(sha256)
    if (other) return { recordId: other.recordId, upload: other, here: other.status !== 'UPLOADING' }
    const first = sha256 ? fresh.find((one) => one.sha256 === sha256) : undefined
    const twin = first && made.get(first.recordId)
    if (twin) return { recordId: twin.recordId, upload: twin, here: true }
    const because = refused.get(first?.recordId ?? recordId)
    return { recordId, refused: because ?? conflict('This upload has been begun by somebody else.') }
  })
}

/** Of files with one content, the first; those whose content is not known all count. */
function firstOfEach(files: readonly File[]): File[] {
  const seen = new Set<string>()
  return files.filter(({ sha256 }) => {
    if (!sha256) return true
    if (seen.has(sha256)) return false
    seen.add(sha256)
    return true
  })
}

/** An archive is here as long as one of the files that came out of it is: once all were removed, it may come again. */
const unpackedHere = {
  status: 'UNPACKED',
  unpacked: { some: { status: { in: ['CHECKING', 'READY'] } } },
} satisfies Prisma.RecordWhereInput

/** What this side holds in this case of these contents, by SHA-256: records, and files that are on their way. */
async function sameContent(
  db: Db,
  access: CaseAccess,
  files: readonly { sha256?: string | undefined }[],
): Promise<Map<string, Upload>> {
  const hashes = files.flatMap(({ sha256 }) => (sha256 ? [sha256] : []))
  if (hashes.length === 0) return new Map()
  const rows = await db.record.findMany({
    where: {
      caseId: access.row.id,
      holder: holderOf(access),
      AND: [
        { OR: [{ status: { in: ['UPLOADING', 'CHECKING', 'READY'] } }, unpackedHere] },
        { OR: [{ claimedHash: { in: hashes } }, { sha256: { in: hashes } }] },
      ],
    },
    select: { ...uploadColumns, sha256: true, claimedHash: true },
    orderBy: { createdAt: 'desc' },
  })
  const found = new Map<string, Upload>()
  for (const { sha256, claimedHash, ...row } of rows)
    for (const hash of [sha256, claimedHash]) if (hash) found.set(hash, uploadOf(row))
  return found
}

/**
 * Does this side have a record of this content in this case? Without a hash: one of this size, so that a large file is only
 * read for its hash when that can tell something. Files on their way are no records yet.
 */
export async function isHere(
  db: Db,
  access: CaseAccess,
  { size, sha256 }: { size: number; sha256?: string | undefined },
): Promise<boolean> {
  const where = { caseId: access.row.id, holder: holderOf(access), sizeBytes: BigInt(size) }
  const found = await db.record.findFirst({
    where: {
      ...where,
      AND: [
        { OR: [{ status: { in: ['CHECKING', 'READY'] } }, unpackedHere] },
        sha256 ? { OR: [{ sha256 }, { claimedHash: sha256 }] } : {},
      ],
    },
    select: { id: true },
  })
  return found !== null
}

const UNFINISHED = 'Many uploads of this case are not finished. Let them finish, or discard them, and then add more.'

type Inserted = { made: Map<string, Upload>; refused: Map<string, AppError> }

/** @throws CONFLICT when others took the room at the same moment */
async function insertWhatFits(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  files: readonly File[],
): Promise<Inserted> {
  const refused = new Map<string, AppError>()
  if (files.length === 0) return { made: new Map(), refused }
  const [caseId, holder] = [access.row.id, holderOf(access)]
  if ((await unfinished(db, caseId)) + files.length > MAX_UNFINISHED) {
    for (const { recordId } of files) refused.set(recordId, invalid(UNFINISHED))
    return { made: new Map(), refused }
  }
  const rooms = await roomFor(db, caseId, holder)
  const why = refusals(
    rooms,
    files.map(({ size }) => size),
  )
  files.forEach(({ recordId }, at) => {
    const words = why[at]
    if (words) refused.set(recordId, invalid(words))
  })
  const fitting = files.filter(({ recordId }) => !refused.has(recordId))
  const made = byId(await insert(db, actor, access, fitting))
  // Whoever else takes room waits for this transaction, or was waited for: the counters tell.
  if (made.size > 0 && refusalOf(await roomFor(db, caseId, holder), { records: 0, bytes: 0 })) throw conflict()
  return { made, refused }
}

async function unfinished(db: Db, caseId: string): Promise<number> {
  const [found] = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from (
      select from "Record" where "caseId" = ${caseId}::uuid and status = 'UPLOADING' limit ${MAX_UNFINISHED}) found`
  return found?.n ?? 0
}

async function insert(db: Db, actor: Participant, access: CaseAccess, files: readonly File[]): Promise<UploadRow[]> {
  if (files.length === 0) return []
  const caseId = access.row.id
  return db.record.createManyAndReturn({
    data: files.map(({ recordId, size, type = '', name: typed, folder = '', kind, sha256 }) => {
      const name = safeFileName(typed)
      return {
        caseId,
        id: recordId,
        holder: holderOf(access),
        kind: kindToBegin(suggestedKind(name, type), kind),
        name,
        folder: oneLine(folder) || null,
        sizeBytes: BigInt(size),
        declaredType: safeType(type),
        claimedHash: sha256 ?? null,
        objectKey: `cases/${caseId}/${randomUUID()}`,
        partSize: planParts(size).partSize,
        uploadedBy: actorId(actor),
        uploaderName: displayName(actor),
      }
    }),
    skipDuplicates: true,
    select: uploadColumns,
  })
}

/** A browser's word for the type, kept as it is written if it is written like one. */
const safeType = (type: string): string => (/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(type) ? type.toLowerCase() : '')
