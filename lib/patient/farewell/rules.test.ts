import { describe, expect, it } from 'vitest'
import { asksForChoice, deathDayProblem } from './rules.ts'

const now = new Date('2026-11-25T12:00:00Z')

describe('the day on which an animal died', () => {
  it.each([
    ['2026-11-25', null],
    // Evening in New Zealand.
    ['2026-11-26', null],
    ['2026-11-27', 'This day lies in the future'],
    ['2017-03-27', 'This day lies before the birthday'],
    ['2017-03-28', null],
  ])('%s: %s', (day, problem) => expect(deathDayProblem(day, new Date('2017-03-28'), now)).toBe(problem))

  it('may be any past day where no birthday is known', () => {
    expect(deathDayProblem('1999-01-01', null, now)).toBeNull()
  })
})

it('asks the owner whether the answer is still wanted while it is to come, once', () => {
  const farewell = { diedOn: now, wanted: false }
  expect(asksForChoice(farewell, 'IN_REVIEW')).toBe(true)
  expect(asksForChoice({ ...farewell, wanted: true }, 'IN_REVIEW')).toBe(false)
  for (const status of ['DRAFT', 'ANSWERED', 'CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'] as const)
    expect(asksForChoice(farewell, status), status).toBe(false)
  expect(asksForChoice(null, 'IN_REVIEW')).toBe(false)
})
