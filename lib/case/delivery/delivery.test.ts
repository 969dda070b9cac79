import { describe, expect, it } from 'vitest'
import { DeliveryPolicy } from '#lib/db/generated/enums.ts'
import { isPlace, placesAround, placeWords } from './places.ts'
import { applying, POLICIES, stricter, whyThis } from './rules.ts'
import { readSource, ruleSchema, ruleSearch, rulePath, sourceLine } from './schema.ts'

const [VET, EXAM, GENERAL] = POLICIES

describe('the stricter of region and hospital', () => {
  it.each([
    [VET, VET, VET, 'BOTH'],
    [VET, EXAM, VET, 'REGION'],
    [VET, GENERAL, VET, 'REGION'],
    [EXAM, VET, VET, 'HOSPITAL'],
    [EXAM, EXAM, EXAM, 'BOTH'],
    [EXAM, GENERAL, EXAM, 'REGION'],
    [GENERAL, VET, VET, 'HOSPITAL'],
    [GENERAL, EXAM, EXAM, 'HOSPITAL'],
    [GENERAL, GENERAL, GENERAL, 'BOTH'],
    [null, GENERAL, GENERAL, 'HOSPITAL'],
  ] as const)('region %s, hospital %s: %s, by %s', (region, hospital, policy, because) => {
    expect(applying(region, hospital)).toEqual({ policy, because })
  })

  it('is nothing while no hospital is chosen', () => {
    expect(applying(GENERAL, null)).toBeNull()
  })

  it('knows every policy, in the order of the database’s own type', () => {
    expect([...POLICIES]).toEqual(Object.values(DeliveryPolicy))
    for (const one of POLICIES) for (const other of POLICIES) expect(stricter(one, other)).toBe(stricter(other, one))
  })
})

describe('a place', () => {
  it.each([
    ['US-CA', ['US-CA', 'US', '*']],
    ['DE', ['DE', '*']],
    ['', ['*']],
    ['*', ['*']],
  ])('%s is looked for as %j', (place, around) => {
    expect(placesAround(place)).toEqual(around)
  })

  it.each(['US', 'US-CA', 'CA-QC', 'AU-NSW', 'IE'])('%s is one', (code) => expect(isPlace(code)).toBe(true))
  it.each(['', '*', 'US-ZZ', 'DE-BY', 'XX', 'US-', 'us', '__proto__', 'US-toString', 'constructor-name'])(
    '%s is none',
    (code) => expect(isPlace(code)).toBe(false),
  )

  it('has words', () => {
    expect(placeWords('US-CA')).toBe('California, United States')
    expect(placeWords('*')).toBe('Anywhere else')
  })
})

describe('why it is this rule', () => {
  const names = { hospital: 'Northgate' }
  it.each([
    [
      'REGION',
      'US-CA',
      'US-CA',
      /lives in California, United States: the rule for California.* stricter than Northgate’s own/,
    ],
    ['REGION', '*', '', /it was not said where the animal lives: the rule for anywhere else applies/],
    ['REGION', '*', 'DE', /lives in Germany, for which we know of no rule of its own: the rule for anywhere else/],
    ['HOSPITAL', 'NZ', 'NZ', /Northgate’s own rule applies, which is stricter than the rule for New Zealand/],
    ['BOTH', 'GB', 'GB', /say the same/],
    ['HOSPITAL', null, '', /from before there were rules by region/],
  ] as const)('%s of %s, stated "%s"', (because, region, stated, words) => {
    expect(whyThis(because, { ...names, region, stated })).toMatch(words)
  })
})

describe('a rule as it is typed', () => {
  const typed = {
    ...{ region: 'US-CA', seen: '1', withoutVet: 'AFTER_LIVE_EXAM', words: 'By video first.', withVet: 'Both.' },
    ...{ sources: '2026-11-21 | BPC 4826.6 | https://www.vmb.ca.gov\n\n2026-11-22 | An overview', reason: 'The law.' },
  }

  it('is read, and goes through the page’s address unchanged', () => {
    const rule = ruleSchema.parse(typed)
    expect(rule.sources).toEqual([
      { readOn: '2026-11-21', title: 'BPC 4826.6', url: 'https://www.vmb.ca.gov' },
      { readOn: '2026-11-22', title: 'An overview', url: null },
    ])
    const search = Object.fromEntries(new URL(rulePath(rule, true), 'http://x').searchParams)
    expect(ruleSchema.parse(search)).toEqual(rule)
    expect(ruleSearch.parse(search)).toMatchObject({ preview: '1', region: 'US-CA', words: typed.words })
  })

  it.each([
    'no day | A source',
    '2026-02-30 | A source',
    '2026-11-21',
    '2026-11-21 | ',
    '2026-11-21 | A | javascript:alert(1)',
    '2026-11-21 | A | B | C',
  ])('refuses the source "%s"', (line) => {
    expect(readSource(line)).toBeNull()
    expect(ruleSchema.safeParse({ ...typed, sources: line }).error?.issues[0]?.message).toMatch(
      /Line 1 could not be read/,
    )
  })

  it('refuses none, and too many', () => {
    expect(ruleSchema.safeParse({ ...typed, sources: ' ' }).success).toBe(false)
    const line = sourceLine({ readOn: '2026-11-21', title: 'A', url: null })
    expect(ruleSchema.safeParse({ ...typed, sources: Array(9).fill(line).join('\n') }).success).toBe(false)
  })

  it('takes an address that makes no sense as none', () => {
    const nothing = { region: null, preview: undefined, withoutVet: null, words: '', sources: '' }
    expect(ruleSearch.parse({ region: ['US', 'CA'], preview: '2', withoutVet: 'X' })).toMatchObject(nothing)
  })
})
