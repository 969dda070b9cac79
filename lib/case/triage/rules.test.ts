import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMoney, typedAmount } from '#lib/money.ts'
import {
  amountProblem,
  dayFromNow,
  declineLabel,
  DECLINE_REASONS,
  DECLINE_WORDS,
  endOfDay,
  pauseClock,
  resumeClock,
  triageState,
  validUntilProblem,
} from './rules.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const HOUR = 3_600_000
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms))

describe('the clock around a question', () => {
  it('gives a paused turnaround back to the millisecond, late or not', () => {
    fc.assert(
      fc.property(moment, moment, moment, fc.integer({ min: 1, max: 720 }), (due, asked, answered, hours) => {
        const paused = pauseClock('IN_REVIEW', due, asked)
        expect(paused).toEqual({ dueAt: null, clockLeftMs: BigInt(due.getTime() - asked.getTime()) })
        const again = resumeClock('IN_REVIEW', paused.clockLeftMs, hours, answered)
        expect(again.clockLeftMs).toBeNull()
        expect(again.dueAt!.getTime() - answered.getTime()).toBe(due.getTime() - asked.getTime())
      }),
    )
  })

  it('stops in triage, and gives the whole promise when the case comes back', () => {
    expect(pauseClock('IN_TRIAGE', NOW, NOW)).toEqual({ dueAt: null, clockLeftMs: null })
    expect(resumeClock('IN_TRIAGE', null, 24, NOW).dueAt).toEqual(new Date(NOW.getTime() + 24 * HOUR))
    expect(resumeClock('IN_REVIEW', null, 6, NOW).dueAt).toEqual(new Date(NOW.getTime() + 6 * HOUR))
  })
})

describe('an estimate', () => {
  it('ends with its day where the hospital is, over changes of the clock too', () => {
    const ends = [
      ['2026-12-08', 'UTC', '2026-12-08T23:59:59.999Z'],
      ['2026-12-08', 'Europe/Vienna', '2026-12-08T22:59:59.999Z'],
      ['2026-12-31', 'Pacific/Auckland', '2026-12-31T10:59:59.999Z'],
      ['2026-03-29', 'Europe/Vienna', '2026-03-29T21:59:59.999Z'],
      ['2026-10-25', 'Europe/Vienna', '2026-10-25T22:59:59.999Z'],
      ['2028-02-29', 'America/New_York', '2028-03-01T04:59:59.999Z'],
    ]
    for (const [day, zone, end] of ends) expect(endOfDay(day!, zone!).toISOString()).toBe(end)
    expect(dayFromNow(14, 'Europe/Vienna', NOW)).toBe('2026-12-08')
    expect(dayFromNow(0, 'Pacific/Auckland', NOW)).toBe('2026-11-25')
  })

  it('ends on a day to come, within ninety', () => {
    const zone = 'Europe/Vienna'
    for (const days of [0, 1, 14, 90])
      expect(validUntilProblem(endOfDay(dayFromNow(days, zone, NOW), zone), NOW)).toBeNull()
    expect(validUntilProblem(endOfDay(dayFromNow(-1, zone, NOW), zone), NOW)).toMatch(/not over/)
    expect(validUntilProblem(endOfDay('9999-12-31', zone), NOW)).toMatch(/90 days/)
  })

  it('has a fee that can be collected, in any currency’s own units', () => {
    for (const [typed, currency, problem] of [
      ['320', 'EUR', null],
      ['1', 'EUR', null],
      ['0.99', 'EUR', /between €1.00 and €50,000.00/],
      ['0', 'EUR', /between/],
      ['50,000', 'EUR', null],
      ['50,000.01', 'EUR', /between/],
      ['48000', 'JPY', null],
      ['50001', 'JPY', /between/],
      ['320.5', 'JPY', /in JPY, for example 320$/],
      ['', 'EUR', /in EUR, for example 320.00/],
      ['-5', 'EUR', /amount/],
      ['1e3', 'EUR', /amount/],
    ] as const) {
      const found = amountProblem(parseMoney(typed, currency), currency)
      if (problem === null) expect(found, typed).toBeNull()
      else expect(found, typed).toMatch(problem)
    }
  })

  it('is typed as it is read', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 11n - 1n }),
        fc.constantFrom('EUR', 'JPY', 'USD', 'PLN'),
        (minor, currency) => {
          fc.pre(currency !== 'JPY' || minor < 10n ** 9n)
          expect(parseMoney(typedAmount(minor, currency), currency)).toBe(minor)
        },
      ),
    )
  })
})

describe('words', () => {
  const names = { hospital: 'Northgate', owner: 'Ana Ruiz', practice: 'Riverside Vets' }
  const statuses = [
    ...(['DRAFT', 'AWAITING_CONSENT', 'IN_TRIAGE', 'NEEDS_INFORMATION', 'AWAITING_PAYMENT', 'IN_REVIEW'] as const),
    ...(['ANSWERED', 'CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'] as const),
  ]

  it('say where triage stands in every status, to every side', () => {
    for (const status of statuses)
      for (const side of ['OWNER', 'PRACTICE', 'HOSPITAL', 'SYSTEM'] as const) {
        const { title, text } = triageState(status, side, names, 'OWNER')
        expect(title).toMatch(/^[A-Z].*\S$/)
        expect(text).toMatch(/^[A-Z].*[.]$/)
        if (side === 'HOSPITAL') expect(`${title} ${text}`).not.toMatch(/Northgate/)
      }
    expect(triageState('NEEDS_INFORMATION', 'PRACTICE', names, 'PRACTICE').title).toBe('Northgate asks you')
    expect(triageState('NEEDS_INFORMATION', 'OWNER', names, 'PRACTICE').title).toBe('Riverside Vets was asked')
  })

  it('name every reason to decline, and no other', () => {
    for (const reason of DECLINE_REASONS) expect(declineLabel(reason)).toBe(DECLINE_WORDS[reason].label)
    for (const odd of ['', 'REFUNDED', 'toString', '__proto__']) expect(declineLabel(odd)).toBeNull()
  })
})
