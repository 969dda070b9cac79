import type { CaseStatus, Side } from '#lib/db/generated/enums.ts'
import { mayOnCase } from '#lib/access/policy.ts'
import { safeFileName } from '#lib/files/name.ts'
import { sizeRefusal } from '../rules.ts'

// Records that come by mail: which address takes them, what of a mail becomes a record, and who gets an answer. Pure.

/** What mail servers carry: a message with 25 MB of files, written in letters. */
export const MAX_MAIL_BYTES = 35_000_000
/** A mail's headers are within. */
export const HEAD_BYTES = 256 * 1024
/** More is no mail of a person. */
export const MOST_FILES = 200
/** Addresses of ours that one mail may go to. */
export const MOST_RECIPIENTS = 10
/** A logo or the picture of a signature; photos and scans are larger. */
export const DECORATION_BYTES = 64 * 1024

/** Sides that have an address: a hospital reads. */
export type Addressee = Extract<Side, 'OWNER' | 'PRACTICE'>

// ---------------------------------------------------------------- the address

/** 32 letters and digits that are not taken for one another, all small: mail programs change capitals. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const KEY_LETTERS = 20

/** 100 bits, written in letters. */
export const keyOf = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, KEY_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length]).join('')

export const writeAddress = (number: string, key: string, domain: string): string =>
  `${number.toLowerCase()}-${key}@${domain}`

const FORM = /^(cf-[0-9a-z]{5,12})-([0-9a-z]{20})$/

/** The case's number and the key that an address names; null for an address that is not of this form or not of this domain. */
export function readAddress(address: string, domain: string): { number: string; key: string } | null {
  const small = address.trim().toLowerCase()
  const at = small.lastIndexOf('@')
  if (small.slice(at + 1) !== domain) return null
  const [, number, key] = FORM.exec(small.slice(0, Math.max(0, at))) ?? []
  return number && key ? { number: number.toUpperCase(), key } : null
}

export type AddressFacts = {
  side: Addressee
  status: CaseStatus
  /** Of this side's own consent to share with the hospital that is asked now. */
  consent: 'NOT_ASKED_YET' | 'STANDS' | 'ENDED'
  /** An account, or a mailed link that has not ended. */
  reachable: boolean
}

/** Does mail to this side's address become records now? The same as for adding files on the page, and not after a consent ended. */
export const takesMail = ({ side, status, consent, reachable }: AddressFacts): boolean =>
  reachable && consent !== 'ENDED' && mayOnCase(side === 'OWNER' ? 'OWNER' : 'VET', 'records.mail', status)

// ---------------------------------------------------------------- what is in a mail

/** A part of a mail that is not its text. */
export type Part = {
  /** Its place in the mail, which stays the same however often the mail is read. */
  place: number
  name: string
  mime: string
  /** Shown within the text rather than beside it. */
  inline: boolean
  size: number
}

/** What was not taken, for whoever sent it. */
export type LeftOut = { name: string; why: string }

export type Sorted = { take: Part[]; leftOut: LeftOut[] }

/** Which parts may become records. What belongs to the mail itself (signatures, logos) is passed over without a word. */
export function sortParts(parts: readonly Part[]): Sorted {
  const sorted: Sorted = { take: [], leftOut: [] }
  for (const part of parts.filter((one) => !isOfTheMail(one))) {
    const named = { ...part, name: nameOf(part) }
    const why =
      unreadable(part) ??
      sizeRefusal(part.size) ??
      (sorted.take.length < MOST_FILES ? null : `A mail brings at most ${MOST_FILES} files.`)
    if (why) sorted.leftOut.push({ name: named.name, why })
    else sorted.take.push(named)
  }
  return sorted
}

const OF_THE_MAIL = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'application/pgp-keys',
  'application/pgp-encrypted',
  'message/delivery-status',
  'message/disposition-notification',
  'text/rfc822-headers',
  'text/calendar',
  'application/ics',
  'text/vcard',
  'text/x-vcard',
])

const isOfTheMail = ({ mime, inline, size }: Part): boolean =>
  OF_THE_MAIL.has(mime) || (inline && mime.startsWith('image/') && size < DECORATION_BYTES)

/** Why nobody here can read a part of this kind, in words; null for what can be looked at. */
function unreadable({ mime, name }: Part): string | null {
  if (/^application\/(?:vnd\.)?ms-tnef$/.test(mime) || /^winmail\.dat$/i.test(name.trim()))
    return 'Outlook has packed the files into a form that only Outlook reads. Please send the mail as HTML or plain text, or add the files on the page.'
  if (/^application\/(?:x-)?pkcs7-mime$/.test(mime) || /\.(p7m|pgp|gpg)$/i.test(name.trim()))
    return 'This is encrypted or sealed, so nobody here can read it. Please send it without.'
  if (mime.startsWith('message/'))
    return 'This is a mail within a mail that we could not open. Please send its files themselves.'
  return null
}

const ENDINGS: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/dicom': 'dcm',
  'application/zip': 'zip',
  'application/x-zip-compressed': 'zip',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
  'image/tiff': 'tif',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
}

/** A part need not have a name; a record does. */
function nameOf({ name, mime, place }: Part): string {
  if (name.trim() !== '') return safeFileName(name)
  const ending = ENDINGS[mime]
  return `attachment ${place + 1}${ending ? `.${ending}` : ''}`
}

// ---------------------------------------------------------------- the answer

/** Whose mail gets no answer: robots, lists, and mail servers (RFC 3834). Two robots would answer each other for ever. */
const ROBOT =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|listserv|majordomo)(?:[+=.-].*)?@|-(?:request|bounces|owner)@/i

type Headers = ReadonlyMap<string, string>

/** @param headers by small-letter name @param own our domain for mail that comes in, and the address that we send from */
export function mayAnswer(from: string, headers: Headers, own: { domain: string; sender: string }): boolean {
  const address = from.trim().toLowerCase()
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address) || ROBOT.test(address)) return false
  if (address.endsWith(`@${own.domain}`) || address === own.sender.toLowerCase()) return false
  const said = (name: string) => (headers.get(name) ?? '').trim().toLowerCase()
  if (said('auto-submitted') !== '' && !said('auto-submitted').startsWith('no')) return false
  if (/^(?:bulk|list|junk|auto_?reply)\b/.test(said('precedence'))) return false
  if (/\b(?:all|autoreply|oof)\b/.test(said('x-auto-response-suppress'))) return false
  return !['list-id', 'list-unsubscribe', 'x-autoreply', 'x-autorespond', 'x-loop', 'feedback-id'].some((name) =>
    headers.has(name),
  )
}

/** A mail's headers by small-letter name, the first of each, from its first bytes: they are read even where its content cannot be. */
export function headersIn(head: string): Map<string, string> {
  const [lines = ''] = head.split(/\r?\n\r?\n/, 1)
  const found = new Map<string, string>()
  for (const line of lines.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? []
    if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), value.trim())
  }
  return found
}

/** The message's own id, or null; a mail that is handed on twice has the same. */
export const messageIdOf = (headers: Headers): string | null =>
  /^<[^<>\s@]{1,500}@[^<>\s@]{1,400}>$/.exec(headers.get('message-id') ?? '')?.[0] ?? null
