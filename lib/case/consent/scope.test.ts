import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  columnsOf,
  covers,
  daySpan,
  EVERYTHING,
  intersect,
  isEverything,
  isNarrower,
  isNothing,
  isWithin,
  normal,
  NOTHING,
  outline,
  RECORD_KINDS,
  sameScope,
  type Scope,
  scopeInWords,
  scopeOf,
  type Thing,
} from './scope.ts'

const IDS = ['a', 'b', 'c', 'd'] as const
const days = fc.constantFrom('2024-12-31', '2025-01-01', '2025-01-31', '2025-06-15', '2026-01-01')
const day = fc.option(days, { nil: null })
const scope: fc.Arbitrary<Scope> = fc.record({
  kinds: fc.subarray([...RECORD_KINDS]),
  from: day,
  to: day,
  pick: fc.constantFrom('ALL', 'ONLY', 'EXCEPT'),
  items: fc.array(fc.constantFrom(...IDS), { maxLength: 5 }),
})
const thing: fc.Arbitrary<Thing> = fc.record({
  kind: fc.constantFrom(...RECORD_KINDS),
  ids: fc.constantFrom(...IDS).map((id) => [id]),
  day: fc.constantFrom('2025', '2025-01', '2025-01-15', '2024-12-31', null).map(daySpan),
  there: fc.boolean(),
})

describe('scopes', () => {
  it('intersect to exactly what both cover, in any order', () => {
    fc.assert(
      fc.property(scope, scope, scope, thing, (a, b, c, one) => {
        expect(covers(intersect(a, b), one)).toBe(covers(a, one) && covers(b, one))
        expect(intersect(a, b)).toEqual(intersect(b, a))
        expect(intersect(intersect(a, b), c)).toEqual(intersect(a, intersect(b, c)))
      }),
      { numRuns: 3000 },
    )
  })

  it('never grow by intersection', () => {
    fc.assert(
      fc.property(scope, scope, thing, (a, b, one) => {
        const both = intersect(a, b)
        expect(isWithin(both, a) && isWithin(both, b)).toBe(true)
        expect(intersect(a, a)).toEqual(normal(a))
        expect(intersect(a, EVERYTHING)).toEqual(normal(a))
        expect(intersect(a, NOTHING)).toEqual(NOTHING)
        if (isWithin(a, b) && covers(a, one)) expect(covers(b, one)).toBe(true)
        expect(isNarrower(a, b) && isNarrower(b, a)).toBe(false)
      }),
      { numRuns: 3000 },
    )
  })

  it('mean the same however they are written', () => {
    fc.assert(
      fc.property(scope, thing, (a, one) => {
        expect(covers(normal(a), one)).toBe(covers(a, one))
        expect(normal(normal(a))).toEqual(normal(a))
        expect(scopeOf(columnsOf(a), a.items)).toEqual({ ...a, kinds: [...a.kinds] })
        expect(isNothing(a)).toBe(sameScope(a, NOTHING))
      }),
    )
  })

  it('leave out what has no day once there are days, and what came after the list of “only these”', () => {
    const lab = { kind: 'LAB', ids: ['a'], day: null, there: true } as const
    expect(covers(EVERYTHING, lab)).toBe(true)
    expect(covers({ ...EVERYTHING, from: '1990-01-01' }, lab)).toBe(false)
    expect(covers({ ...EVERYTHING, to: '2090-01-01' }, lab)).toBe(false)
    expect(covers({ ...EVERYTHING, from: '2025-02-01' }, { ...lab, day: daySpan('2025') })).toBe(false)
    expect(covers({ ...EVERYTHING, from: '2025-01-01' }, { ...lab, day: daySpan('2025') })).toBe(true)
    expect(covers({ ...EVERYTHING, pick: 'ONLY', items: ['a'] }, lab)).toBe(true)
    expect(covers({ ...EVERYTHING, pick: 'ONLY', items: ['a'] }, { ...lab, there: false })).toBe(false)
    expect(covers({ ...EVERYTHING, pick: 'EXCEPT', items: ['a'] }, { ...lab, there: false })).toBe(false)
    expect(covers({ ...EVERYTHING, pick: 'EXCEPT', items: ['study'] }, { ...lab, ids: ['a', 'study'] })).toBe(false)
  })

  it('read well', () => {
    const names = new Map([...['a', 'b', 'c', 'd', 'e'].map((id) => [id, `${id}.pdf`] as const)])
    expect(isEverything({ ...EVERYTHING, pick: 'EXCEPT' })).toBe(true)
    expect(scopeInWords(EVERYTHING, names)).toBe('all kinds of records')
    expect(
      scopeInWords(
        { ...EVERYTHING, kinds: ['IMAGING', 'LAB'], from: '2025-01-01', pick: 'EXCEPT', items: ['a'] },
        names,
      ),
    ).toBe('laboratory and imaging from 2025-01-01 on, without “a.pdf”')
    expect(scopeInWords({ ...EVERYTHING, to: '2025-01-01' }, names)).toBe('all kinds of records up to 2025-01-01')
    expect(scopeInWords({ ...EVERYTHING, pick: 'ONLY', items: ['a', 'x'] }, names)).toBe(
      'only “a.pdf” and “a record that is gone”',
    )
    const five = { ...EVERYTHING, pick: 'ONLY' as const, items: ['a', 'b', 'c', 'd', 'e'] }
    expect(scopeInWords(five, names)).toBe('only “a.pdf”, “b.pdf”, “c.pdf” and 2 more')
    expect(scopeInWords(five, names, Infinity)).toContain('“e.pdf”')
    expect(scopeInWords(NOTHING, names)).toBe('nothing')
  })

  it('say to the hospital that something is left out, and not what', () => {
    fc.assert(
      fc.property(scope, scope, (a, b) => {
        const told = scopeInWords(intersect(outline(a), outline(b)), null)
        for (const id of IDS) expect(told).not.toContain(`“${id}`)
      }),
    )
    const but = outline({ ...EVERYTHING, pick: 'EXCEPT', items: ['a'] })
    const only = outline({ ...EVERYTHING, pick: 'ONLY', items: ['a'] })
    expect(scopeInWords(but, null)).toBe('all kinds of records; some records are not shared')
    expect(scopeInWords(intersect(but, only), null)).toBe('single records')
    expect(scopeInWords(intersect(only, only), null)).toBe('single records')
  })
})

describe('days', () => {
  it('are spans where only the month or the year is known', () => {
    expect(daySpan('2025')).toEqual({ first: '2025-01-01', last: '2025-12-31' })
    expect(daySpan('2024-02')).toEqual({ first: '2024-02-01', last: '2024-02-29' })
    expect(daySpan('2025-12')).toEqual({ first: '2025-12-01', last: '2025-12-31' })
    expect(daySpan('2025-03-04')).toEqual({ first: '2025-03-04', last: '2025-03-04' })
    for (const none of ['', '2025-13', '2025-02-30', '25', 'soon', null]) expect(daySpan(none)).toBeNull()
  })
})
