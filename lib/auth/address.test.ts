import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseAddress } from './address.ts'

test.each([
  ['ana@example.com', 'ana@example.com'],
  ['  Ana.Ruiz@Example.COM\n', 'ana.ruiz@example.com'],
  ['ana+cats@example.co.uk', 'ana+cats@example.co.uk'],
  ["o'brien_1@example.com", "o'brien_1@example.com"],
  ['ａｎａ@example.com', 'ana@example.com'],
  ['ana@ｅｘａｍｐｌｅ.com', 'ana@example.com'],
  ['ana@bücher.example', 'ana@xn--bcher-kva.example'],
  ['ana@BÜCHER.example', 'ana@xn--bcher-kva.example'],
  ['ana@例え.jp', 'ana@xn--r8jz45g.jp'],
  ['ana@xn--bcher-kva.example', 'ana@xn--bcher-kva.example'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
])('%j becomes %j', (given, address) => {
  expect(normaliseAddress(given)).toEqual({ address })
})

test.each([
  ['', /such as/],
  ['ana', /such as/],
  ['@example.com', /such as/],
  ['ana@', /such as/],
  ['"ana ruiz"@example.com', /quotation marks/],
  ['"ana"@example.com', /quotation marks/],
  ['ana＂@example.com', /quotation marks/],
  ['ana@example.com,eve@example.org', /one address only/],
  ['ana@example.com，eve@example.org', /one address only/],
  ['ana@example.com;eve@example.org', /one address only/],
  ['ana ruiz@example.com', /one address only/],
  ['Ana <ana@example.com>', /one address only/],
  ['ana@eve.example@example.com', /one address only/],
  ['ana@@example.com', /one address only/],
  ['ana＠example.com', /Please type the @/],
  ['ana﹫example.com', /Please type the @/],
  ['ana@example.com＠eve.example', /Please type the @/],
  ['ana\u0000@example.com', /cannot be seen/],
  ['ana@example.com\r\nBcc: eve@example.org', /cannot be seen/],
  ['a\u200bna@example.com', /cannot be seen/],
  ['\u202eana@example.com', /cannot be seen/],
  ['ana@exam\u00adple.com', /cannot be seen/],
  ['ana\ud800@example.com', /cannot be seen/],
  ['josé@example.com', /Before the @/],
  ['анна@example.com', /Before the @/],
  ['🐈@example.com', /Before the @/],
  ['.ana@example.com', /Before the @/],
  ['ana.@example.com', /Before the @/],
  ['a..na@example.com', /Before the @/],
  ['ana@example', /After|after the @/],
  ['ana@example.com.', /after the @/],
  ['ana@.example.com', /after the @/],
  ['ana@-example.com', /after the @/],
  ['ana@example..com', /after the @/],
  ['ana@127.0.0.1', /after the @/],
  ['ana@[127.0.0.1]', /after the @/],
  ['ana@2130706433', /after the @/],
  ['ana@example.com/evil.example', /after the @/],
  ['ana@example.com:25', /after the @/],
  ['ana@example.com?x=1', /after the @/],
  ['ana@example%2ecom', /after the @/],
  ['ana@exa_mple.com', /after the @/],
  [`${'a'.repeat(65)}@example.com`, /too long/],
  [`ana@${'a.'.repeat(130)}com`, /after the @/],
  [`ana@${'a'.repeat(64)}.com`, /after the @/],
  ['a'.repeat(100_000), /too long/],
  ['\'; drop table "Person"; --@example.com', /quotation marks/],
])('%j is refused', (given, words) => {
  expect(normaliseAddress(given)).toEqual({ problem: expect.stringMatching(words) })
})

test('whatever comes, what is accepted is one plain ASCII address and stays as it is when normalised again', () => {
  const domain = fc.constantFrom(
    'example.com',
    'bücher.example',
    '例え.jp',
    'x',
    '127.1',
    'a_b.com',
    'exam\u00adple.com',
  )
  const at = fc.constantFrom('@', '＠', '﹫', '', '@@')
  const near = fc.tuple(fc.string({ unit: 'binary', maxLength: 8 }), at, domain).map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      fc.oneof(
        near,
        fc.tuple(fc.string(), at, domain).map((parts) => parts.join('')),
      ),
      (given) => {
        const result = normaliseAddress(given)
        if ('problem' in result) return result.problem.length > 0
        expect(result.address).toMatch(/^[!-?A-~]+@[a-z0-9.-]+$/)
        expect(normaliseAddress(result.address)).toEqual(result)
        return true
      },
    ),
    { numRuns: 400 },
  )
})
