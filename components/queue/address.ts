import { SORTS_OF } from '#lib/case/queue/rules.ts'
import type { QueueSearch } from '#lib/case/queue/schema.ts'

type Change = { [K in 'view' | 'sort' | 'specialty' | 'species' | 'language' | 'kind']?: QueueSearch[K] } & {
  cursor?: string | null
  case?: string
}

/** The queue's address with something changed, as short as it can be. A change of the list begins at its first page. */
export function queueAddress(search: QueueSearch, change: Change, path = ''): string {
  const { view, specialty, species, language, kind } = { ...search, ...change }
  const sort = change.sort ?? (change.view ? SORTS_OF[view][0] : search.sort)
  const params = new URLSearchParams()
  if (view !== 'triage') params.set('view', view)
  if (sort !== SORTS_OF[view][0]) params.set('sort', sort)
  if (specialty) params.set('specialty', specialty)
  if (species) params.set('species', species)
  if (language) params.set('language', language)
  if (kind) params.set('kind', kind)
  if (change.cursor) params.set('cursor', change.cursor)
  if (change.case) params.set('case', change.case)
  const query = params.toString()
  return query ? `${path}?${query}` : path || '?'
}
