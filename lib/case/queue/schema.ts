import { z } from 'zod'
import type { CaseKind, Specialty, Species } from '#lib/db/generated/enums.ts'
import { isLanguage } from '#lib/languages.ts'
import { CASE_KIND_WORDS, SPECIALTY_WORDS, SPECIES_WORDS } from '#lib/words.ts'
import { QUEUE_VIEWS, type QueueSort, sortFor, readCursor, type QueueCursor, type QueueView } from './rules.ts'

/** One page of the queue, as its address names it. Whatever makes no sense there counts as not given. */
export type QueueSearch = {
  view: QueueView
  sort: QueueSort
  specialty: Specialty | null
  species: Species | null
  /** Of the owner, by code. */
  language: string | null
  kind: CaseKind | null
  cursor: QueueCursor | null
  /** The case whose preview stands beside the list. */
  caseId: string | null
}

const words = <T extends string>(of: Record<T, unknown>) => Object.keys(of) as [T, ...T[]]

const given = z.object({
  view: z.enum(QUEUE_VIEWS).catch('triage'),
  sort: z.string().optional().catch(undefined),
  specialty: z.enum(words(SPECIALTY_WORDS)).nullable().catch(null),
  species: z.enum(words(SPECIES_WORDS)).nullable().catch(null),
  language: z.string().refine(isLanguage).nullable().catch(null),
  kind: z.enum(words(CASE_KIND_WORDS)).nullable().catch(null),
  cursor: z.unknown().optional(),
  case: z.uuid().nullable().catch(null),
})

export const queueSearch = given.transform(({ view, sort: asked, cursor, case: caseId, ...rest }): QueueSearch => {
  const sort = sortFor(view, asked)
  return { view, sort, ...rest, cursor: readCursor(cursor, sort), caseId }
})
