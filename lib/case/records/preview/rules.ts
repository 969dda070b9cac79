import { bytesWords } from '../rules.ts'

// What is read out of which record, within which limits, and what is said where that fails. Pure.

export type ReadAs = 'PICTURE' | 'HEIC' | 'PDF' | 'TEXT'

const MIB = 1024 * 1024
/** Larger files are handed over as they are: a preview of them would cost more than it helps. */
const MOST_BYTES: Record<ReadAs, number> = { PICTURE: 128 * MIB, HEIC: 64 * MIB, PDF: 128 * MIB, TEXT: Infinity }
/** Of a text, so much of its beginning. */
export const TEXT_BYTES = MIB
/** What is kept of a record's words, in bytes: some hundred pages. */
export const KEPT_TEXT_BYTES = 200_000

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif'])
const TEXTS = new Set(['text/plain', 'text/csv', 'text/tab-separated-values', 'application/json'])

/** How a record of this type is read; null: it is handed over as it is (DICOM has a reader of its own). */
export function readAs(contentType: string | null): ReadAs | null {
  if (!contentType) return null
  if (PICTURES.has(contentType)) return 'PICTURE'
  if (contentType === 'image/heic' || contentType === 'image/heif') return 'HEIC'
  if (contentType === 'application/pdf') return 'PDF'
  return TEXTS.has(contentType) ? 'TEXT' : null
}

/** What a record's own page shows of it. */
export type Shows = 'PICTURE' | 'PDF' | 'FILM' | 'TABLE' | 'TEXT' | 'NOTHING'

/** By its type as checked, never by its name: what could run anything, or needs a program, is a download. */
export function shows(contentType: string | null, picture: boolean): Shows {
  if (picture) return 'PICTURE'
  if (contentType === 'application/pdf') return 'PDF'
  if (contentType && /^(?:video|audio)\//.test(contentType)) return 'FILM'
  if (contentType === 'text/csv' || contentType === 'text/tab-separated-values') return 'TABLE'
  return contentType === 'text/plain' || contentType === 'application/json' ? 'TEXT' : 'NOTHING'
}

/** Why a file of this size is not read, in words; null when it is. */
export function sizeNote(as: ReadAs, size: number): string | null {
  const most = MOST_BYTES[as]
  return size > most ? `There is no preview of files over ${bytesWords(most)}. Download it to look at it.` : null
}

export type Trouble = 'LOCKED' | 'DAMAGED' | 'TOO_HARD' | 'TOO_LARGE' | 'CUT_OFF'

/** What a reader is told of a file that could not be read, or not wholly. */
export function troubleNote(as: ReadAs, why: Trouble, size?: { width?: number; height?: number }): string {
  const it = as === 'PDF' ? 'This PDF' : 'This picture'
  switch (why) {
    case 'LOCKED':
      return `${it} is locked with a password. Download it and open it with the password, or ask for a copy without one.`
    case 'DAMAGED':
      return `${it} could not be read: it seems to be damaged or cut off. Download it to try another program, or ask for it again.`
    case 'TOO_HARD':
      return `${it} took too long to read, so there is no preview. Download it to look at it.`
    case 'TOO_LARGE':
      return `${it} is too large for a preview${pixels(size)}. Download it to look at it.`
    case 'CUT_OFF':
      return `${it} seems to be cut off: what is shown is what has arrived.`
  }
}

const pixels = (size?: { width?: number; height?: number }): string =>
  size?.width && size.height ? ` (${size.width.toLocaleString('en')} × ${size.height.toLocaleString('en')} pixels)` : ''

/** Text as it is kept: composed, without characters that PostgreSQL or a screen cannot hold, at most so many bytes of UTF-8. */
export function keptText(text: string, most = KEPT_TEXT_BYTES): string {
  const clean = text
    .slice(0, most)
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2028-\u202e\u2066-\u2069\ufeff]/g, ' ')
    .toWellFormed()
    .trim()
  const bytes = new TextEncoder().encode(clean)
  if (bytes.length <= most) return clean
  // A character cut in the middle becomes a mark, which goes.
  return new TextDecoder().decode(bytes.subarray(0, most)).replace(/\ufffd$/, '')
}
