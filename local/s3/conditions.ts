import { S3Error } from './errors.ts'
import type { StoredObject } from './model.ts'

type Headers = Record<string, string>

function namesEtag(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const name = item.trim().replace(/^W\//, '').replaceAll('"', '')
    return name === '*' || name === etag
  })
}

/** HTTP dates know whole seconds only. */
const wholeSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000) * 1000

/** True if the object changed after the date; undefined if there is no date to speak of. */
function changedSince(date: string | undefined, object: StoredObject): boolean | undefined {
  const time = date === undefined ? NaN : Date.parse(date)
  return Number.isNaN(time) ? undefined : wholeSeconds(object.modifiedAt) > time
}

/**
 * Whether a GET or HEAD is answered with the object or with 304, by the precedence of RFC 9110. Throws
 * PreconditionFailed. `prefix` reads the same conditions of a copy's source.
 */
export function readOutcome(headers: Headers, object: StoredObject, prefix = ''): 'send' | 'not-modified' {
  const header = (name: string) => headers[prefix + name]
  const match = header('if-match')
  if (match !== undefined && !namesEtag(match, object.etag)) throw new S3Error('PreconditionFailed')
  if (match === undefined && changedSince(header('if-unmodified-since'), object))
    throw new S3Error('PreconditionFailed')
  const noneMatch = header('if-none-match')
  if (noneMatch !== undefined) return namesEtag(noneMatch, object.etag) ? 'not-modified' : 'send'
  return changedSince(header('if-modified-since'), object) === false ? 'not-modified' : 'send'
}

/** Throws if a write may not replace what is there now: If-None-Match: * and If-Match. */
export function checkWrite(headers: Headers, current: StoredObject | undefined): void {
  const noneMatch = headers['if-none-match']
  if (noneMatch !== undefined && noneMatch.trim() !== '*')
    throw new S3Error('NotImplemented', 'If-None-Match of a write can only be *')
  if (noneMatch !== undefined && current) throw new S3Error('PreconditionFailed')
  const match = headers['if-match']
  if (match === undefined) return
  if (!current) throw new S3Error('NoSuchKey')
  if (!namesEtag(match, current.etag)) throw new S3Error('PreconditionFailed')
}

/** True unless If-Range says that the range was meant for another version of the object. */
function rangeStillMeant(ifRange: string | undefined, object: StoredObject): boolean {
  if (ifRange === undefined) return true
  return ifRange.includes('"') ? namesEtag(ifRange, object.etag) : changedSince(ifRange, object) === false
}

/**
 * The bytes asked for, first to last inclusive; undefined for the whole object (no range, several, or one that cannot
 * be read, which HTTP says to ignore). Throws InvalidRange for one that lies outside.
 */
export function byteRange(headers: Headers, object: StoredObject): { from: number; to: number } | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers['range'] ?? '')
  if (!match || !rangeStillMeant(headers['if-range'], object)) return undefined
  const [, first = '', last = ''] = match
  if (!first && !last) return undefined
  if (first && last && Number(first) > Number(last)) return undefined
  const from = first ? Number(first) : Math.max(0, object.size - Number(last))
  const to = first && last ? Math.min(Number(last), object.size - 1) : object.size - 1
  if (from > to) throw new S3Error('InvalidRange', undefined, { 'content-range': `bytes */${object.size}` })
  return { from, to }
}
