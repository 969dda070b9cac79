import { numberOf, type Range, readFlag, readRange } from './result.ts'
import type { LabState } from './view.ts'

// How a value stands, by what its own sheet says and nothing else. Pure.

/**
 * By the sheet's flag first (the laboratory knows its method), else by its interval. "Critical" is only what the sheet calls so.
 * A value beyond what was measured ("<5") is judged only where it can be.
 */
export function stateOf({ said, range, flag }: { said: string; range: string; flag: string }): LabState {
  const flagged = readFlag(flag)
  if (flagged === 'CRITICAL' || flagged === 'HIGH' || flagged === 'LOW') return flagged
  const interval = readRange(range, null)?.range
  const judged = interval ? byInterval(said, interval) : byWords(said, range)
  if (judged === 'UNKNOWN' || (judged === 'NORMAL' && flagged === 'ABNORMAL')) return flagged ?? judged
  return judged
}

function byInterval(said: string, { low, high }: Range): LabState {
  const { bound, value } = numberOf(said)
  if (value === null) return 'UNKNOWN'
  if (bound === '<') {
    if (low !== null && value <= low) return 'LOW'
    // Nothing is measured below nought.
    return (low === null || low <= 0) && high !== null && value <= high ? 'NORMAL' : 'UNKNOWN'
  }
  if (bound === '>') {
    if (high !== null && value >= high) return 'HIGH'
    return high === null && low !== null && value >= low ? 'NORMAL' : 'UNKNOWN'
  }
  if (low !== null && value < low) return 'LOW'
  if (high !== null && value > high) return 'HIGH'
  return 'NORMAL'
}

const NEGATIVE = /^(neg\w*\.?|not detected|none( seen)?|absent|-|normal)$/i

function byWords(said: string, range: string): LabState {
  if (range === '' || numberOf(said).value !== null) return 'UNKNOWN'
  if (said.toLowerCase() === range.toLowerCase()) return 'NORMAL'
  if (NEGATIVE.test(range)) return NEGATIVE.test(said) ? 'NORMAL' : 'ABNORMAL'
  return 'UNKNOWN'
}

const ORDER: Record<LabState, number> = { CRITICAL: 0, HIGH: 1, LOW: 1, ABNORMAL: 1, NORMAL: 2, UNKNOWN: 3 }

/** The worst first. */
export const byState = (a: LabState, b: LabState): number => ORDER[a] - ORDER[b]

/** Outside of what the sheet gives as normal. */
export const isAbnormal = (state: LabState): boolean => ORDER[state] < 2

export const STATE_WORDS: Record<LabState, string> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  LOW: 'low',
  ABNORMAL: 'abnormal',
  NORMAL: 'within the interval',
  UNKNOWN: 'no interval given',
}
