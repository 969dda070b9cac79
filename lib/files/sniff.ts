import { fileTypeFromBuffer } from 'file-type'
import { dicomShape } from './dicom-shape.ts'
import { safeFileName } from './name.ts'
import { textType } from './sniff-text.ts'

/** How many bytes of a file's start are wanted; fewer is fine for a shorter file. */
export const SNIFF_BYTES = 128 * 1024

export type Family =
  | 'dicom'
  | 'dicomArchive'
  | 'pdf'
  | 'image'
  | 'video'
  | 'audio'
  | 'document'
  | 'table'
  | 'text'
  | 'markup'
  | 'data'
  | 'archive'
  | 'program'
  | 'empty'
  | 'unknown'

/** What a file is by its content. `extension` has no dot. */
export type Sniffed = { mime: string; extension: string; family: Family }

export type RecordKind = 'HISTORY' | 'LAB' | 'IMAGING' | 'PATHOLOGY' | 'PHOTO' | 'VIDEO' | 'LETTER' | 'OTHER'

const DICOM: Sniffed = { mime: 'application/dicom', extension: 'dcm', family: 'dicom' }
const UNKNOWN: Sniffed = { mime: 'application/octet-stream', extension: 'bin', family: 'unknown' }

const DOCUMENT = /wordprocessingml|opendocument\.(text|presentation)|presentationml|msword|rtf|epub|x-cfb/
const TABLE = /spreadsheetml|opendocument\.spreadsheet|ms-excel/
const ARCHIVE = /zip|x-tar|x-7z|x-rar|x-bzip2|x-xz|gzip|x-iso9660|zstd|vnd\.rar/
const PROGRAM = /x-msdownload|x-elf|x-mach-binary|wasm|java-archive|vnd\.android\.package-archive|x-msi|x-dosexec/

function familyOf(mime: string): Family {
  if (mime === 'application/pdf') return 'pdf'
  if (PROGRAM.test(mime)) return 'program'
  if (/svg|html|xml$/.test(mime) && !/openxml|opendocument/.test(mime)) return 'markup'
  if (mime.startsWith('image/')) return 'image'
  if (mime.startsWith('video/')) return 'video'
  if (mime.startsWith('audio/')) return 'audio'
  if (TABLE.test(mime)) return 'table'
  if (DOCUMENT.test(mime)) return 'document'
  return ARCHIVE.test(mime) ? 'archive' : 'unknown'
}

/** HEIF brands by the file type box, for files too damaged or too new for the general detector. */
function heif(head: Buffer): Sniffed | null {
  if (head.toString('latin1', 4, 8) !== 'ftyp') return null
  const brands = head.toString('latin1', 8, Math.min(head.length, Math.min(head.readUInt32BE(0), 64)))
  if (/avi[fs]/.test(brands)) return { mime: 'image/avif', extension: 'avif', family: 'image' }
  return /heic|heix|hevc|hevx|heim|heis|mif1|msf1/.test(brands)
    ? { mime: 'image/heic', extension: 'heic', family: 'image' }
    : null
}

/** A CD from an imaging department is a zip with a DICOMDIR, or one whose first files are DICOM. */
function holdsDicom(head: Buffer): boolean {
  let at = head.indexOf('PK\x03\x04', 0, 'latin1')
  for (let seen = 0; at >= 0 && at + 30 < head.length && seen < 200; seen += 1) {
    const length = head.readUInt16LE(at + 26)
    const name = head.toString('utf8', at + 30, at + 30 + length)
    if (/(^|\/)DICOMDIR$/i.test(name) || /\.(dcm|dicom)$/i.test(name)) return true
    const stored = head.readUInt16LE(at + 8) === 0 ? at + 30 + length + head.readUInt16LE(at + 28) : -1
    if (stored > 0 && head.toString('latin1', stored + 128, stored + 132) === 'DICM') return true
    at = head.indexOf('PK\x03\x04', at + 30 + length, 'latin1')
  }
  return false
}

async function detect(head: Buffer): Promise<Sniffed | null> {
  try {
    const found = await fileTypeFromBuffer(head)
    if (!found) return null
    const mime = found.mime.split(';')[0] ?? found.mime
    return { mime, extension: found.ext, family: familyOf(mime) }
  } catch {
    // Cut off in the middle of a container: the rules below still apply.
    return null
  }
}

/**
 * The type of a file by its first bytes (up to SNIFF_BYTES); the name only decides between kinds of plain text.
 * Never throws: what is not known is `application/octet-stream`, family `unknown`.
 */
export async function sniff(bytes: Uint8Array, name = ''): Promise<Sniffed> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SNIFF_BYTES))
  if (head.length === 0) return { mime: 'application/x-empty', extension: 'bin', family: 'empty' }
  if (dicomShape(head)) return DICOM
  const picture = head.length > 16 ? heif(head) : null
  if (picture) return picture
  const detected = await detect(head)
  if (detected?.mime === 'application/zip' && holdsDicom(head)) {
    return { mime: 'application/zip', extension: 'zip', family: 'dicomArchive' }
  }
  // XML-based types are judged by our own text rules, which know the ones that can carry script.
  if (detected && detected.family !== 'markup') return detected
  if (head.toString('latin1', 0, Math.min(head.length, 1_024)).includes('%PDF-')) {
    return { mime: 'application/pdf', extension: 'pdf', family: 'pdf' }
  }
  return textType(head, name) ?? detected ?? UNKNOWN
}

// Words as they stand in file names of practices and laboratories, several languages of Latin script included.
const WORDS: readonly (readonly [RecordKind, RegExp])[] = [
  ['PATHOLOGY', /patholog|histo(?!r)|cytolog|biops|necrops|immunohisto|\bihc\b|\bfna\b/],
  [
    'IMAGING',
    /x-?ray|radiograph|roentgen|röntgen|\bct\b|\bmri?\b|ultraso|echocardio|sonogra|scintigra|\bdicom\b|thorax|imaging/,
  ],
  ['LETTER', /letter|referral|discharge|correspond|\bbrief\b|courrier|carta\b/],
  [
    'LAB',
    /\blabs?\b|\blabor|blood|haemat|hemat|biochem|\bchem\b|\bcbc\b|\burin|serolog|\bcultur|\bpcr\b|panel|result|\bt4\b|cortisol|idexx|antech/,
  ],
  ['HISTORY', /histor|\bnotes?\b|\bsoap\b|chart|record|consult|patient|anamn|vaccin|medication/],
]

/** The kind of record a file most likely is, for the person to confirm: by its content first, then by words in its name. */
export function kindOf(sniffed: Sniffed, name: string): RecordKind {
  const { family } = sniffed
  if (family === 'dicom' || family === 'dicomArchive') return 'IMAGING'
  if (family === 'video') return 'VIDEO'
  const words = safeFileName(name)
    .toLowerCase()
    .replaceAll(/[_.\d]+/g, ' ')
  const byName = WORDS.find(([, pattern]) => pattern.test(words))?.[0]
  if (family === 'image') return byName === 'IMAGING' || byName === 'PATHOLOGY' || byName === 'LAB' ? byName : 'PHOTO'
  if (family === 'table') return byName ?? 'LAB'
  const readable = family === 'pdf' || family === 'document' || family === 'text' || family === 'data'
  return readable ? (byName ?? 'OTHER') : 'OTHER'
}
