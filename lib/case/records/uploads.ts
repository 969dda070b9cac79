import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordStatus } from '#lib/db/generated/enums.ts'
import { type AppError, conflict, invalid, notFound } from '#lib/errors.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { storage, type StoredPart } from '#lib/gateways/storage.ts'
import { atMost } from './at-most.ts'
import { missingParts, partLength } from './rules.ts'
import { keepUploadIds, markArrived, type Outcome, type Upload } from './upload-commands.ts'

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
/** Calls to the store at once, of one request. */
const STORE_AT_ONCE = 16

const partsIn = ({ size, partSize }: Upload): number => Math.ceil(size / partSize)

const ticket = (upload: Upload, done: number[], links: Links): UploadTicket => ({
  recordId: upload.recordId,
  status: upload.status,
  size: upload.size,
  partSize: upload.partSize,
  parts: partsIn(upload),
  done,
  links,
})

/** Opens uploads at the store and gives links for the first parts of each. @throws GatewayError('storage') */
export async function openUploads(uploads: readonly Upload[], again: Again): Promise<UploadTicket[]> {
  const unopened = uploads.filter(({ status, uploadId }) => status === 'UPLOADING' && !uploadId)
  const opened = new Map((await renewed(unopened, again)).map((upload) => [upload.recordId, upload]))
  return Promise.all(
    uploads.map(async (given) => {
      const upload = opened.get(given.recordId) ?? given
      if (upload.status !== 'UPLOADING') return ticket(upload, [], {})
      const first = Array.from({ length: Math.min(FIRST_LINKS, partsIn(upload)) }, (_, at) => at + 1)
      return ticket(upload, [], await signParts(upload, first))
    }),
  )
}

export async function openUpload(upload: Upload, again: Again): Promise<UploadTicket> {
  const [opened] = await openUploads([upload], again)
  if (!opened) throw notFound()
  return opened
}

/** Asks the store which parts it has, so that an upload goes on where it stopped. @throws GatewayError('storage') */
export async function uploadState(upload: Upload, again: Again): Promise<UploadTicket> {
  if (upload.status !== 'UPLOADING') return ticket(upload, [], {})
  if (!upload.uploadId) return openUpload(upload, again)
  const parts = await partsOf(upload)
  if (parts) return ticket(upload, wholeParts(upload, parts), {})
  // The store forgot the upload: it was put together already, or given up by a rule of the bucket.
  if (await isWhole(upload)) return ticket({ ...upload, status: await settle(upload, again) }, [], {})
  const [anew] = await renewed([upload], again)
  return openUpload(anew ?? upload, again)
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
 * Puts the parts of each file together at the store and sends the records to their check. Twice is as good as once. A file of
 * which parts are missing is refused by itself, with their numbers in `fieldErrors.parts`.
 * @throws GatewayError('storage') while the store is away: what it has put together by then is found whole the next time
 */
export async function completeUploads(
  uploads: readonly Upload[],
  again: Again,
): Promise<Outcome<{ status: RecordStatus }>[]> {
  const judged = await atMost(STORE_AT_ONCE, uploads, async (upload) => {
    const { recordId, status } = upload
    if (status !== 'UPLOADING') return { recordId, status }
    const refused = await putTogether(upload)
    return refused ? { recordId, refused } : { recordId, status }
  })
  const arrived = judged.filter((one) => 'status' in one && one.status === 'UPLOADING').map(({ recordId }) => recordId)
  if (arrived.length === 0) return judged
  const now = await again(({ db, access }) => markArrived(db, access, arrived))
  return judged.map((one) => {
    const { recordId } = one
    if (!arrived.includes(recordId)) return one
    const status = now.get(recordId)
    return status ? { recordId, status } : { recordId, refused: notFound() }
  })
}

/** The same of one file. @throws INVALID while parts are missing */
export async function completeUpload(upload: Upload, again: Again): Promise<{ status: RecordStatus }> {
  const [done] = await completeUploads([upload], again)
  if (!done) throw notFound()
  if ('refused' in done) throw done.refused
  return { status: done.status }
}

/** @returns why not, or null when the store has the file whole */
async function putTogether(upload: Upload): Promise<AppError | null> {
  const parts = upload.uploadId ? await partsOf(upload) : []
  if (!parts) return (await isWhole(upload)) ? null : partsMissing([1])
  const missing = missingParts(upload.size, upload.partSize, parts)
  if (missing.length > 0) return partsMissing(missing)
  try {
    await storage().completeUpload(upload.objectKey, upload.uploadId ?? '', parts)
  } catch (error) {
    // Another request put it together between our two calls.
    if (isGone(error) && (await isWhole(upload))) return null
    // One file that the store will never take must not hold up those beside it.
    if (isGatewayError(error) && !error.temporary) return conflict('The file store did not take this file.')
    throw error
  }
  return null
}

function partsMissing(missing: number[]): AppError {
  const message = 'The file has not arrived whole: a part of it is missing. Please let the upload go on.'
  return invalid(message, { parts: missing.slice(0, 1000).map(String) })
}

async function settle(upload: Upload, again: Again): Promise<RecordStatus> {
  const { recordId } = upload
  const status = (await again(({ db, access }) => markArrived(db, access, [recordId]))).get(recordId)
  if (!status) throw notFound()
  return status
}

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

/** New uploads at the store for the same keys; of two requests that renew at once, one wins and the other's is given up. */
async function renewed(uploads: readonly Upload[], again: Again): Promise<Upload[]> {
  if (uploads.length === 0) return []
  const made = await atMost(STORE_AT_ONCE, uploads, async (upload) => ({
    upload,
    // The type is the check's to say; until then the store knows bytes only.
    uploadId: await storage().createUpload(upload.objectKey, 'application/octet-stream'),
  }))
  const standing = await again(({ db, access }) => keepUploadIds(db, access, made))
  const lost = made.filter(({ upload, uploadId }) => standing.get(upload.recordId) !== uploadId)
  await atMost(STORE_AT_ONCE, lost, ({ upload, uploadId }) => storage().abortUpload(upload.objectKey, uploadId))
  return made.map(({ upload }) => ({ ...upload, uploadId: standing.get(upload.recordId) ?? null }))
}
