import { oneLine, safeFileName } from '#lib/files/name.ts'
import { type Rooms, refusalOf } from '../../room.ts'
import { bytesWords, MAX_FILE_BYTES, RISKY_NAME } from '../../rules.ts'

// Which files of an archive become records, and which archives are not opened at all. Pure: judged from the list at the
// archive's end, before anything is unpacked.

const MIB = 1024 * 1024

/** Twice of what a case holds, for all that is left out. */
const MAX_ENTRIES = 20_000
/** More than two full DVDs. */
export const MAX_UNPACKED_BYTES = 10 * 1024 * MIB
/** Pictures and texts of a record shrink to a tenth, an empty picture to a hundredth; a bomb to a thousandth and less. */
export const MAX_RATIO = 200
/** Below this, a bomb hurts nobody. */
const HARMLESS_BYTES = 50 * MIB
const LOCAL_HEADER = 30

/** What the archive's list says of one file. `path` has slashes only; sizes and offset in bytes. */
export type ArchiveEntry = {
  index: number
  path: string
  packed: number
  size: number
  offset: number
  encrypted: boolean
  link: boolean
  /** Packed in a way that we can unpack. */
  readable: boolean
}

/** A file that becomes a record. `folder`: where it lay, for the screen only. */
export type PlannedEntry = { index: number; name: string; folder: string | null; size: number }

export type LeftOut = 'program' | 'system' | 'archive' | 'outside' | 'empty' | 'large' | 'unreadable'

export type ArchivePlan =
  | { outcome: 'REFUSE'; refusal: string }
  | { outcome: 'TAKE'; entries: PlannedEntry[]; leftOut: Partial<Record<LeftOut, number>> }

const REFUSALS = {
  password:
    'This archive is locked with a password, so neither we nor the virus scanner can look into it. Please unpack it and add the files, or add an archive without a password.',
  bomb: 'This archive unpacks into far more than it seems to hold, as archives made to do harm do. Please unpack it yourself and add the files that matter.',
  overlap:
    'The parts of this archive lie over each other, as in archives made to do harm. Please unpack it yourself and add the files that matter.',
  nothing: 'There is no file in this archive that could be a record. Please add the files themselves.',
}

/** An imaging department's CD, as against a folder that somebody packed. */
const DISC = /(^|\/)(DICOMDIR|autorun\.inf|[^/]*\.exe)$/i
// What systems leave behind, and what a CD carries beside its pictures: viewers, their settings, help and decorations.
const SYSTEM = /(^|\/)(__MACOSX\/|\.|thumbs\.db$|desktop\.ini$|\$recycle\.bin\/|system volume information\/)/i
const BESIDE_PICTURES =
  /\.(inf|ini|cfg|conf|config|manifest|ocx|sys|drv|cab|chm|hlp|css|ico|cur|ttf|otf|woff2?|lic|dat|db|lng|mui|nls|xsl|xslt|dtd|md5|py|so|dylib|class)$/i
const ARCHIVE = /\.(zip|7z|rar|tar|t?gz|tgz|bz2|xz|zst|iso|img|nrg|cab)$/i

/**
 * @param archiveSize bytes of the archive itself
 * @param rooms what the case and the archive's holder can still take, the archive itself counted; null: it was asked before
 */
export function planArchive(
  entries: readonly ArchiveEntry[],
  { archiveSize, rooms }: { archiveSize: number; rooms: Rooms | null },
): ArchivePlan {
  const files = entries.filter(({ path }) => !path.endsWith('/'))
  const refusal = harm(files, archiveSize)
  if (refusal) return { outcome: 'REFUSE', refusal }
  const leftOut: Partial<Record<LeftOut, number>> = {}
  const disc = files.some(({ path }) => DISC.test(path))
  const taken = files.flatMap((entry) => {
    const why = reasonToLeaveOut(entry, disc)
    if (!why) return [planned(entry)]
    leftOut[why] = (leftOut[why] ?? 0) + 1
    return []
  })
  if (taken.length === 0) return { outcome: 'REFUSE', refusal: `${REFUSALS.nothing}${leftOutWords(leftOut)}` }
  const bytes = taken.reduce((sum, { size }) => sum + size, 0)
  // The archive gives its own place back.
  const full = rooms && refusalOf(rooms, { records: taken.length - 1, bytes: bytes - archiveSize })
  if (full) return { outcome: 'REFUSE', refusal: `${holds(taken.length)} ${full}` }
  return { outcome: 'TAKE', entries: taken, leftOut }
}

/** Why an archive with so many files is not even looked through. */
export const tooManyEntries = (count: number): string | null =>
  count > MAX_ENTRIES ? `${holds(count)} Please add only the series and documents that matter.` : null

const holds = (count: number): string =>
  `This archive holds ${count === 1 ? '1 file' : `${count.toLocaleString('en')} files`}.`

function harm(files: readonly ArchiveEntry[], archiveSize: number): string | null {
  if (files.some(({ encrypted }) => encrypted)) return REFUSALS.password
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const swells = (size: number, packed: number) => size > HARMLESS_BYTES && size > MAX_RATIO * packed
  if (swells(total, archiveSize) || files.some(({ size, packed }) => swells(size, packed))) return REFUSALS.bomb
  if (overlaps(files, archiveSize)) return REFUSALS.overlap
  if (total > MAX_UNPACKED_BYTES)
    return `This archive unpacks into ${bytesWords(total)}; at most ${bytesWords(MAX_UNPACKED_BYTES)} are taken at once. Please split it, or add only the series that matter.`
  return null
}

function overlaps(files: readonly ArchiveEntry[], archiveSize: number): boolean {
  const inOrder = files.toSorted((a, b) => a.offset - b.offset)
  return inOrder.some(({ offset, packed }, at) => {
    const next = inOrder[at + 1]?.offset ?? archiveSize
    return offset + LOCAL_HEADER + packed > next
  })
}

function reasonToLeaveOut({ path, size, link, readable }: ArchiveEntry, disc: boolean): LeftOut | null {
  if (link || path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..')) return 'outside'
  if (SYSTEM.test(path)) return 'system'
  if (size === 0) return 'empty'
  if (size > MAX_FILE_BYTES) return 'large'
  if (ARCHIVE.test(path)) return 'archive'
  if (RISKY_NAME.test(path.trim()) || (disc && BESIDE_PICTURES.test(path))) return 'program'
  return readable ? null : 'unreadable'
}

function planned({ index, path, size }: ArchiveEntry): PlannedEntry {
  const at = path.lastIndexOf('/')
  return { index, name: safeFileName(path), folder: at > 0 ? oneLine(path.slice(0, at)) || null : null, size }
}

const LEFT_OUT: Record<LeftOut, readonly [one: string, many: string]> = {
  program: ['program or its part', 'programs and their parts'],
  system: ['file of the computer’s own', 'files of the computer’s own'],
  archive: ['archive inside the archive', 'archives inside the archive'],
  outside: ['link out of the archive', 'links out of the archive'],
  empty: ['empty file', 'empty files'],
  large: ['file that is too large', 'files that are too large'],
  unreadable: ['file that could not be read', 'files that could not be read'],
}

/** "Unpacked into 433 files. Left out: 3 programs and their parts, 1 empty file." */
export function unpackedWords(files: number, leftOut: Partial<Record<LeftOut, number>>): string {
  const opened = `Unpacked into ${files === 1 ? '1 file' : `${files.toLocaleString('en')} files`}.`
  return opened + leftOutWords(leftOut)
}

function leftOutWords(leftOut: Partial<Record<LeftOut, number>>): string {
  const words = (Object.keys(LEFT_OUT) as LeftOut[]).flatMap((why) => {
    const n = leftOut[why] ?? 0
    return n > 0 ? [`${n.toLocaleString('en')} ${LEFT_OUT[why][n === 1 ? 0 : 1]}`] : []
  })
  return words.length > 0 ? ` Left out: ${words.join(', ')}.` : ''
}
