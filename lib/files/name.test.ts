import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut, oneLine, safeFileName } from './name.ts'

test.each([
  ['Miso blood results.pdf', 'Miso blood results.pdf'],
  ['C:\\Users\\ana\\scan.pdf', 'scan.pdf'],
  ['../../../etc/passwd', 'passwd'],
  ['invoice\u202egpj.exe', 'invoicegpj.exe'],
  ['a\u0000b\r\nc.txt', 'a b c.txt'],
  ['  .hidden. ', 'hidden'],
  ['cafe\u0301.jpg', 'caf\u00e9.jpg'],
  ['犬のレントゲン.dcm', '犬のレントゲン.dcm'],
  ['what?<is>|this*.pdf', 'what__is__this_.pdf'],
  ['\u200b\u200b', 'file'],
  ['\u200c', 'file'],
  ['👩‍⚕️ نامه‌ها.pdf', '👩‍⚕️ نامه‌ها.pdf'],
  ['...', 'file'],
])('%j becomes %j', (given, expected) => {
  expect(safeFileName(given)).toBe(expected)
})

test('a long name keeps its ending', () => {
  const name = safeFileName(`${'very long '.repeat(100)}.dcm`)
  expect(name.length).toBeLessThanOrEqual(180)
  expect(name).toMatch(/…\.dcm$/)
})

test('a cut never splits a visible character', () => {
  expect(cut('👩‍👩‍👧‍👦'.repeat(10), 25)).toBe(`${'👩‍👩‍👧‍👦'.repeat(2)}…`)
  expect(cut('short', 25)).toBe('short')
})

test('whatever comes, a name is one visible line without a path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
      const name = safeFileName(given)
      expect(name.length).toBeGreaterThan(0)
      expect(name.length).toBeLessThanOrEqual(180)
      expect(name).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e/\\]/u)
      expect(name.isWellFormed()).toBe(true)
      expect(safeFileName(name)).toBe(name)
      expect(oneLine(given).length).toBeLessThanOrEqual(200)
    }),
    { numRuns: 500 },
  )
})
