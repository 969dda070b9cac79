import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CaseKind, CaseStatus, Side } from '#lib/db/generated/enums.ts'
import { authorOf, type CaseFacts, isFor, isTurnOf, judge, type Payer, STEPS, turnOf, type Verb } from './status.ts'

const STATUSES = Object.values(CaseStatus)
const VERBS = [...new Set(STEPS.map((step) => step.verb))]
const ENDED: readonly CaseStatus[] = ['DECLINED', 'WITHDRAWN', 'EXPIRED']

const KINDS = Object.values(CaseKind)
const PAYERS: Record<CaseKind, readonly Payer[]> = {
  SECOND_OPINION: ['OWNER'],
  REFERRAL: ['OWNER'],
  CONSULTATION: ['PRACTICE', 'OWNER'],
}
const EACH = KINDS.flatMap((kind) => PAYERS[kind].map((payer) => ({ kind, payer })))

const nothing: CaseFacts = {
  kind: 'SECOND_OPINION',
  payer: 'OWNER',
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
    const { kind } = world.facts
    const steps = STEPS.filter((step) => step.from === world.status && !ENDED.includes(step.to) && isFor(step, kind))
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
  it.each(EACH)('never lets a sequence of verbs skip consent or fee: $kind, paid by $payer', (begun) => {
    let answered = 0
    fc.assert(
      fc.property(fc.array(move, { minLength: 40, maxLength: 120 }), (moves) => {
        let world: World = { status: 'DRAFT', facts: { ...nothing, ...begun }, trail: [] }
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
        // Only an owner who asked by themselves goes on without the vet: a practice that asks has agreed.
        before('accept', 'completeConsent', ...(begun.kind === 'SECOND_OPINION' ? ['proceedWithoutPractice'] : []))
        before('paid', 'accept')
        before('sign', 'paid')
        if (trail.includes('sign')) answered++
        if (world.status === 'ANSWERED' || world.status === 'CLOSED')
          expect(trail).toEqual(expect.arrayContaining(['submit', 'accept', 'paid', 'sign']))
      }),
      { numRuns: 3000 },
    )
    expect(answered).toBeGreaterThan(100)
  })

  it.each(KINDS)('reaches every status from a draft, and leaves every one that is not the end: %s', (kind) => {
    const steps = STEPS.filter((step) => isFor(step, kind))
    const reached = new Set<CaseStatus>(['DRAFT'])
    for (let grown = true; grown;) {
      grown = false
      for (const step of steps)
        if (reached.has(step.from) && !reached.has(step.to)) {
          reached.add(step.to)
          grown = true
        }
    }
    expect([...reached].sort()).toEqual([...STATUSES].sort())
    for (const status of STATUSES)
      // A practice starts anew what has ended; an owner sends it again.
      if (kind === 'SECOND_OPINION' || !ENDED.includes(status))
        expect(
          steps.filter((step) => step.from === status),
          status,
        ).not.toHaveLength(0)
  })

  it('refuses what the table does not hold', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATUSES),
        fc.constantFrom(...VERBS),
        fc.constantFrom(...Object.values(Side)),
        fc.constantFrom(...EACH),
        (from, verb, side, begun) => {
          const steps = STEPS.filter(
            (step) => step.from === from && step.verb === verb && step.who.includes(side) && isFor(step, begun.kind),
          )
          const facts = { ...nothing, ...begun, feeSettled: true, releaseStands: true, requestComplete: true }
          if (steps.length === 0) expect(judge(from, verb, side, facts).ok).toBe(false)
        },
      ),
    )
  })

  it.each(EACH)('gives the turn to those whose verbs are awaited: $kind, paid by $payer', (begun) => {
    for (const status of STATUSES) {
      const turn = turnOf(status, { ...nothing, ...begun, informationFrom: authorOf(begun.kind) })
      const sides = Object.values(Side).filter((side) => isTurnOf(turn, side))
      expect(sides.length === 0, status).toBe(['NOBODY', 'EVERYONE'].includes(turn))
      if (ENDED.includes(status) || status === 'CLOSED') expect(turn).toBe('NOBODY')
      for (const side of sides)
        // Whoever pays does so at Stripe, whose event then moves the case.
        if (status !== 'AWAITING_PAYMENT')
          expect(
            STEPS.some((step) => step.from === status && step.who.includes(side) && isFor(step, begun.kind)),
            `${side} in ${status}`,
          ).toBe(true)
    }
  })

  it('knows who begins, who pays, and who has the first say', () => {
    const turn = (status: CaseStatus, facts: Partial<CaseFacts>) => turnOf(status, { ...nothing, ...facts })
    expect(turn('DRAFT', {})).toBe('OWNER')
    for (const kind of ['REFERRAL', 'CONSULTATION'] as const) expect(turn('DRAFT', { kind })).toBe('PRACTICE')
    // A practice that refers has agreed by sending: what is missing is the owner's word.
    expect(turn('AWAITING_CONSENT', { kind: 'REFERRAL', agreementStands: true })).toBe('OWNER')
    expect(turn('AWAITING_CONSENT', { kind: 'CONSULTATION' })).toBe('PRACTICE')
    expect(turn('AWAITING_PAYMENT', { kind: 'CONSULTATION', payer: 'PRACTICE' })).toBe('PRACTICE')
    expect(turn('AWAITING_PAYMENT', { kind: 'CONSULTATION', payer: 'OWNER' })).toBe('OWNER')
  })

  it('lets a practice take back a referral until the owner has signed, and a consultation that it pays at any time', () => {
    const may = (status: CaseStatus, facts: Partial<CaseFacts>) =>
      judge(status, 'withdraw', 'PRACTICE', { ...nothing, ...facts }).ok
    expect(may('AWAITING_CONSENT', {})).toBe(false)
    expect(may('AWAITING_CONSENT', { kind: 'REFERRAL' })).toBe(true)
    expect(may('IN_TRIAGE', { kind: 'REFERRAL' })).toBe(false)
    expect(may('IN_REVIEW', { kind: 'CONSULTATION', payer: 'PRACTICE' })).toBe(true)
    expect(may('IN_REVIEW', { kind: 'CONSULTATION', payer: 'OWNER' })).toBe(false)
    expect(judge('IN_TRIAGE', 'withdraw', 'OWNER', { ...nothing, kind: 'CONSULTATION' }).ok).toBe(false)
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
