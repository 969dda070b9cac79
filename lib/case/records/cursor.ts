import type { RecordKind } from '#lib/db/generated/enums.ts'
import { isUuid } from '#lib/id.ts'
import { KINDS } from './rules.ts'

// Where a page of a list begins, as it stands in an address. Pure; what cannot be read begins at the start.

export type ListCursor = { kind: RecordKind; at: Date; id: string }
export type SeenCursor = { at: Date; id: string }

export const writeListCursor = ({ kind, at, id }: ListCursor): string => `${kind}.${at.getTime()}.${id}`
export const writeSeenCursor = ({ at, id }: SeenCursor): string => `${at.getTime()}.${id}`

export function readListCursor(text: unknown): ListCursor | null {
  const [kind, ...rest] = typeof text === 'string' ? text.split('.') : []
  const known = KINDS.find((one) => one === kind)
  const place = readSeenCursor(rest.join('.'))
  return known && place ? { kind: known, ...place } : null
}

export function readSeenCursor(text: unknown): SeenCursor | null {
  const [ms = '', id = '', ...more] = typeof text === 'string' ? text.split('.') : []
  if (!/^\d{12,14}$/.test(ms) || !isUuid(id) || more.length > 0) return null
  return { at: new Date(Number(ms)), id }
}
