import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, csvFile } from '#lib/csv.ts'
import { isLanguage } from '#lib/languages.ts'
import {
  countWords,
  cursorAfter,
  QUEUE_SORTS,
  QUEUE_VIEWS,
  readCursor,
  sortFor,
  SORTS_OF,
  writeCursor,
} from './rules.ts'
import { queueSearch } from './schema.ts'

const ID = '0193a1b2-0000-7000-8000-000000000001'
const time = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms))
const row = fc.record({
  id: fc.uuid(),
  turnSince: time,
  dueAt: fc.option(time),
  answeredAt: time,
  urgency: fc.constantFrom('ROUTINE', 'SOON', 'URGENT'),
})

describe('cursor', () => {
  it('comes back as it was written, for its own order only', () => {
    fc.assert(
      fc.property(row, fc.constantFrom(...QUEUE_VIEWS), fc.constantFrom(...QUEUE_SORTS), (last, view, sort) => {
        const cursor = cursorAfter(view, sort, last)
        expect(readCursor(writeCursor(cursor), sort)).toEqual(cursor)
        expect(writeCursor(cursor)).toMatch(/^[\w-]+$/)
        for (const other of QUEUE_SORTS.filter((one) => one !== sort))
          expect(readCursor(writeCursor(cursor), other)).toBeNull()
      }),
    )
  })

  it('is null for anything else, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (thing, text) => {
        expect(readCursor(thing, 'due')).toBeNull()
        expect(readCursor(text, 'newest')).toBeNull()
      }),
    )
    const forged = [
      ['newest', null, 'SOON', ID],
      ['due', 1.5, 'SOON', ID],
      ['due', 1, 'SOON', 'x'],
      ['due', 1e300, 'SOON', ID],
      {},
    ]
    for (const one of forged)
      expect(readCursor(btoa(JSON.stringify(one)), one === forged[0] ? 'newest' : 'due')).toBeNull()
  })
})

describe('address', () => {
  it('takes every view with its own orders, and the first of them by default', () => {
    for (const view of QUEUE_VIEWS) {
      expect(queueSearch.parse({ view })).toMatchObject({ view, sort: SORTS_OF[view][0], caseId: null, cursor: null })
      for (const sort of SORTS_OF[view]) expect(queueSearch.parse({ view, sort }).sort).toBe(sort)
    }
    expect(sortFor('answered', 'urgent')).toBe('newest')
  })

  it('counts what makes no sense as not given', () => {
    // Two letters at random may be a language's code, which makes sense.
    const senseless = fc.anything().filter((odd) => typeof odd !== 'string' || !isLanguage(odd))
    fc.assert(
      fc.property(senseless, (odd) => {
        const parsed = queueSearch.parse({
          view: odd,
          sort: odd,
          specialty: odd,
          species: odd,
          language: odd,
          kind: odd,
          cursor: odd,
          case: odd,
        })
        expect(parsed).toEqual({
          view: 'triage',
          sort: 'newest',
          specialty: null,
          species: null,
          language: null,
          kind: null,
          cursor: null,
          caseId: null,
        })
      }),
      { examples: [['\u0000'], [['triage', 'review']], [{}], [null]] },
    )
    expect(queueSearch.parse({ specialty: 'CARDIOLOGY', species: 'CAT', case: ID })).toMatchObject({
      specialty: 'CARDIOLOGY',
      species: 'CAT',
      caseId: ID,
    })
  })

  it('says how many without counting all', () => {
    expect([countWords(0), countWords(500), countWords(501)]).toEqual(['0', '500', '500+'])
  })
})

describe('a file for spreadsheets', () => {
  it('holds no cell that runs as a formula', () => {
    for (const bad of ['=1+1', '+1', '-2', '@SUM(A1)', '\tx', '\r=1', ' =1', '\u200b=1', '|cmd', '%0A', '＝1'])
      expect(csvCell(bad)).toBe(`"'${bad}"`)
    expect(csvCell('Miso "the cat", 9')).toBe('"Miso ""the cat"", 9"')
    expect(csvCell(-3)).toBe('-3')
    expect(csvCell(null)).toBe('""')
  })

  it('reads back as the texts that went in', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
        const file = csvFile(['head'], [cells])
        expect(file.startsWith('\uFEFF"head"\r\n')).toBe(true)
        const read = [...file.slice(9).matchAll(/"((?:[^"]|"")*)"(?:,|\r\n$)/g)].map((found) =>
          found[1]!.replaceAll('""', '"'),
        )
        expect(read.map((text, at) => (text === `'${cells[at]}` ? cells[at] : text))).toEqual(cells)
      }),
    )
  })
})
