import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordStatus } from '#lib/db/generated/enums.ts'
import { conflict, invalid } from '#lib/errors.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { storage, type StoredPart } from '#lib/gateways/storage.ts'
import { keepUploadId, markArrived, type Upload } from './commands.ts'
import { missingParts, partLength } from './rules.ts'

// Between browser and object store: bytes go straight there, the server owns key, upload id and completion. These calls
// run outside of transactions; what they learn is written by `again`, a unit of work of its own.

type Again = <T>(work: (unit: { db: Db; access: CaseAccess }) => Promise<T>) => Promise<T>

export type Links = Record<number, string>
export type UploadTicket = {
  recordId: string
  status: RecordStatus
  size: number
  partSize: number
  parts: number
  /** Parts that the store has, whole. */
  done: number[]
  /** Links for the first parts, which save small files a round trip. */
  links: Links
}

/** The store's word for an upload that it does not (or no longer) know. */
const isGone = (error: unknown): boolean => isGatewayError(error) && !error.temporary && error.code === 'NoSuchUpload'

const FIRST_LINKS = 4

const ticket = (upload: Upload, done: number[], links: Links): UploadTicket => ({
  recordId: upload.recordId,
  status: upload.status,
  size: upload.size,
  partSize: upload.partSize,
  parts: Math.ceil(upload.size / upload.partSize),
  done,
  links,
})

/** Opens the upload at the store and gives links for its first parts. @throws GatewayError('storage') */
export async function openUpload(upload: Upload, again: Again): Promise<UploadTicket> {
  if (upload.status !== 'UPLOADING') return ticket(upload, [], {})
  const opened = upload.uploadId ? upload : await renewed(upload, again)
  const count = Math.min(FIRST_LINKS, Math.ceil(upload.size / upload.partSize))
  const parts = Array.from({ length: count }, (_, at) => at + 1)
  return ticket(opened, [], await signParts(opened, parts))
}

/** Asks the store which parts it has, so that an upload goes on where it stopped. @throws GatewayError('storage') */
export async function uploadState(upload: Upload, again: Again): Promise<UploadTicket> {
  if (upload.status !== 'UPLOADING') return ticket(upload, [], {})
  if (!upload.uploadId) return openUpload(upload, again)
  const parts = await partsOf(upload)
  if (parts) return ticket(upload, wholeParts(upload, parts), {})
  // The store forgot the upload: it was put together already, or given up by a rule of the bucket.
  if (await isWhole(upload)) return ticket({ ...upload, status: await settle(upload, again) }, [], {})
  return openUpload({ ...(await renewed(upload, again)) }, again)
}

/** @throws CONFLICT once the file has arrived, INVALID for parts that the file does not have */
export async function signParts(upload: Upload, parts: readonly number[]): Promise<Links> {
  if (upload.status !== 'UPLOADING' || !upload.uploadId) throw conflict('This upload has ended.')
  const { objectKey, uploadId, size, partSize } = upload
  if (parts.some((n) => partLength(size, partSize, n) === 0))
    throw invalid('This file does not have such a part.', { parts: ['This file does not have such a part.'] })
  const sign = async (n: number) =>
    [n, await storage().signPart(objectKey, uploadId, n, partLength(size, partSize, n))] as const
  return Object.fromEntries(await Promise.all(parts.map(sign)))
}

/**
 * Puts the parts together at the store and sends the record to its check. Twice is as good as once.
 * @throws INVALID while parts are missing, with their numbers in `fieldErrors.parts`
 */
export async function completeUpload(upload: Upload, again: Again): Promise<{ status: RecordStatus }> {
  if (upload.status !== 'UPLOADING') return { status: upload.status }
  const parts = upload.uploadId ? await partsOf(upload) : []
  if (parts) {
    const missing = missingParts(upload.size, upload.partSize, parts)
    if (missing.length > 0) throw partsMissing(missing)
    await putTogether(upload, parts)
  } else if (!(await isWhole(upload))) throw partsMissing([1])
  return { status: await settle(upload, again) }
}

function partsMissing(missing: number[]): Error {
  const message = 'The file has not arrived whole: a part of it is missing. Please let the upload go on.'
  return invalid(message, { parts: missing.slice(0, 1000).map(String) })
}

async function putTogether(upload: Upload, parts: StoredPart[]): Promise<void> {
  try {
    await storage().completeUpload(upload.objectKey, upload.uploadId ?? '', parts)
  } catch (error) {
    // Another request put it together between our two calls.
    if (!isGone(error) || !(await isWhole(upload))) throw error
  }
}

const settle = (upload: Upload, again: Again): Promise<RecordStatus> =>
  again(({ db, access }) => markArrived(db, access, upload.recordId))

/** The parts the store has, or null when it does not know the upload. */
async function partsOf(upload: Upload): Promise<StoredPart[] | null> {
  try {
    return await storage().listParts(upload.objectKey, upload.uploadId ?? '')
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

const wholeParts = (upload: Upload, parts: StoredPart[]): number[] =>
  parts
    .filter((part) => part.size === partLength(upload.size, upload.partSize, part.partNumber))
    .map((part) => part.partNumber)

async function isWhole(upload: Upload): Promise<boolean> {
  return (await storage().head(upload.objectKey))?.size === upload.size
}

/** A new upload at the store for the same key; of two requests that renew at once, one wins and the other's is given up. */
async function renewed(upload: Upload, again: Again): Promise<Upload> {
  // The type is the check's to say; until then the store knows bytes only.
  const made = await storage().createUpload(upload.objectKey, 'application/octet-stream')
  const uploadId = await again(({ db, access }) => keepUploadId(db, access, upload, made))
  if (uploadId !== made) await storage().abortUpload(upload.objectKey, made)
  return { ...upload, uploadId }
}
