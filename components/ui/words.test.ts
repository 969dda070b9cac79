import { describe, expect, test } from 'vitest'
import { initials } from './avatar.tsx'
import { formatDuration, formatRelative, formatTime } from './time-format.ts'

const now = new Date('2026-11-22T19:00:00Z')
const hour = 3_600_000

describe('time in words', () => {
  test('is said in the reader’s zone, with the year only when it is another one', () => {
    expect(formatTime('2026-11-24T17:00:00Z', 'datetime', { zone: 'Europe/Berlin', now })).toBe('Tue 24 Nov, 18:00')
    expect(formatTime('2027-02-16T00:30:00Z', 'date', { zone: 'UTC', now })).toBe('16 Feb 2027')
    expect(formatTime('2027-01-01T00:30:00Z', 'date', { zone: 'America/New_York', now })).toBe('31 Dec')
  })

  test('in full it names the zone', () => {
    expect(formatTime(now, 'full', { zone: 'America/New_York', now })).toContain('(America/New York)')
  })

  test.each([
    [-20_000, 'now'],
    [-2 * hour, '2 hours ago'],
    [23 * hour, 'in 23 hours'],
    [-50 * hour, '2 days ago'],
    [90 * 24 * hour, 'in 3 months'],
  ])('%i ms away is "%s"', (distance, words) => {
    expect(formatRelative(now.getTime() + distance, { now })).toBe(words)
  })

  test.each([
    [10_000, 'under 1 min'],
    [25 * 60_000, '25 min'],
    [1.5 * hour, '1 h 30 min'],
    [48 * hour, '48 h'],
    [50 * hour, '2 d 2 h'],
    [15 * 24 * hour + 2 * hour, '15 d'],
  ])('a length of %i ms is "%s"', (length, words) => {
    expect(formatDuration(length)).toBe(words)
  })
})

test.each([
  ['Ana Ruiz', 'AR'],
  ['Dr Tomasz Mazur', 'TM'],
  ['Dr Helena Lindqvist, DECVIM-CA', 'HL'],
  ['Prof. Dr. Chidi van der Okafor', 'CO'],
  ['Ångström', 'Å'],
  ['😀 Smile', '😀S'],
  ['', '?'],
])('the initials of "%s" are %s', (name, letters) => {
  expect(initials(name)).toBe(letters)
})
