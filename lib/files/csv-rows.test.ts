import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvRows } from './csv-rows.ts'

it.each<[text: string, rows: string[][]]>([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a;b\r\n"1;5";"say ""so"""\r\n',
    [
      ['a', 'b'],
      ['1;5', 'say "so"'],
    ],
  ],
  [
    'a\tb\n\n"two\nlines"\t',
    [
      ['a', 'b'],
      ['two\nlines', ''],
    ],
  ],
  ['one column', [['one column']]],
  ['', []],
])('%j', (text, rows) => expect(csvRows(text, 100)).toEqual({ rows, more: false }))

it('stops where it is told to, and says so', () =>
  expect(csvRows('a\nb\nc\n', 2)).toEqual({ rows: [['a'], ['b']], more: true }))

it('reads back whatever was quoted', () => {
  const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', ''))
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n')
      expect(csvRows(`h1,h2\n${text}`, 10_000).rows.slice(1)).toEqual(rows)
    }),
  )
})
