import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { CASE_LINES, type CaseLine } from './lines.ts'
import { searchWords, tsQueryOf } from './search-query.ts'

const MOST = 30

export type SearchResult = { typed: string; words: string[]; lines: CaseLine[]; more: boolean }

/**
 * Cases that the actor may see and whose text has every word (or a word that begins so), best first. Anything typed is
 * answered; nothing typed finds nothing.
 */
export async function searchCases(db: Db, typed: string): Promise<SearchResult> {
  const query = tsQueryOf(typed)
  if (query === null) return { typed, words: [], lines: [], more: false }
  const lines = await db.$queryRaw<CaseLine[]>`
    with found as materialized (select f.id, f.rank from app.search_cases(${query}, ${MOST + 1}::int) f)
    ${CASE_LINES} join found on found.id = c.id order by found.rank desc, c.id desc`
  return { typed, words: searchWords(typed), lines: lines.slice(0, MOST), more: lines.length > MOST }
}
