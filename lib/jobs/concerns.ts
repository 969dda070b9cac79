import type { Reader, Subject } from './subject.ts'
import type { About } from './tasks.ts'

// Whom what happened concerns. Pure.

export const pays = (s: Subject, reader: Reader): boolean => reader.side === s.payer

/** The owner of a consultation reads its answer at most, and nothing else of it. */
export const onlyAnswer = (s: Subject, reader: Pick<Reader, 'side'>): boolean =>
  s.kind === 'CONSULTATION' && reader.side === 'OWNER'

/**
 * A consultation is between vets: its owner hears of money that is theirs to pay, and of an answer that is shared
 * with them, for as long as it is there.
 */
export const concerns = (about: About, s: Subject, reader: Reader): boolean =>
  !onlyAnswer(s, reader) ||
  about === 'recommendation.shared' ||
  (about === 'case.removalAhead' && s.answerShared) ||
  (pays(s, reader) && (about.startsWith('fee.') || about === 'triage.accepted'))
