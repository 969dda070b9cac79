import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { CASE_LINES, type CaseLine } from './lines.ts'
import { searchWords, tsQueryOf } from './search-query.ts'

const MOST = 30
const MOST_RECORDS = 12
/** Characters of a record's text that are shown, and how many of them before the word. */
const [SNIPPET, BEFORE] = [240, 70]

/** A record in whose text every word was found. */
export type RecordHit = {
  caseId: string
  recordId: string
  name: string
  /** The case that it belongs to. */
  title: string
  number: string
  /** Where the first word stands, on one line. */
  snippet: string
}

export type SearchResult = {
  typed: string
  words: string[]
  lines: CaseLine[]
  more: boolean
  records: RecordHit[]
  moreRecords: boolean
}

/**
 * Cases that the actor may see and whose text has every word (or a word that begins so), best first; and records that the
 * actor may see now with the same in their text, newest first. Anything typed is answered; nothing typed finds nothing.
 */
export async function searchCases(db: Db, typed: string): Promise<SearchResult> {
  const query = tsQueryOf(typed)
  const words = searchWords(typed)
  if (query === null) return { typed, words, lines: [], more: false, records: [], moreRecords: false }
  const lines = await db.$queryRaw<CaseLine[]>`
    with found as materialized (select f.id, f.rank from app.search_cases(${query}, ${MOST + 1}::int) f
      union all select f.id, f.rank from app.search_supported(${query}, ${MOST + 1}::int) f)
    ${CASE_LINES} join found on found.id = c.id order by found.rank desc, c.id desc limit ${MOST + 1}::int`
  const records = await findRecords(db, query, words[0] ?? '')
  return {
    typed,
    words,
    lines: lines.slice(0, MOST),
    more: lines.length > MOST,
    records: records.slice(0, MOST_RECORDS),
    moreRecords: records.length > MOST_RECORDS,
  }
}

/** The function judges by itself; the rows that it names are read under row-level security once more. */
async function findRecords(db: Db, query: string, word: string): Promise<RecordHit[]> {
  const rows = await db.$queryRaw<(RecordHit & { start: number })[]>`
    select f."caseId", f."recordId", r.name, c.title, c.number, place.start, substr(t.text, place.start, ${SNIPPET}::int) as snippet
    from app.search_records(${query}, ${MOST_RECORDS + 1}::int) f
    join "Record" r on r."caseId" = f."caseId" and r.id = f."recordId"
    join "RecordReading" t on t."caseId" = f."caseId" and t."recordId" = f."recordId"
    join "Case" c on c.id = f."caseId"
    cross join lateral (select greatest(1, regexp_instr(t.text, ${String.raw`\m` + word}, 1, 1, 0, 'i') - ${BEFORE}::int) as start) place
    order by f."recordId" desc`
  return rows.map(({ start, ...row }) => ({ ...row, snippet: wholeWords(row.snippet, start > 1) }))
}

/** A piece of a text on one line, without the halves of words at its ends. */
function wholeWords(piece: string, cutBefore: boolean): string {
  const begun = cutBefore ? piece.replace(/^\S{1,30}\s/, '') : piece
  const ended = piece.length < SNIPPET ? begun : begun.replace(/\s\S{1,30}$/, '')
  return ended.replaceAll(/\s+/g, ' ').trim()
}
