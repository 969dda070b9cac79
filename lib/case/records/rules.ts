import type { RecordKind, Side } from '#lib/db/generated/enums.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import type { Sniffed } from '#lib/files/sniff.ts'

// What may become a record, in which parts it travels, and how it reads. Pure, and small: the uploader uses it too.

const KIB = 1024
const MIB = 1024 * KIB
const GIB = 1024 * MIB

/** S3's own limit for one object in parts is higher; more than this is a disc's worth and travels better as several files. */
export const MAX_FILE_BYTES = 5 * GIB
export const MIN_PART_BYTES = 8 * MIB
/** Each part costs questions around it, so a large file travels in larger parts, up to this. */
const LARGE_PART_BYTES = 32 * MIB
/** In about so many, no fewer: six are lost with a connection, which is an eighth of the file at most. */
const MANY_PARTS = 48
/** S3's limit. */
export const MAX_PARTS = 10_000
/** Files of one case that are still on their way. */
export const MAX_UNFINISHED = 1000
/** Until here a file's SHA-256 is found before it is sent; of a larger one beside it, for nobody waits so long. */
export const HASH_FIRST_BYTES = 256 * MIB
/** Counting asks for each row whether this reader may see it: further than this it is "100+". */
export const MOST_COUNTED = 100
/** Files begun or completed by one request. */
export const MAX_BATCH = 64
/** Part links given at once. */
export const MAX_LINKS = 32

export type PartPlan = { partSize: number; parts: number }

/** Parts of 8 to 32 MiB, or as many whole MiB more as it takes to stay within S3's number of parts. Sizes in bytes. */
export function planParts(size: number): PartPlan {
  const among = (parts: number) => Math.ceil(size / parts / MIB) * MIB
  const partSize = Math.max(MIN_PART_BYTES, Math.min(among(MANY_PARTS), LARGE_PART_BYTES), among(MAX_PARTS))
  return { partSize, parts: Math.max(1, Math.ceil(size / partSize)) }
}

/** Bytes of part `n` (from 1) of a file; 0 when there is no such part. */
export function partLength(size: number, partSize: number, n: number): number {
  if (!Number.isInteger(n) || n < 1) return 0
  return Math.max(0, Math.min(partSize, size - (n - 1) * partSize))
}

/** Part numbers that are not there, or not with the bytes they should have. */
export function missingParts(
  size: number,
  partSize: number,
  arrived: readonly { partNumber: number; size: number }[],
): number[] {
  const there = new Map(arrived.map((part) => [part.partNumber, part.size]))
  const count = Math.ceil(size / partSize)
  return Array.from({ length: count }, (_, at) => at + 1).filter((n) => there.get(n) !== partLength(size, partSize, n))
}

/** Why a file of this size cannot be added, in words; null when it can. */
export function sizeRefusal(size: number): string | null {
  if (size === 0) return 'This file is empty (0 bytes). Please look whether it opens on your device.'
  if (size > MAX_FILE_BYTES)
    return `This file is larger than ${bytesWords(MAX_FILE_BYTES)}. Please split it, or send only the series that matter.`
  return null
}

/** Endings that are run by a double click on one system or another, or opened by a browser as a page of its own. */
export const RISKY_NAME =
  /\.(exe|com|scr|pif|msi|msp|bat|cmd|ps1|vbs|vbe|wsf|wsh|jse?|mjs|hta|cpl|dll|lnk|url|reg|jar|apk|app|dmg|pkg|deb|rpm|sh|bash|html?|xhtml|mht|mhtml|svgz?|swf)$/i

/** Why content of this type cannot be a record, in words; null when it can. */
export function contentRefusal({ family, mime }: Sniffed, name: string): string | null {
  if (family === 'empty') return 'This file is empty (0 bytes).'
  if (family === 'program')
    return 'This file is a program, not a record. Please add documents, pictures, videos or DICOM files.'
  if (mime === 'text/html' || mime === 'image/svg+xml')
    return 'This file is a web page or a drawing that can carry programs. Please save it as a PDF or a picture and add that.'
  if (RISKY_NAME.test(name.trim()))
    return 'A file with this ending could run as a program on somebody’s computer. Please add it as a PDF, a picture or a text.'
  return null
}

// Only what a browser shows by itself and without running anything; all else is handed over as a download. So are pictures: on
// screen they are shown as previews, without the place and the camera that the original may name.
const OPENS_IN_BROWSER = new Set(['application/pdf', 'text/plain', 'video/mp4'])

export const opensInBrowser = (contentType: string | null): boolean =>
  contentType !== null && OPENS_IN_BROWSER.has(contentType)

/** Sides that hold records. */
export type Holder = Exclude<Side, 'SYSTEM' | 'SUPPORT'>

/** The order of the list: what a specialist reads first. */
export const KINDS = [
  'HISTORY',
  'LAB',
  'IMAGING',
  'PATHOLOGY',
  'PHOTO',
  'VIDEO',
  'LETTER',
  'OTHER',
] as const satisfies readonly RecordKind[]

/** "4.1 MB", "830 kB", "12 bytes": decimal units, as phones and file managers show them. */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${Math.round(bytes)} bytes`
  const [unit, size] = bytes < 999_500 ? ['kB', 1e3] : bytes < 999_500_000 ? ['MB', 1e6] : (['GB', 1e9] as const)
  const value = bytes / size
  return `${value < 10 && unit !== 'kB' ? value.toFixed(1) : Math.round(value)} ${unit}`
}

export const MODALITY_WORDS: Partial<Record<string, string>> = {
  CR: 'An X-ray picture from a scanned plate (computed radiography)',
  CT: 'A CT scan: X-rays from all round, put together in slices',
  DX: 'A digital X-ray picture',
  ES: 'Pictures from inside the body, through an endoscope',
  MR: 'An MRI scan: slices made with a strong magnet, without X-rays',
  NM: 'A nuclear medicine scan: shows how an organ works',
  OT: 'A picture of another kind',
  PT: 'A PET scan: shows where the body uses the most energy',
  RF: 'An X-ray film in motion (fluoroscopy)',
  SR: 'A written report from the imaging machine',
  US: 'An ultrasound picture or clip',
  XA: 'An X-ray film of blood vessels (angiography)',
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "12 Nov 2026" of a date without time. @param date YYYY-MM-DD */
export const dayWords = (date: string): string => DAY.format(new Date(`${date}T00:00:00Z`))

/** "thorax · 12 Nov 2026 · 65 frames": what a DICOM file says of itself, after its modality. */
export function dicomDetails(
  facts: Pick<DicomFacts, 'bodyPart' | 'studyDate' | 'seriesDescription' | 'frames'>,
): string {
  const part = facts.bodyPart?.toLowerCase().replaceAll('_', ' ') ?? facts.seriesDescription
  const day = facts.studyDate && dayWords(facts.studyDate)
  return [part, day, facts.frames > 1 && `${facts.frames} frames`].filter(Boolean).join(' · ')
}

const TYPE_WORDS: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/dicom': 'DICOM',
  'application/zip': 'ZIP archive',
  'application/json': 'JSON data',
  'application/xml': 'XML data',
  'application/rtf': 'Text document',
  'application/msword': 'Word document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel table',
  'application/vnd.ms-excel': 'Excel table',
  'text/csv': 'Table (CSV)',
  'text/tab-separated-values': 'Table (TSV)',
  'text/plain': 'Text',
  'video/quicktime': 'Video (MOV)',
}

/** A type in words that a person knows: "PDF", "JPEG picture". */
export function typeWords(contentType: string | null): string {
  if (!contentType) return 'File'
  const [family = '', subtype = ''] = contentType.split('/')
  const short = subtype.replace(/^x-|\+.*$/g, '').toUpperCase()
  if (TYPE_WORDS[contentType]) return TYPE_WORDS[contentType]
  if (family === 'image') return `${short} picture`
  if (family === 'video') return `Video (${short})`
  if (family === 'audio') return `Sound (${short})`
  return 'File'
}
