import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences, patched, patchOf } from './draft.ts'
import {
  AGREEMENTS,
  answersTo,
  canonical,
  type Content,
  EMPTY,
  mayWriteIn,
  missing,
  orderFor,
  pdfName,
  sectionsOf,
  type Signed,
  signsAs,
  TEXT_FIELDS,
  URGENCIES,
} from './rules.ts'
import { saveSchema } from './schema.ts'

const full: Content = {
  ...EMPTY,
  assessment: 'Early HCM is likely.',
  agreement: 'AGREE_WITH_CHANGES',
  urgency: 'SOON',
  plainLanguage: 'The heart muscle is a little thick.',
  answers: [{ question: 'Is it heart disease?', answer: 'Probably.' }],
}

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const content: fc.Arbitrary<Content> = fc.record({
  ...(Object.fromEntries(TEXT_FIELDS.map((field) => [field, text])) as Record<
    (typeof TEXT_FIELDS)[number],
    typeof text
  >),
  agreement: fc.option(fc.constantFrom(...AGREEMENTS)),
  urgency: fc.option(fc.constantFrom(...URGENCIES)),
  answers: fc.array(fc.record({ question: text, answer: text }), { maxLength: 4 }),
})
const signed: fc.Arbitrary<Signed> = fc.record({
  caseNumber: fc.constant('CF-7K3M2'),
  number: fc.integer({ min: 1, max: 9 }),
  content,
  reliedOn: fc.array(fc.record({ recordId: fc.uuid(), name: text, sha256: text }), { maxLength: 3 }),
  signedName: text,
  signedAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
})

describe('what is missing before signing', () => {
  it('is nothing for a full one, and names each part of an empty one', () => {
    expect(missing(full, 1)).toEqual([])
    const empty = { ...EMPTY, answers: answersTo(['Why?', 'x'.repeat(200)], []) }
    expect(missing(empty, 1).map(({ field }) => field)).toEqual([
      'assessment',
      'agreement',
      'urgency',
      'answer1',
      'answer2',
      'plainLanguage',
    ])
    expect(missing(empty, 1)[4]?.message.length).toBeLessThan(100)
  })

  it('asks an addendum for its reason, and takes blanks for nothing', () => {
    expect(missing(full, 2)).toEqual([{ field: 'addendumReason', message: 'Say what changed and why' }])
    expect(missing({ ...full, assessment: ' \n ' }, 1)).toMatchObject([{ field: 'assessment' }])
  })
})

describe('the signed text', () => {
  it('differs as soon as anything in it differs', () => {
    fc.assert(
      fc.property(signed, signed, (a, b) => {
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
        expect(canonical(a) === canonical(b)).toBe(same)
      }),
    )
  })

  it('cannot be kept by moving words from one part to the next', () => {
    fc.assert(
      fc.property(
        signed,
        text.filter((word) => word !== ''),
        fc.constantFrom(...TEXT_FIELDS),
        (one, word, field) => {
          const other = { ...one, content: { ...one.content, [field]: one.content[field] + word } }
          expect(canonical(other)).not.toBe(canonical(one))
        },
      ),
    )
  })

  it('does not depend on the order in which a row names its columns', () => {
    const at = new Date('2026-11-22T10:00:00Z')
    const one = { caseNumber: 'CF-7K3M2', number: 1, content: full, reliedOn: [], signedName: 'H', signedAt: at }
    const reversed = Object.fromEntries(Object.entries(full).toReversed()) as Content
    expect(canonical({ ...one, content: reversed })).toBe(canonical(one))
  })
})

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => [k, sorted(v)]),
      )
    : Array.isArray(value)
      ? value.map(sorted)
      : value

describe('reading order', () => {
  it('gives everybody every part: the owner the plain words first, vets the clinical part', () => {
    for (const side of ['OWNER', 'PRACTICE', 'HOSPITAL'] as const)
      expect([...orderFor(side)].toSorted()).toEqual([...orderFor('OWNER')].toSorted())
    expect(orderFor('OWNER')[0]).toBe('plain')
    expect(orderFor('PRACTICE')[0]).toBe('assessment')
  })

  it('leaves out what says nothing', () => {
    expect(sectionsOf(full, 'OWNER').map(({ key }) => key)).toEqual(['plain', 'answers', 'assessment', 'agreement'])
  })
})

describe('answers', () => {
  it('stay with their questions, in the order of the request', () => {
    const stored = [
      { question: 'A', answer: 'a' },
      { question: 'B', answer: 'b' },
    ]
    expect(answersTo(['A', 'B'], stored)).toEqual(stored)
    expect(answersTo(['B', 'C'], stored)).toEqual([
      { question: 'B', answer: 'b' },
      { question: 'C', answer: '' },
    ])
    expect(
      answersTo(['A', 'A'], [stored[0]!, { question: 'A', answer: 'second' }]).map(({ answer }) => answer),
    ).toEqual(['a', 'second'])
  })
})

describe('a save', () => {
  const parse = (form: object) => patchOf(saveSchema.parse({ number: '1', version: '0', ...form }))

  it('changes only what it says', () => {
    const patch = parse({ prognosis: 'Good', answer1: 'Yes, ' })
    expect(patched(full, patch)).toEqual({
      ...full,
      prognosis: 'Good',
      answers: [{ question: 'Is it heart disease?', answer: 'Yes,' }],
    })
    expect(patched(full, parse({ agreement: '' })).agreement).toBeNull()
  })

  it('that says the same as what is stored is no conflict, any other shows the stored text', () => {
    fc.assert(
      fc.property(content, (stored) => {
        const answers = new Map(stored.answers.map(({ answer }, place) => [place, answer]))
        expect(differences(stored, { ...stored, answers })).toEqual({})
      }),
    )
    expect(differences(full, parse({ assessment: 'Mine', answer1: 'No' }))).toMatchObject({
      assessment: [expect.stringContaining('somebody else'), 'Early HCM is likely.'],
      answer1: [expect.stringContaining('question 1'), 'Probably.'],
    })
  })
})

describe('signing names', () => {
  it.each([
    ['Helena Lindqvist', 'Helena Lindqvist', true],
    ['dr. helena LINDQVIST, DECVIM-CA', 'Helena Lindqvist', true],
    ['Jose Munoz', 'Prof. José Muñoz', true],
    ['Helena', 'Helena Lindqvist', false],
    ['Eve Other', 'Helena Lindqvist', false],
    ['李 明', '李 明', true],
  ])('%s signs for %s: %s', (typed, name, yes) => expect(signsAs(typed, name)).toBe(yes))
})

describe('file names', () => {
  it.each([
    ['Miso', 1, 'CF-7K3M2 Miso recommendation.pdf'],
    ['Miso', 3, 'CF-7K3M2 Miso addendum 2.pdf'],
    ['../a\\b"c\u0000\u202e', 1, 'CF-7K3M2 .. a b c recommendation.pdf'],
    ['', 1, 'CF-7K3M2 recommendation.pdf'],
  ])('of %j, version %i', (patient, number, name) => expect(pdfName('CF-7K3M2', patient, number)).toBe(name))
})

it('is written in review, while the review waits for information, and as an addendum', () => {
  expect(mayWriteIn('IN_REVIEW', null)).toBe(true)
  expect(mayWriteIn('ANSWERED', null)).toBe(true)
  expect(mayWriteIn('NEEDS_INFORMATION', 'IN_REVIEW')).toBe(true)
  expect(mayWriteIn('NEEDS_INFORMATION', 'IN_TRIAGE')).toBe(false)
  expect(mayWriteIn('IN_TRIAGE', null)).toBe(false)
})
