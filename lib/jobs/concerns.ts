import type { Reader, Subject } from './subject.ts'
import type { About } from './tasks.ts'

// Whom what happened concerns. Pure.

export const pays = (s: Subject, reader: Reader): boolean => reader.side === s.payer

/** A consultation is between vets: its owner hears of money that is theirs to pay, and of an answer that is shared with them. */
export const concerns = (about: About, s: Subject, reader: Reader): boolean =>
  s.kind !== 'CONSULTATION' ||
  reader.side !== 'OWNER' ||
  about === 'recommendation.shared' ||
  (pays(s, reader) && (about.startsWith('fee.') || about === 'triage.accepted'))
