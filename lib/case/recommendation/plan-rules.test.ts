import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAfter, dueOf } from '#lib/case/due.ts'
import { dayProblem, mayDrop, mayMarkDone, PLAN_SIDES } from './plan-rules.ts'

const TODAY = '2026-11-25'

describe('a day of a plan', () => {
  it.each([
    ['2026-11-25', null],
    ['2026-11-24', null],
    ['2026-11-23', 'passed'],
    ['2029-11-20', null],
    ['2030-01-01', 'three years'],
  ])('%s', (day, said) => {
    const problem = dayProblem(day, TODAY)
    if (said === null) expect(problem).toBeNull()
    else expect(problem).toContain(said)
  })

  it('is counted over months, years and the days when clocks change', () => {
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29')
    expect(dayAfter('2026-03-28', 2)).toBe('2026-03-30')
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (days) => {
        expect(dayAfter(dayAfter(TODAY, days), -days)).toBe(TODAY)
      }),
    )
  })

  it.each([
    [null, 'NONE'],
    ['2026-11-24', 'OVER'],
    ['2026-11-25', 'TODAY'],
    ['2026-12-02', 'SOON'],
    ['2026-12-03', 'LATER'],
  ] as const)('%s is %s', (day, due) => expect(dueOf(day, TODAY)).toBe(due))
})

describe('a line of a plan', () => {
  const open = { done: false, dropped: false }
  it('is done by whom it is for, and taken off by who wrote it', () => {
    for (const side of PLAN_SIDES)
      for (const who of PLAN_SIDES)
        for (const reader of PLAN_SIDES) {
          expect(mayMarkDone({ side, who, ...open }, reader)).toBe(reader === who)
          expect(mayDrop({ side, who, ...open }, reader)).toBe(reader === side)
        }
  })

  it('that is off the plan is not done any more, and one that is done stays on it', () => {
    expect(mayMarkDone({ side: 'OWNER', who: 'OWNER', done: false, dropped: true }, 'OWNER')).toBe(false)
    expect(mayDrop({ side: 'OWNER', who: 'OWNER', done: true, dropped: false }, 'OWNER')).toBe(false)
  })
})
