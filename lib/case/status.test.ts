import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CaseStatus, Side } from '#lib/db/generated/enums.ts'
import { type CaseFacts, isTurnOf, judge, STEPS, turnOf, type Verb } from './status.ts'

const STATUSES = Object.values(CaseStatus)
const VERBS = [...new Set(STEPS.map((step) => step.verb))]
const ENDED: readonly CaseStatus[] = ['DECLINED', 'WITHDRAWN', 'EXPIRED']

const nothing: CaseFacts = {
  requestComplete: false,
  releaseStands: false,
  agreementStands: false,
  agreementDeclined: false,
  practiceSilentDays: 0,
  withoutPractice: false,
  deliveryPolicy: 'ATTENDING_VET_ONLY',
  estimateOpen: false,
  feeSettled: false,
  informationFrom: null,
  informationReturnsTo: null,
  closedDaysAgo: 0,
}

/** The world a sequence of verbs and outside happenings plays in: what the commands would write. */
type World = { status: CaseStatus; facts: CaseFacts; trail: string[] }
type Move =
  { kind: 'verb'; verb: Verb; side: Side } | { kind: 'nth'; nth: number } | { kind: 'fact'; change: Partial<CaseFacts> }

const move: fc.Arbitrary<Move> = fc.oneof(
  // Mostly verbs that stand in the table for the status at hand, or long ways would hardly ever be walked.
  { weight: 6, arbitrary: fc.nat({ max: 20 }).map((nth): Move => ({ kind: 'nth', nth })) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('verb' as const),
      verb: fc.constantFrom(...VERBS),
      side: fc.constantFrom(...Object.values(Side)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Move>(
      { kind: 'fact', change: { requestComplete: true } },
      { kind: 'fact', change: { releaseStands: true } },
      { kind: 'fact', change: { releaseStands: false } },
      { kind: 'fact', change: { agreementStands: true, agreementDeclined: false } },
      { kind: 'fact', change: { agreementStands: false } },
      { kind: 'fact', change: { agreementStands: false, agreementDeclined: true } },
      { kind: 'fact', change: { practiceSilentDays: 6 } },
      { kind: 'fact', change: { deliveryPolicy: 'GENERAL_ADVICE' } },
    ),
  },
)

function play(world: World, next: Move): World {
  if (next.kind === 'nth') {
    const steps = STEPS.filter((step) => step.from === world.status && !ENDED.includes(step.to))
    const step = steps[next.nth % steps.length]
    return step ? play(world, { kind: 'verb', verb: step.verb, side: step.who[0]! }) : world
  }
  if (next.kind === 'fact') return { ...world, facts: { ...world.facts, ...next.change } }
  // What each command knows of its own doing when it asks for judgement.
  const doing: Partial<CaseFacts> = next.verb === 'paid' ? { feeSettled: world.trail.includes('accept') } : {}
  const judged = judge(world.status, next.verb, next.side, { ...world.facts, ...doing })
  if (!judged.ok) return world
  const after: Partial<CaseFacts> = {
    ...(next.verb === 'accept' ? { estimateOpen: true } : {}),
    ...(next.verb === 'paid' ? { feeSettled: true } : {}),
    ...(next.verb === 'proceedWithoutPractice' ? { withoutPractice: true } : {}),
    ...(next.verb === 'requestInformation'
      ? { informationFrom: 'OWNER' as const, informationReturnsTo: world.status }
      : {}),
  }
  const trail = [...world.trail, next.verb]
  if (next.verb === 'sign') expect(consentStands(world.facts), trail.join(' ')).toBe(true)
  return { status: judged.step.to, facts: { ...world.facts, ...after }, trail }
}

const consentStands = (facts: CaseFacts) => facts.releaseStands && (facts.agreementStands || facts.withoutPractice)

describe('the table of statuses', () => {
  it('never lets a sequence of verbs skip consent or fee', () => {
    let answered = 0
    fc.assert(
      fc.property(fc.array(move, { minLength: 40, maxLength: 120 }), (moves) => {
        let world: World = { status: 'DRAFT', facts: nothing, trail: [] }
        for (const next of moves) world = play(world, next)
        const { trail } = world
        const before = (verb: string, ...needed: string[]) => {
          const at = trail.indexOf(verb)
          if (at >= 0)
            expect(
              needed.some((need) => trail.slice(0, at).includes(need)),
              `${needed.join('|')} before ${verb}: ${trail.join(' ')}`,
            ).toBe(true)
        }
        before('accept', 'completeConsent', 'proceedWithoutPractice')
        before('paid', 'accept')
        before('sign', 'paid')
        if (trail.includes('sign')) answered++
        if (world.status === 'ANSWERED' || world.status === 'CLOSED')
          expect(trail).toEqual(expect.arrayContaining(['submit', 'accept', 'paid', 'sign']))
      }),
      { numRuns: 5000 },
    )
    expect(answered).toBeGreaterThan(500)
  })

  it('reaches every status from a draft, and leaves every one', () => {
    const reached = new Set<CaseStatus>(['DRAFT'])
    for (let grown = true; grown;) {
      grown = false
      for (const step of STEPS)
        if (reached.has(step.from) && !reached.has(step.to)) {
          reached.add(step.to)
          grown = true
        }
    }
    expect([...reached].sort()).toEqual([...STATUSES].sort())
    for (const status of STATUSES)
      expect(
        STEPS.filter((step) => step.from === status),
        status,
      ).not.toHaveLength(0)
  })

  it('refuses what the table does not hold', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATUSES),
        fc.constantFrom(...VERBS),
        fc.constantFrom(...Object.values(Side)),
        (from, verb, side) => {
          const steps = STEPS.filter((step) => step.from === from && step.verb === verb && step.who.includes(side))
          if (steps.length === 0)
            expect(judge(from, verb, side, { ...nothing, feeSettled: true, releaseStands: true }).ok).toBe(false)
        },
      ),
    )
  })

  it('gives the turn to those whose verbs are awaited, and to nobody once it is over', () => {
    for (const status of STATUSES) {
      const turn = turnOf(status, nothing)
      const sides = Object.values(Side).filter((side) => isTurnOf(turn, side))
      if (ENDED.includes(status) || status === 'CLOSED') expect(turn).toBe('NOBODY')
      for (const side of sides)
        expect(
          STEPS.some((step) => step.from === status && step.who.includes(side)),
          `${side} in ${status}`,
        ).toBe(true)
    }
  })

  it('says in plain words why not', () => {
    expect(judge('IN_REVIEW', 'sign', 'HOSPITAL', { ...nothing, feeSettled: true })).toMatchObject({
      ok: false,
      reason: 'GUARD',
      message: expect.stringContaining('Consent'),
    })
    expect(judge('IN_TRIAGE', 'accept', 'OWNER', nothing)).toMatchObject({ ok: false, reason: 'WHO' })
    expect(judge('CLOSED', 'accept', 'HOSPITAL', nothing)).toMatchObject({
      ok: false,
      reason: 'STATUS',
      message: expect.stringContaining('closed'),
    })
    expect(
      judge('AWAITING_CONSENT', 'proceedWithoutPractice', 'OWNER', {
        ...nothing,
        releaseStands: true,
        deliveryPolicy: 'GENERAL_ADVICE',
      }),
    ).toMatchObject({ ok: false, reason: 'GUARD' })
  })
})
