import type Stripe from 'stripe'
import { invalid, missing } from './errors.ts'

interface Paging {
  ending_before?: string | undefined
  limit?: number | undefined
  starting_after?: string | undefined
}

function positionOf(items: { id: string }[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id)
  if (index < 0) throw missing('object', id, param)
  return index
}

/** One page, newest first, of objects given in order of creation. */
export function page<T extends { id: string }>(objects: T[], paging: Paging, url: string): Stripe.ApiList<T> {
  const { ending_before: before, limit = 10, starting_after: after } = paging
  if (limit > 100) throw invalid('Invalid integer: limit must be at most 100', 'limit', 'parameter_invalid_integer')
  const newestFirst = objects.toReversed()
  if (before !== undefined) {
    const end = positionOf(newestFirst, before, 'ending_before')
    const start = Math.max(0, end - limit)
    return { object: 'list', data: newestFirst.slice(start, end), has_more: start > 0, url }
  }
  const start = after === undefined ? 0 : positionOf(newestFirst, after, 'starting_after') + 1
  const data = newestFirst.slice(start, start + limit)
  return { object: 'list', data, has_more: start + data.length < newestFirst.length, url }
}
