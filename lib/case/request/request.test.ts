import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SITUATIONS } from '#lib/case/wishes.ts'
import { patchOf, refuseHalfStep, stepFrom } from './patch.ts'
import {
  asStep,
  caseNumber,
  type DraftFacts,
  headlineOf,
  missingFrom,
  nextStep,
  NUMBER_ALPHABET,
  REQUEST_STEPS,
  stepAfter,
  stepBefore,
  withdrawalMoney,
} from './rules.ts'
import { saveSchema } from './schema.ts'
import { suggestedQuestions } from './suggestions.ts'

describe('the safety step', () => {
  const input = (values: object) => saveSchema.parse({ step: 'check', version: '1', ...values })

  it('is passed only by "none of these" alone, or by going on in spite of a sign', () => {
    expect(patchOf(input({ go: 'next', 'redFlags[]': 'NONE' }))).toEqual({ redFlags: [], redFlagAnswer: 'NONE' })
    expect(patchOf(input({ go: 'next', 'redFlags[]': ['NONE', 'bloat'] }))).toEqual({
      redFlags: ['bloat'],
      redFlagAnswer: null,
    })
    expect(patchOf(input({ go: 'next' }))).toEqual({ redFlags: [], redFlagAnswer: null })
    expect(patchOf(input({ go: 'on' }))).toEqual({ redFlagAnswer: 'WENT_ON', urgency: 'URGENT' })
  })
})

describe('a posted step', () => {
  const patch = (values: object) => patchOf(saveSchema.parse({ version: '1', ...values }))

  it('leaves boxes of other steps alone, and clears its own when none is ticked', () => {
    expect(patch({ step: 'story', history: 'x' })).toEqual({ history: 'x' })
    expect(patch({ step: 'questions' })).toEqual({ priorities: [] })
    expect(patch({ step: 'questions', 'priorities[]': 'COST' })).toEqual({ priorities: ['COST'] })
    expect(patch({ step: 'reach', 'reachBy[]': ['PHONE'] })).toEqual({ reachBy: ['PHONE'] })
  })

  it('puts days and words together by place, and an empty day of decision clears it', () => {
    expect(patch({ step: 'story', 'when[]': ['3 Nov', '', ' '], 'what[]': ['Coughed', 'Better', ''] })).toEqual({
      happened: [
        { when: '3 Nov', what: 'Coughed' },
        { when: '', what: 'Better' },
      ],
    })
    expect(patch({ step: 'plan', decisionOn: '' })).toEqual({ decisionOn: null })
    expect(patch({ step: 'plan', decisionOn: '2026-12-24' })).toEqual({ decisionOn: '2026-12-24' })
    for (const decisionOn of ['tomorrow', '2026-02-30', '0001-01-01'])
      expect(saveSchema.safeParse({ step: 'plan', version: 1, decisionOn }).error?.issues[0]?.message).toMatch(/day/)
  })

  it('takes a suggestion into the first empty line, once, and refuses a sixth', () => {
    const input = (lines: string[], add: string) =>
      saveSchema.parse({ step: 'questions', version: 1, 'questions[]': lines, add })
    expect(patchOf(input(['A?', '', 'B?'], 'C?')).questions).toEqual(['A?', 'B?', 'C?'])
    expect(patchOf(input(['A?', ''], 'A?')).questions).toEqual(['A?', ''])
    const full = input(['A', 'B', 'C', 'D', 'E'], 'F')
    expect(patchOf(full).questions).toEqual(['A', 'B', 'C', 'D', 'E'])
    expect(refuseHalfStep(full, '')).toMatchObject({ fieldErrors: { 'questions[]': [expect.any(String)] } })
    expect(stepFrom(input(['A'], 'B'), {})).toBe('questions')
    expect(stepFrom({ step: 'story', go: 'more' }, {})).toBe('story')
  })
})

describe('numbers', () => {
  it('are CF- and five signs that look like no other, from any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 9 }), (bytes) => {
        const number = caseNumber(bytes)
        expect(number).toMatch(/^CF-.{5}$/)
        expect([...number.slice(3)].every((sign) => NUMBER_ALPHABET.includes(sign))).toBe(true)
      }),
    )
    expect(NUMBER_ALPHABET).not.toMatch(/[01ILO5SBZUAE]/)
    expect(new Set(NUMBER_ALPHABET).size).toBe(NUMBER_ALPHABET.length)
  })
})

describe('headlines', () => {
  it('are the first line, at most 140 characters, never half a character', () => {
    expect(headlineOf('  Breathes fast\nsince March')).toBe('Breathes fast')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const headline = headlineOf(text)
        expect([...headline].length).toBeLessThanOrEqual(140)
        expect(headline).not.toContain('\n')
        expect(headline.isWellFormed()).toBe(true)
      }),
    )
  })
})

const whole: DraftFacts = {
  redFlagAnswer: 'NONE',
  presentingComplaint: 'Breathes fast',
  history: 'Since March',
  happened: [],
  decisionOn: null,
  reachBy: ['MAIL'],
  reachPhone: '',
  today: '2026-11-26',
  workingDiagnosis: 'HCM',
  questions: ['a', 'b', 'c'],
  serviceOpen: true,
  serviceId: 'x',
  attendingVetName: 'Dr Mazur',
  attendingVetPractice: 'Riverside',
  attendingVetEmail: 'mazur@riverside.test',
  ownerAddress: 'ana@example.test',
}

describe('what is missing', () => {
  it('is nothing when all is said', () => {
    expect(missingFrom(whole)).toEqual([])
    expect(nextStep([])).toBe('review')
  })

  it.each<[string, Partial<DraftFacts>, string]>([
    ['safety', { redFlagAnswer: null }, 'check'],
    ['complaint', { presentingComplaint: '' }, 'story'],
    ['history', { history: '' }, 'story'],
    ['a day without words', { history: '', happened: [{ when: 'March', what: '' }] }, 'story'],
    ['a day that has passed', { decisionOn: '2026-11-25' }, 'plan'],
    ['a phone without a number', { reachBy: ['PHONE'], reachPhone: 'ask me' }, 'reach'],
    ['diagnosis', { workingDiagnosis: '' }, 'plan'],
    ['two questions', { questions: ['a', 'b', ' '] }, 'questions'],
    ['six questions', { questions: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'questions'],
    ['hospital', { serviceId: null, serviceOpen: false }, 'hospital'],
    ['closed service', { serviceOpen: false }, 'hospital'],
    ['vet', { attendingVetName: '' }, 'vet'],
    ['address', { attendingVetEmail: '' }, 'vet'],
    ['bad address', { attendingVetEmail: 'mazur at riverside' }, 'vet'],
    ['own address', { attendingVetEmail: 'Ana@Example.test' }, 'vet'],
  ])('names %s with its step', (_name, change, step) => {
    const missing = missingFrom({ ...whole, ...change })
    expect(missing).toHaveLength(1)
    expect(missing[0]).toMatchObject({ step })
    expect(nextStep(missing)).toBe(step)
  })
})

describe('what is not missing', () => {
  it.each<[string, Partial<DraftFacts>]>([
    ['the text, where a day says what happened', { history: '', happened: [{ when: '', what: 'Coughed' }] }],
    ['a day of decision that is today', { decisionOn: '2026-11-26' }],
    ['a phone number, where only mail was chosen', { reachPhone: 'none' }],
    ['anything else, with a phone number', { reachBy: ['PHONE', 'MAIL'], reachPhone: '+353 (1) 555-0101' }],
  ])('%s', (_name, change) => {
    expect(missingFrom({ ...whole, ...change })).toEqual([])
  })

  it('comes in the order of the steps, so that going on never jumps over one', () => {
    const order = missingFrom({ ...whole, reachBy: ['PHONE'], serviceId: null, attendingVetName: '', questions: [] })
    expect(order.map(({ step }) => step)).toEqual(['questions', 'vet', 'reach', 'hospital'])
  })
})

describe('steps', () => {
  it('lead forward and back without falling off', () => {
    for (const step of REQUEST_STEPS) {
      expect(REQUEST_STEPS).toContain(stepAfter(step))
      expect(REQUEST_STEPS).toContain(stepBefore(step))
    }
    expect(asStep('plan')).toBe('plan')
    expect(asStep(['plan'])).toBeNull()
  })
})

describe('a withdrawal', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const [before, after] = [new Date('2026-11-22T11:00:00Z'), new Date('2026-11-22T13:00:00Z')]
  it.each([
    ['NOTHING_PAID', { dueAt: null, clockLeftMs: null, payments: [] }],
    ['NOTHING_PAID', { dueAt: before, clockLeftMs: null, payments: ['EXPIRED' as const] }],
    ['CHECKOUT_ENDS', { dueAt: null, clockLeftMs: null, payments: ['EXPIRED' as const, 'OPEN' as const] }],
    ['REFUND', { dueAt: before, clockLeftMs: null, payments: ['PAID' as const] }],
    ['NO_REFUND', { dueAt: after, clockLeftMs: null, payments: ['PAID' as const] }],
    ['NO_REFUND', { dueAt: null, clockLeftMs: 5n, payments: ['PAID' as const] }],
    ['REFUND', { dueAt: null, clockLeftMs: -5n, payments: ['PAID' as const] }],
  ])('means %s', (money, facts) => {
    expect(withdrawalMoney({ paidAt: null, ...facts }, now)).toBe(money)
  })
})

describe('the schema', () => {
  it('takes any text, or says in words why not, and never throws anything else', () => {
    const names = [
      'presentingComplaint',
      'history',
      'medications',
      'attendingVetName',
      'attendingVetEmail',
      'urgency',
      'service',
      'questions[]',
      'situation',
      'decisionOn',
      'when[]',
      'what[]',
      'priorities[]',
      'reachBy[]',
      'reachPhone',
      'language',
      'add',
      'go',
    ]
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()))),
        (values) => {
          const parsed = saveSchema.safeParse({ step: 'story', version: '3', ...values })
          if (!parsed.success) for (const issue of parsed.error.issues) expect(issue.message.length).toBeGreaterThan(5)
        },
      ),
    )
  })

  it('refuses too much and NUL with clear words, and keeps other scripts, HTML and SQL as they are', () => {
    const message = (value: string) =>
      saveSchema.safeParse({ step: 'story', version: 1, presentingComplaint: value }).error?.issues[0]?.message
    expect(message('x'.repeat(100_000))).toMatch(/too long: at most 4,000/)
    expect(message('a\u0000b')).toMatch(/cannot be stored/)
    for (const text of [
      '猫がせきをする',
      'قطتي تسعل',
      '🐈‍⬛ coughs',
      '<script>alert(1)</script>',
      '\'; drop table "Case"; --',
    ])
      expect(saveSchema.parse({ step: 'story', version: 1, presentingComplaint: text }).presentingComplaint).toBe(text)
  })
})

it('suggests what fits the situation first', () => {
  for (const { id } of SITUATIONS) {
    const [first, ...others] = suggestedQuestions('Miso', id)
    expect(first).toMatchObject({ fits: true, when: expect.arrayContaining([id]) })
    expect(others.length).toBeGreaterThan(4)
  }
  expect(suggestedQuestions('Miso', '').some(({ fits }) => fits)).toBe(false)
})

it('suggests questions that fit on one line', () => {
  for (const { questions } of suggestedQuestions('Miso', ''))
    for (const question of questions) expect(question).toMatch(/^[A-Z].{10,140}\?$/)
})
