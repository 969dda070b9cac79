import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, languageList, languageWords } from '#lib/languages.ts'
import {
  decisionDayWords,
  daysUntil,
  happenedOf,
  knownPriorities,
  mattersText,
  phoneProblem,
  PRIORITIES,
  reachText,
  urgencyFor,
} from './wishes.ts'
import { historyLines, linesShown, MOST_LINES, MOST_WHAT, MOST_WHEN } from './request/timeline.ts'

describe('the day of a decision', () => {
  it.each([
    [null, 'ROUTINE'],
    ['2026-11-26', 'URGENT'],
    ['2026-11-28', 'URGENT'],
    ['2026-11-29', 'SOON'],
    ['2026-12-03', 'SOON'],
    ['2026-12-04', 'ROUTINE'],
  ] as const)('%s asks for %s', (day, urgency) => {
    expect(urgencyFor(day, '2026-11-26')).toBe(urgency)
  })

  it('is said with how far it is, over a change of the clock too', () => {
    expect(decisionDayWords('2026-11-26', '2026-11-26')).toBe('26 Nov 2026, today')
    expect(decisionDayWords('2026-11-27', '2026-11-26')).toBe('27 Nov 2026, tomorrow')
    expect(decisionDayWords('2026-12-01', '2026-11-26')).toBe('1 Dec 2026, in 5 days')
    expect(decisionDayWords('2026-11-01', '2026-11-26')).toBe('1 Nov 2026, past')
    expect(daysUntil('2026-10-26', '2026-10-24')).toBe(2)
  })
})

describe('reaching the owner', () => {
  const reach = { reachBy: ['MAIL'], reachPhone: '+353 1 555 0101', reachTimes: 'after six', language: 'pl' }
  it('names the ways that were chosen; mail where none was', () => {
    expect(reachText(reach)).toBe('E-mail · in Polish')
    expect(reachText({ ...reach, reachBy: [] })).toBe('E-mail · in Polish')
    expect(reachText({ ...reach, reachBy: ['PHONE'] })).toBe('Phone +353 1 555 0101 (after six) · in Polish')
    expect(reachText({ ...reach, reachBy: ['MAIL', 'PHONE'] })).toMatch(/^Phone .*, e-mail · in Polish$/)
  })

  it('takes phone numbers as people write them, and nothing else', () => {
    for (const good of ['+353 1 555 0101', '(01) 555-0101', '01/5550101', '555.0101'])
      expect(phoneProblem(good)).toBeNull()
    for (const bad of ['', '123', 'call me', '+', '12345 ext 9', '('.repeat(9)])
      expect(phoneProblem(bad)).not.toBeNull()
  })

  it('knows its languages by name, each once', () => {
    expect(new Set(LANGUAGES.map(({ code }) => code)).size).toBe(LANGUAGES.length)
    for (const { code, name } of LANGUAGES) expect(name).not.toBe(code)
    expect(languageWords('tlh')).toBe('tlh')
    expect(languageList(['en', 'ga'])).toBe('English and Irish')
  })
})

it('says what matters: the choices in their order, then the own words', () => {
  expect(knownPriorities(['COST', 'x', 'TIME'])).toEqual(['TIME', 'COST'])
  expect(mattersText({ priorities: ['COST'], whatMatters: 'She hates cars' })).toBe('What it costs\nShe hates cars')
  expect(mattersText({ priorities: [], whatMatters: '' })).toBe('')
  expect(new Set(PRIORITIES).size).toBe(PRIORITIES.length)
})

describe('what happened, day by day', () => {
  const today = new Date('2026-11-26T12:00:00Z')
  it('becomes lines with a day where it can be read with certainty; else the words stay', () => {
    const lines = historyLines(
      [
        { when: '3 November 2026', what: 'Coughed' },
        { when: 'March 2026', what: 'Lost weight' },
        { when: 'two weeks ago', what: 'Fell' },
        { when: '03/04/2026', what: 'Two days it could be' },
        { when: 'May 2026', what: '' },
      ],
      today,
    )
    expect(lines).toEqual([
      { since: '2026-11-03', what: 'Coughed' },
      { since: '2026-03', what: 'Lost weight' },
      { since: null, what: 'two weeks ago: Fell' },
      { since: null, what: '03/04/2026: Two days it could be' },
    ])
  })

  it('loses no word, fits into a line of the history, and offers room for more', () => {
    const typed = (most: number) => fc.string({ maxLength: most })
    fc.assert(
      fc.property(fc.array(fc.tuple(typed(MOST_WHEN), typed(MOST_WHAT)), { maxLength: MOST_LINES }), (rows) => {
        const lines = happenedOf(
          rows.map(([when]) => when),
          rows.map(([, what]) => what),
        )
        for (const { what } of historyLines(lines, today)) expect(what.length).toBeLessThanOrEqual(200)
        const said = lines.map(({ when, what }) => when + what).join('')
        expect(said).toBe(rows.map(([when, what]) => when.trim() + what.trim()).join(''))
        expect(linesShown(lines.length)).toBeGreaterThanOrEqual(Math.min(MOST_LINES, lines.length + 1))
      }),
    )
  })
})
