import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atHandWords, together } from './at-hand.ts'

const named = (...names: string[]) => names.map((name) => ({ name }))
const slices = (count: number) => Array.from({ length: count }, (_, at) => `IM-0001-${at + 1}.dcm`)

describe('records at hand, told together', () => {
  test('slices of a scan are one line, by number, where the first of them stands', () => {
    const lines = together(named('bloods.pdf', ...slices(12).toReversed(), 'letter.pdf'))
    expect(lines.map(({ label }) => label)).toEqual([
      'bloods.pdf',
      '12 files, IM-0001-1.dcm to IM-0001-12.dcm',
      'letter.pdf',
    ])
    expect(lines[1]?.records.map(({ name }) => name)).toEqual(slices(12))
  })

  test('a few alike stay apart: they are likely papers', () => {
    expect(together(named('page 1.jpg', 'page 2.jpg', 'page 3.jpg')).map(({ records }) => records.length)).toEqual([
      1, 1, 1,
    ])
  })

  test('a sentence holds them apart by ";"', () => {
    expect(atHandWords(named('a, b.pdf', ...slices(6)))).toBe('a, b.pdf; 6 files, IM-0001-1.dcm to IM-0001-6.dcm')
  })

  test('none is lost and none is told twice', () => {
    const name = fc.constantFrom('a1', 'a2', 'a03', 'b7', 'x', '١', '')
    fc.assert(
      fc.property(fc.array(name, { maxLength: 40 }), (names) => {
        const told = together(named(...names)).flatMap(({ records }) => records.map((record) => record.name))
        expect(told.toSorted()).toEqual(names.toSorted())
      }),
    )
  })
})
