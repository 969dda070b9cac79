import { randomUUID } from 'node:crypto'
import type { Field, Fields } from './fields.ts'

/** A part of a posted form: bytes stand for text that is no UTF-8, `file` for a file where text belongs. */
export type Value = string | Buffer | { file: string }

/** One field filled in badly. `must`: be refused, be taken, or either, as long as it is said well. */
export type Bad = { what: string; values: Value[]; must: 'refuse' | 'take' | 'either' }

const bad = (what: string, value: Value | Value[], must: Bad['must'] = 'refuse'): Bad => ({
  what,
  values: Array.isArray(value) ? value : [value],
  must,
})

/** What people, and programs that mean no good, put where words belong. */
const TYPED: Bad[] = [
  bad('100 kB', 'x'.repeat(100_000)),
  bad('Japanese', '心臓が悪いのでしょうか', 'take'),
  bad('Arabic', 'هل هو مرض في القلب؟', 'take'),
  bad('emoji', '👩🏽‍⚕️🐈‍⬛ ❤️‍🩹 🏴‍☠️', 'take'),
  bad('NUL', 'before\u0000after'),
  bad('control characters', 'a\u0001b\u0007c\u001b[31md\u007fe\u0085f\u202eg\u2066h\u2028i', 'either'),
  bad('a script', '<script>window.__hit = 1</script>', 'take'),
  bad('an image', '"><img src=x onerror="window.__hit = 1">', 'take'),
  bad('SQL', `'; drop table "Case"; --`, 'take'),
  bad('a lone surrogate', Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62]), 'either'),
]

const SHORT_OF_WORDS: Bad[] = [bad('words', 'many'), bad('NUL', '1\u0000'), bad('100 kB', '9'.repeat(100_000))]

const NUMBERS: Bad[] = [
  ...SHORT_OF_WORDS,
  bad('a negative one', '-1', 'either'),
  bad('a huge one', '1e99'),
  bad('one beyond 32 bits', '4294967297'),
  bad('one beyond 64 bits', '99999999999999999999'),
  bad('not a number', 'NaN'),
  bad('infinity', 'Infinity'),
  bad('a fraction', '1.5', 'either'),
  bad('hexadecimal', '0x10', 'either'),
  bad('nothing', '', 'either'),
]

const DATES: Bad[] = [
  ...SHORT_OF_WORDS,
  bad('no day at all', '0000-00-00'),
  bad('a number', '9999999'),
  bad('February 30th', '2026-02-30'),
  bad('the last day', '9999-12-31', 'either'),
  bad('the first day', '0001-01-01', 'either'),
  bad('beyond the calendar', '+275760-09-13'),
  bad('nothing', '', 'either'),
]

const CHOICES: Bad[] = [
  bad('none of them', 'NONE_OF_THESE'),
  bad('a name of JavaScript', '__proto__'),
  bad('NUL', '\u0000'),
  bad('100 kB', 'x'.repeat(100_000)),
  bad('nothing', '', 'either'),
]

const listed = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value])

function ids({ valid, foreign, strange }: Extract<Field, { is: 'id' }>): Bad[] {
  const own = listed(valid)
  return [
    bad('a malformed one', 'not-an-id'),
    bad('one that nobody has', randomUUID()),
    bad('one of nil', '00000000-0000-0000-0000-000000000000'),
    bad('a foreign one', foreign),
    bad('one of another kind', strange),
    bad('NUL', `${own[0]}\u0000`),
    bad('100 kB', 'a'.repeat(100_000)),
    bad('SQL', `' or '1' = '1`),
    bad('two, the last foreign', [...own, foreign]),
    bad('two, the last malformed', [...own, 'not-an-id']),
    bad('nothing', '', 'either'),
  ]
}

const either = (list: Bad[]): Bad[] => list.map((one) => ({ ...one, must: 'either' }))

function kindOf(field: Field): Bad[] {
  switch (field.is) {
    case 'words':
      return TYPED
    case 'strict':
      return TYPED.map((one) => ({ ...one, must: 'refuse' }))
    case 'number':
      return NUMBERS
    case 'date':
      return DATES
    case 'choice':
      return CHOICES
    case 'box':
      return [bad('nothing', '', 'either'), bad('NUL', '\u0000', 'either')]
    case 'hint':
    case 'secret':
      return either([...TYPED, ...CHOICES])
    case 'id':
      return ids(field)
  }
}

/** All that is bad for a field; for a list, in its first place. */
export function badFor(field: Field): Bad[] {
  const rest = Array.isArray(field.valid) ? field.valid.slice(1) : []
  return [
    ...kindOf(field).map((one) => ({ ...one, values: [...one.values, ...(field.is === 'id' ? [] : rest)] })),
    bad('not sent', [], 'either'),
    bad('a file', { file: 'a file' }, 'either'),
    bad('the same twice', [...listed(field.valid), ...listed(field.valid)], 'either'),
  ]
}

export type Sent = [name: string, value: Value][]

/** A form as it is filled in well, but for one field. */
export function filled(fields: Fields, except?: { name: string; bad: Bad }): Sent {
  return Object.entries(fields).flatMap(([name, field]): Sent => {
    const values = name === except?.name ? except.bad.values : listed(field.valid)
    return values.map((value) => [name, value])
  })
}
