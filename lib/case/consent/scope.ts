import type { RecordKind } from '#lib/db/generated/enums.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'

// What a signature covers: kinds of record, days, and single records. A value, and what can be said of it. Pure. The same rule as
// app.in_scope() in PostgreSQL, which decides.

export const RECORD_KINDS = Object.keys(RECORD_KIND_WORDS) as readonly RecordKind[]

/** All that kinds and days cover; only the records named; or all except those named. */
export type Pick = 'ALL' | 'ONLY' | 'EXCEPT'

export type Scope = {
  kinds: readonly RecordKind[]
  /** Days of the records, YYYY-MM-DD, both inclusive; null: from the first, to the last. */
  from: string | null
  to: string | null
  pick: Pick
  /** Ids of files, studies, lines of history, sheets of values. */
  items: readonly string[]
}

/** A record as a scope sees it. */
export type Thing = {
  kind: RecordKind
  /** Its own id, and those of what it belongs to: a study, or the file that values were read from. */
  ids: readonly string[]
  /** The days that its own day may be: the same one twice, or the ends of the month or year that is known; null: no day. */
  day: { first: string; last: string } | null
  /** Was it there when the scope was signed? */
  there: boolean
}

export const EVERYTHING: Scope = { kinds: RECORD_KINDS, from: null, to: null, pick: 'ALL', items: [] }
export const NOTHING: Scope = { kinds: [], from: null, to: null, pick: 'ALL', items: [] }

/** Kinds as they are stored: each once, in the list's order, none that is unknown. */
export const knownKinds = (given: readonly string[]): RecordKind[] =>
  RECORD_KINDS.filter((kind) => given.includes(kind))

/** One way to write each scope: ids once and in order, no list without a name in it, nothing besides nothing. */
export function normal(scope: Scope): Scope {
  const items = [...new Set(scope.items)].toSorted()
  const [kinds, { from, to }] = [knownKinds(scope.kinds), scope]
  if (kinds.length === 0 || (from && to && from > to) || (scope.pick === 'ONLY' && items.length === 0)) return NOTHING
  if (scope.pick === 'ALL' || items.length === 0) return { kinds, from, to, pick: 'ALL', items: [] }
  return { kinds, from, to, pick: scope.pick, items }
}

/**
 * Does the scope cover this? A record without a day is outside any span of days: what nobody can date may be older than meant.
 * What was added after the signature comes in by kind and day, never into "only these".
 */
export function covers(scope: Scope, { kind, ids, day, there }: Thing): boolean {
  if (!scope.kinds.includes(kind)) return false
  if (scope.from && !(day && day.first >= scope.from)) return false
  if (scope.to && !(day && day.last <= scope.to)) return false
  if (scope.pick === 'ALL') return true
  const named = ids.some((id) => scope.items.includes(id))
  return scope.pick === 'ONLY' ? there && named : !named
}

/** What both cover. */
export function intersect(a: Scope, b: Scope): Scope {
  const kinds = a.kinds.filter((kind) => b.kinds.includes(kind))
  const from = later(a.from, b.from)
  const to = earlier(a.to, b.to)
  return normal({ kinds, from, to, ...pickOfBoth(a, b) })
}

function pickOfBoth(a: Scope, b: Scope): Pick2 {
  if (a.pick === 'ONLY')
    return {
      pick: 'ONLY',
      items: a.items.filter((id) => (b.pick === 'ONLY') === b.items.includes(id) || b.pick === 'ALL'),
    }
  if (b.pick === 'ONLY') return pickOfBoth(b, a)
  return { pick: 'EXCEPT', items: [...(a.pick === 'EXCEPT' ? a.items : []), ...(b.pick === 'EXCEPT' ? b.items : [])] }
}
type Pick2 = { pick: Pick; items: readonly string[] }

const later = (a: string | null, b: string | null) => (a && b ? (a > b ? a : b) : (a ?? b))
const earlier = (a: string | null, b: string | null) => (a && b ? (a < b ? a : b) : (a ?? b))

export const sameScope = (a: Scope, b: Scope): boolean => JSON.stringify(normal(a)) === JSON.stringify(normal(b))

/** For a reader who may know that single records are named, and not which. The two marks keep `intersect` right. */
export const outline = (scope: Scope): Scope => ({
  ...scope,
  items: scope.pick === 'ALL' ? [] : [scope.pick === 'ONLY' ? 'these' : 'those'],
})

/** Is everything that `a` covers covered by `b` too? */
export const isWithin = (a: Scope, b: Scope): boolean => sameScope(intersect(a, b), a)

/** Smaller, and not the same. */
export const isNarrower = (a: Scope, b: Scope): boolean => isWithin(a, b) && !sameScope(a, b)

export const isNothing = (scope: Scope): boolean => normal(scope).kinds.length === 0

export const isEveryKind = (kinds: readonly RecordKind[]): boolean => RECORD_KINDS.every((kind) => kinds.includes(kind))

export const isEverything = (scope: Scope): boolean => sameScope(scope, EVERYTHING)

/** "all kinds of records", "laboratory and imaging" */
export function kindsInWords(kinds: readonly RecordKind[]): string {
  if (kinds.length === 0) return 'nothing'
  if (isEveryKind(kinds)) return 'all kinds of records'
  return listed(kinds.map((kind) => RECORD_KIND_WORDS[kind].toLowerCase()))
}

/** Names that a sentence has room for. */
const NAMES_SHOWN = 3

/**
 * "Laboratory and imaging from 2025-01-01, without “invoice.pdf”"
 * @param names of the single records, where the reader may know them; null: only that there are some
 */
export function scopeInWords(scope: Scope, names: ReadonlyMap<string, string> | null, most = NAMES_SHOWN): string {
  const it = normal(scope)
  if (isNothing(it)) return 'nothing'
  const days = daysInWords(it)
  if (it.pick === 'ONLY') {
    const which = names === null ? 'single records' : `only ${namesInWords(it.items, names, most)}`
    const kinds = isEveryKind(it.kinds) ? '' : `, as far as it is ${kindsInWords(it.kinds)}`
    return `${which}${kinds}${days}`
  }
  const without =
    it.pick === 'ALL'
      ? ''
      : names === null
        ? '; some records are not shared'
        : `, without ${namesInWords(it.items, names, most)}`
  return `${kindsInWords(it.kinds)}${days}${without}`
}

function daysInWords({ from, to }: Scope): string {
  if (from && to) return from === to ? ` of ${from}` : ` from ${from} to ${to}`
  if (from) return ` from ${from} on`
  return to ? ` up to ${to}` : ''
}

function namesInWords(items: readonly string[], names: ReadonlyMap<string, string>, most: number): string {
  const known = items.map((id) => `“${names.get(id) ?? 'a record that is gone'}”`)
  const rest = known.length - most
  if (rest <= 1) return listed(known)
  return `${known.slice(0, most).join(', ')} and ${rest} more`
}

const listed = (words: readonly string[]): string =>
  words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** The days that a day may be that is known as "2026", "2026-03" or "2026-03-14"; null for what is no day. */
export function daySpan(said: string | null): Thing['day'] {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(said ?? '') ?? []
  if (!year) return null
  const first = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`)
  if (Number.isNaN(first.getTime()) || iso(first) !== `${year}-${month ?? '01'}-${day ?? '01'}`) return null
  const last = new Date(first)
  if (!month) last.setUTCFullYear(last.getUTCFullYear() + 1)
  else if (!day) last.setUTCMonth(last.getUTCMonth() + 1)
  if (!day) last.setUTCDate(last.getUTCDate() - 1)
  return { first: iso(first), last: iso(last) }
}

const iso = (at: Date): string => at.toISOString().slice(0, 10)

/** Columns of a signature as a scope. `items` come from ConsentItem, for whoever may read them. */
export const scopeOf = (
  row: { kinds: readonly RecordKind[]; fromDay: Date | null; toDay: Date | null; pick: Pick },
  items: readonly string[],
): Scope => ({
  kinds: row.kinds,
  from: row.fromDay && iso(row.fromDay),
  to: row.toDay && iso(row.toDay),
  pick: row.pick,
  items,
})

/** And back. */
export const columnsOf = ({ kinds, from, to, pick }: Scope) => ({
  ...{ kinds: [...kinds], pick },
  ...{ fromDay: from ? new Date(`${from}T00:00:00Z`) : null, toDay: to ? new Date(`${to}T00:00:00Z`) : null },
})
