import 'server-only'
import { hospitalName } from '#lib/case/hospital-name.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { RecordKind, Side, Specialty } from '#lib/db/generated/enums.ts'
import { listOfCase } from './list.ts'
import { readFacts } from './read-facts.ts'
import { type ItemState, judgeReadiness, limitWords, wantedWords } from './rules.ts'
import type { Fit, Importance } from './schema.ts'

const NAMED = 3

/** One item of the list as this reader sees it stand. */
export type ReadinessLine = {
  id: string
  /** "Chest X-rays" */
  name: string
  /** "chest X-rays newer than 30 days" */
  wanted: string
  /** "newer than 30 days", or '' */
  limit: string
  importance: Importance
  state: ItemState
  /** Names of the newest records that it was judged by, and how many there are besides. */
  by: { id: string; name: string }[]
  more: number
  /** Why it does not count, or what to look at. */
  words: string
  /** How to come by it, for this reader. */
  how: string
  why: string
  source: string
  /** The kind under which a file for it belongs; null: it is nothing to upload. */
  kind: RecordKind | null
  /** When the practice was asked for it last, and by which side. */
  asked: { at: Date; by: Side } | null
}

export type ReadinessView = {
  specialty: Specialty
  /** Whose list it is: the hospital's name, or null for Conferral's own. */
  hospital: string | null
  version: number
  lines: ReadinessLine[]
  there: number
  of: number
  requiredMissing: number
  /** A hospital for which consent is not complete: there may be more than it sees. */
  closed: boolean
}

/**
 * How ready the records are, judged by what this reader may see now: what is missing for a hospital may be there and not be
 * shared with it. Null before hospital and service are chosen.
 */
export async function readReadiness(db: Db, access: CaseAccess): Promise<ReadinessView | null> {
  const { row, side, facts: consent } = access
  const list = await listOfCase(db, row)
  if (!list || !row.specialty) return null
  const { facts, species } = await readFacts(db, row.id)
  const { items, score } = judgeReadiness(list.items, facts, species)
  const asked = await lastAsked(db, row.id)
  return {
    specialty: row.specialty,
    hospital: list.version === 0 ? null : await hospitalName(db, row.hospitalId),
    version: list.version,
    lines: items.map(({ item, state, by, words }) => ({
      ...{
        id: item.id,
        name: item.name,
        importance: item.importance,
        why: item.why,
        source: item.source,
        state,
        words,
      },
      wanted: wantedWords(item),
      limit: limitWords(item),
      by: by.slice(0, NAMED),
      more: Math.max(0, by.length - NAMED),
      how: side === 'OWNER' ? item.owner : item.vet,
      kind: kindFor(item.fit),
      asked: asked.get(item.id) ?? null,
    })),
    ...score,
    closed: side === 'HOSPITAL' && !(consent.releaseStands && consent.agreementStands),
  }
}

function kindFor(fit: Fit): RecordKind | null {
  switch (fit.by) {
    case 'RECORD':
      return fit.kinds[0] ?? null
    case 'IMAGES':
      return 'IMAGING'
    case 'LAB':
      return 'LAB'
    case 'FIELD':
      return null
  }
}

async function lastAsked(db: Db, caseId: string): Promise<Map<string, { at: Date; by: Side }>> {
  const rows = await db.recordAsk.findMany({
    where: { caseId },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
    select: { itemId: true, askedAt: true, side: true },
    take: 1000,
  })
  return new Map(rows.map(({ itemId, askedAt, side }) => [itemId, { at: askedAt, by: side }]))
}
