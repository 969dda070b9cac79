import { z } from 'zod'
import type { Urgency } from '#lib/db/generated/enums.ts'

// What the queue shows and in which order. Pure; the conditions themselves stand in app.queue (migration *_queue).

export const QUEUE_VIEWS = ['triage', 'review', 'due', 'waiting', 'answered', 'mine'] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]

export const QUEUE_SORTS = ['newest', 'urgent', 'due'] as const
export type QueueSort = (typeof QUEUE_SORTS)[number]

export const VIEW_WORDS: Record<QueueView, { label: string; empty: string; explain: string }> = {
  triage: {
    label: 'Needs triage',
    empty: 'Nothing to triage',
    explain: 'A case comes here as soon as owner and attending vet have agreed to share the records.',
  },
  review: {
    label: 'In review',
    empty: 'Nothing in review',
    explain: 'A case comes here when its fee is paid: from then on the clock runs.',
  },
  due: {
    label: 'Due soon',
    empty: 'Nothing is due within 24 hours',
    explain: 'What your hospital promised for the next 24 hours stands here, and what is late already.',
  },
  waiting: {
    label: 'Waiting on others',
    empty: 'Nobody keeps you waiting',
    explain: 'Cases that wait for consent, for information or for payment stand here.',
  },
  answered: {
    label: 'Answered',
    empty: 'No recommendation is signed yet',
    explain: 'Cases stay here once their recommendation is signed.',
  },
  mine: {
    label: 'Mine',
    empty: 'No case is yours',
    explain: 'Open a case and take it: it then stands here until it is closed.',
  },
}

export const SORT_WORDS: Record<QueueSort, string> = { newest: 'Newest', urgent: 'Most urgent', due: 'Due first' }

/** The orders that make sense in each view; the first is where it begins. */
export const SORTS_OF: Record<QueueView, readonly [QueueSort, ...QueueSort[]]> = {
  triage: ['newest', 'urgent', 'due'],
  review: ['due', 'urgent', 'newest'],
  due: ['due', 'urgent'],
  waiting: ['newest', 'urgent'],
  answered: ['newest'],
  mine: ['newest', 'urgent', 'due'],
}

/** The order asked for, or the view's own when that makes no sense there. */
export const sortFor = (view: QueueView, asked: string | undefined): QueueSort =>
  SORTS_OF[view].find((sort) => sort === asked) ?? SORTS_OF[view][0]

/** Where a page ended: its last row's sorting time (null: never due), urgency and id. */
export type QueueCursor = { sort: QueueSort; at: Date | null; urgency: Urgency; id: string }

type Sortable = { id: string; turnSince: Date; dueAt: Date | null; answeredAt: Date | null; urgency: Urgency }

/** The cursor that continues after this row. */
export function cursorAfter(view: QueueView, sort: QueueSort, row: Sortable): QueueCursor {
  const at = sort === 'due' ? row.dueAt : view === 'answered' ? row.answeredAt : row.turnSince
  return { sort, at, urgency: row.urgency, id: row.id }
}

const LATEST = 8_640_000_000_000
const written = z.tuple([
  z.enum(QUEUE_SORTS),
  z.int().min(-LATEST).max(LATEST).nullable(),
  z.enum(['ROUTINE', 'SOON', 'URGENT']),
  z.uuid(),
])

/** Opaque for addresses. */
export const writeCursor = ({ sort, at, urgency, id }: QueueCursor): string =>
  toBase64Url(JSON.stringify([sort, at?.getTime() ?? null, urgency, id]))

/** Null for anything that is not a cursor of this order: the list then begins at its beginning. */
export function readCursor(given: unknown, sort: QueueSort): QueueCursor | null {
  if (typeof given !== 'string' || given.length > 200) return null
  const parsed = written.safeParse(fromBase64Url(given))
  if (!parsed.success || parsed.data[0] !== sort) return null
  const [, at, urgency, id] = parsed.data
  if (at === null && sort !== 'due') return null
  return { sort, at: at === null ? null : new Date(at), urgency, id }
}

const toBase64Url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

function fromBase64Url(text: string): unknown {
  try {
    return JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return null
  }
}

export const MOST_COUNTED = 500

/** "7", or "500+" when counting stopped there. */
export const countWords = (count: number): string => (count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count))

/** How the attending vet answered: SILENT is "not yet", PARTLY leaves some kinds of records out. */
export type AgreementState = 'AGREED' | 'PARTLY' | 'DECLINED' | 'ENDED' | 'SILENT'

export const AGREEMENT_WORDS: Record<AgreementState, string> = {
  AGREED: 'agreed',
  PARTLY: 'partly agreed',
  DECLINED: 'declined to take part',
  ENDED: 'agreement ended',
  SILENT: 'no answer yet',
}
