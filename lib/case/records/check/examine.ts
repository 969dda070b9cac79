import 'server-only'
import { createHash, hash as digest } from 'node:crypto'
import { DICOM_HEAD_BYTES, readDicom } from '#lib/files/dicom.ts'
import { hasForeignPreamble, PREAMBLE_BYTES, withoutPreamble } from '#lib/files/preamble.ts'
import { type Family, kindOf, sniff, SNIFF_BYTES, type Sniffed } from '#lib/files/sniff.ts'
import { dicomSeemsCutOff, type Ends, pdfIsProtected, pdfSeemsCutOff, TAIL_BYTES } from '#lib/files/whole.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { scanner, type ScanResult } from '#lib/gateways/scanner.ts'
import { storage } from '#lib/gateways/storage.ts'
import type { Flag } from '../flags.ts'
import { contentRefusal } from '../rules.ts'
import { type Finding, type ScanWord, unfit } from './finding.ts'
import { isSmall } from './rules.ts'
import type { Checked } from './settle.ts'

const NOT_ARRIVED = 'The file did not arrive. Please add it again.'
const EMPTY = 'This file is empty (0 bytes).'
const OTHER_SIZE = 'The file was cut off on its way: its size differs. Please add it again.'

/** What is there of a file: all of it when it is small (`whole`, and `head` too), else both its ends. */
type Seen = Ends & { whole: Buffer | null }

/**
 * Looks at a file's bytes: what it is by its content, whether it may be a record, and what the scanner says.
 * @throws GatewayError while the store is away
 */
export async function examine(record: Checked): Promise<Finding> {
  const seen = isSmall(record.sizeBytes) ? await seeWhole(record) : await seeHead(record)
  if (typeof seen === 'string') return unfit(seen)
  const { name, objectKey } = record
  const sniffed = await sniff(seen.head, name)
  const refusal = contentRefusal(sniffed, name)
  if (refusal) return unfit(refusal)
  if (isArchive(sniffed)) {
    const closed = archiveRefusal(sniffed, record)
    return closed ? unfit(closed) : { outcome: 'ARCHIVE', sha256: await hashOf(await bytesOf(seen, objectKey)) }
  }
  const arrivedSha256 =
    sniffed.family === 'dicom' && hasForeignPreamble(seen.head) ? await clearPreamble(seen, objectKey) : null
  const { sha256, scan } = seen.whole
    ? await judgeWhole(seen.whole)
    : await hashAndScan(await storage().read(objectKey))
  const word = scanWord(scan)
  if (word === 'WAITING') return { outcome: 'WAITS' }
  if (scan.status === 'INFECTED')
    return {
      outcome: 'UNFIT',
      refusal: `The virus scanner found something harmful in it (${scan.signature}).`,
      sha256,
      scan: word,
    }
  return {
    outcome: 'FIT',
    contentType: sniffed.mime,
    kind: kindOf(sniffed, name),
    dicom: sniffed.family === 'dicom' ? readDicom(seen.head) : null,
    sha256,
    arrivedSha256,
    scan: word,
    flags: [...flagsOf(sniffed.family, seen), ...(arrivedSha256 ? (['PREAMBLE_CLEARED'] as const) : [])],
  }
}

const isArchive = ({ family }: Sniffed): boolean => family === 'archive' || family === 'dicomArchive'

/** Why an archive is not opened, in words. What is in one that is, is judged when it is unpacked. */
function archiveRefusal({ mime }: Sniffed, { fromArchiveId }: Checked): string | null {
  if (fromArchiveId)
    return 'An archive inside an archive is not opened. Please unpack it on your device and add its files.'
  if (mime !== 'application/zip')
    return 'An archive of this kind is not opened here. Please pack the files as a ZIP, or add the files themselves.'
  return null
}

async function hashOf(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

/** The file, or why it cannot be one. */
async function seeWhole({ objectKey, sizeBytes }: Checked): Promise<Seen | string> {
  const size = Number(sizeBytes)
  try {
    const whole = await storage().readBytes(objectKey, { maxBytes: size })
    if (whole.length === 0) return EMPTY
    return whole.length === size ? { head: whole, tail: whole.subarray(-TAIL_BYTES), size, whole } : OTHER_SIZE
  } catch (error) {
    if (isGatewayError(error) && error.code === 'TooLarge') return OTHER_SIZE
    if (isGatewayError(error) && error.code === 'NoSuchKey') return NOT_ARRIVED
    throw error
  }
}

async function seeHead({ objectKey, sizeBytes }: Checked): Promise<Seen | string> {
  const stored = await storage().head(objectKey)
  if (!stored) return NOT_ARRIVED
  if (stored.size === 0) return EMPTY
  if (BigInt(stored.size) !== sizeBytes) return OTHER_SIZE
  const { size } = stored
  const head = await storage().readBytes(objectKey, {
    range: { start: 0, end: Math.max(SNIFF_BYTES, DICOM_HEAD_BYTES) - 1 },
  })
  const tail = await storage().readBytes(objectKey, { range: { start: size - TAIL_BYTES } })
  return { head, tail, size, whole: null }
}

const bytesOf = async (
  { whole }: Seen,
  objectKey: string,
): Promise<Iterable<Uint8Array> | AsyncIterable<Uint8Array>> => (whole ? [whole] : await storage().read(objectKey))

function flagsOf(family: Family, ends: Ends): Flag[] {
  if (family === 'dicom') return dicomSeemsCutOff(ends) ? ['CUT_OFF'] : []
  if (family !== 'pdf') return []
  return [
    ...(pdfSeemsCutOff(ends) ? (['CUT_OFF'] as const) : []),
    ...(pdfIsProtected(ends) ? (['PROTECTED'] as const) : []),
  ]
}

/**
 * Stores the file anew without what stands in front of its DICOM. The bytes in `seen` are changed with it.
 * @returns the hash of what arrived
 */
async function clearPreamble(seen: Seen, objectKey: string): Promise<string> {
  const arrived = await hashOf(await bytesOf(seen, objectKey))
  if (seen.whole) {
    seen.whole.fill(0, 0, PREAMBLE_BYTES)
    await storage().put(objectKey, seen.whole, 'application/octet-stream')
  } else await storage().putStream(objectKey, withoutPreamble(await storage().read(objectKey)))
  return arrived
}

/** A scanner that is there but gives no answer is waited for: what nobody has looked at is never passed as if it were. */
function scanWord(scan: ScanResult): ScanWord {
  if (scan.status !== 'NOT_SCANNED') return scan.status
  if (scan.reason === 'NO_SCANNER') return 'NOT_SCANNED'
  return scan.reason === 'TOO_LARGE' ? 'TOO_LARGE' : 'WAITING'
}

/** The hash is made at once: a third of a millisecond for a slice, and less than to hand its bytes to somebody else. */
async function judgeWhole(whole: Buffer): Promise<{ sha256: string; scan: ScanResult }> {
  const scan = scanner().scan([whole])
  return { sha256: digest('sha256', whole, 'hex'), scan: await scan }
}

/** Once through the bytes, for hash and scanner; memory stays flat whatever the size. */
async function hashAndScan(bytes: AsyncIterable<Uint8Array>): Promise<{ sha256: string; scan: ScanResult }> {
  const hash = createHash('sha256')
  const steps = bytes[Symbol.asyncIterator]()
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const step = await steps.next()
    if (!step.done) hash.update(step.value)
    return step
  }
  // Without a `return` of its own: a scanner that stops early must not end the stream for the hash.
  const scan = await scanner().scan({ [Symbol.asyncIterator]: () => ({ next }) })
  while (!(await next()).done);
  return { sha256: hash.digest('hex'), scan }
}
