import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayWords, parseDay } from './days.ts'

const today = new Date('2026-11-25T12:00:00Z')
const read = (typed: string) => parseDay(typed, today)

describe('a day as people type it', () => {
  it.each([
    ['2026', '2026'],
    ['2026-03', '2026-03'],
    ['3/2026', '2026-03'],
    ['03.2026', '2026-03'],
    ['2026-03-14', '2026-03-14'],
    ['2026/3/4', '2026-03-04'],
    ['14.3.2026', '2026-03-14'],
    ['14. 3. 2026', '2026-03-14'],
    ['04.03.26', '2026-03-04'],
    ['14/03/2026', '2026-03-14'],
    ['03/14/2026', '2026-03-14'],
    ['05/05/2026', '2026-05-05'],
    ['March 2026', '2026-03'],
    ['14 March 2026', '2026-03-14'],
    ['March 14th, 2026', '2026-03-14'],
    ['14. März 2026', '2026-03-14'],
    ['14 de marzo de 2026', '2026-03-14'],
    ['14 févr. 2026', '2026-02-14'],
    ['14 lutego 2026', '2026-02-14'],
    ['2026-03-14 09:30', '2026-03-14'],
    ['2026-03-14T09:30:00Z', '2026-03-14'],
  ])('%s is %s', (typed, day) => expect(read(typed)).toEqual({ day }))

  it.each([
    ['03/04/2026', /two days/],
    ['30.2.2026', /no such day/],
    ['2026-13', /like 2026-03/],
    ['12/25', /like 2026-03/],
    ['last spring', /like 2026-03/],
    ['2027', /future/],
    ['2026-12-01', /future/],
    ['1812-01-01', /too far back/],
    ['', /like 2026-03/],
  ])('%s is asked about', (typed, words) => expect(read(typed)).toEqual({ problem: expect.stringMatching(words) }))

  it('reads back every day that it writes', () => {
    const day = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2026-11-24'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, (iso) => {
        expect(read(iso)).toEqual({ day: iso })
        expect(read(dayWords(iso))).toEqual({ day: iso })
        expect(read(dayWords(iso.slice(0, 7)))).toEqual({ day: iso.slice(0, 7) })
      }),
    )
  })

  it('answers anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => void read(typed)))
  })
})
