import fc from 'fast-check'
import { expect, it } from 'vitest'
import { highlight, searchWords, tsQueryOf } from './search-query.ts'

it('makes words out of anything, each quoted and open at its end', () => {
  expect(tsQueryOf('Miso  RUIZ')).toBe(`'miso':* & 'ruiz':*`)
  expect(tsQueryOf('CF-7K3M2')).toBe(`'cf':* & '7k3m2':*`)
  expect(tsQueryOf(`'; drop table "Case"; --`)).toBe(`'drop':* & 'table':* & 'case':*`)
  expect(tsQueryOf(' :*&|!()🐈 ')).toBeNull()
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
      const query = tsQueryOf(typed)
      expect(query === null || /^'[\p{L}\p{M}\p{N}]+':\*(?: & '[\p{L}\p{M}\p{N}]+':\*){0,7}$/u.test(query)).toBe(true)
    }),
    { numRuns: 50 },
  )
})

it('marks beginnings of words and loses no letter', () => {
  expect(highlight('Miso and Amiso', ['mis'])).toEqual([
    { text: 'Mis', hit: true, from: 0 },
    { text: 'o and Amiso', hit: false, from: 3 },
  ])
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      (text, typed) => {
        const pieces = highlight(text, searchWords(typed))
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      },
    ),
    { numRuns: 100 },
  )
})
