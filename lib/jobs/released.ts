import { outline, scopeInWords } from '#lib/case/consent/scope.ts'
import type { Subject } from './subject.ts'

/** What the owner's standing release covers; nothing where none stands. Which single records it names is for its readers on the page. */
export function releasedWords({ release }: Subject): { released?: string } {
  if (!release || release.revokedAt || new Date(release.expiresAt) <= new Date()) return {}
  return { released: scopeInWords(outline({ ...release, items: [] }), null) }
}
