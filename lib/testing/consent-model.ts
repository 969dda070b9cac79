import fc from 'fast-check'
import type { RecordKind } from '#lib/db/generated/enums.ts'

// What consent means, in a few lines that know nothing of the product's own rule, and everything that owner, vet and time may do.

export type Thing = {
  name: string
  holder: 'OWNER' | 'PRACTICE'
  kind: RecordKind
  day: string | null
  in: 'FILE' | 'IMAGE' | 'ENTRY' | 'SHEET'
}
/** One wish: what it covers. `had`: how many things there were when it was made. */
type Limit = {
  kinds: readonly RecordKind[]
  from: string | null
  to: string | null
  only: string[] | null
  without: string[]
  had: number
}
/** A signature covers what the wish that was signed covers, and each that made it smaller since. */
export type Model = { release: Limit[] | null; agreement: Limit[] | null; had: number }

const within = ({ kinds, from, to, only, without, had }: Limit, { name, kind, day }: Thing, nth: number): boolean =>
  kinds.includes(kind) &&
  (!from || (day ?? '') >= from) &&
  (!to || (day ?? '9') <= to) &&
  (!only || (only.includes(name) && nth < had)) &&
  !without.includes(name)

export const visible = ({ release, agreement, had }: Model): Thing[] =>
  THINGS.slice(0, had).filter((thing, nth) =>
    [release, thing.holder === 'PRACTICE' ? agreement : []].every((signed) =>
      signed?.every((limit) => within(limit, thing, nth)),
    ),
  )

const KINDS = ['LAB', 'IMAGING', 'HISTORY'] as const
const of = (holder: Thing['holder'], kind: RecordKind, day: string | null, where: Thing['in'] = 'FILE'): Thing => ({
  ...{ holder, kind, day, in: where, name: `${holder} ${kind} ${day ?? 'some day'} ${where}` },
})
/** Those that are there from the beginning, and those that come when a step says so. */
export const FIRST = [
  ...[of('OWNER', 'LAB', '2024-05-01'), of('OWNER', 'IMAGING', null), of('OWNER', 'IMAGING', '2026-03-01', 'IMAGE')],
  ...[
    of('OWNER', 'HISTORY', '2026-01-31', 'ENTRY'),
    of('PRACTICE', 'LAB', '2026-02-02'),
    of('PRACTICE', 'HISTORY', null),
  ],
  ...[of('PRACTICE', 'IMAGING', '2024-06-06', 'IMAGE'), of('PRACTICE', 'LAB', '2025-01-01', 'SHEET')],
  of('PRACTICE', 'HISTORY', '2024-12-31', 'ENTRY'),
]
export const THINGS = [
  ...FIRST,
  of('PRACTICE', 'IMAGING', '2026-04-04', 'IMAGE'),
  of('OWNER', 'LAB', '2026-04-05'),
  of('PRACTICE', 'LAB', '2024-04-06'),
]

export type Wish = Omit<Limit, 'had'>
export type Step =
  | { do: 'grant' | 'agree' | 'narrowRelease' | 'narrowAgreement'; wish: Wish }
  | { do: 'decline' | 'endRelease' | 'endAgreement' | 'expireRelease' | 'expireAgreement' }
  | { do: 'extendRelease' | 'extendAgreement' | 'passOn' | 'renewLink' | 'proceed' | 'add' }

/** What the step leaves standing, if it was done. */
export function after(model: Model, step: Step): Model {
  const limit = (wish: Wish): Limit => ({ ...wish, had: model.had })
  switch (step.do) {
    case 'grant':
      return { ...model, release: [limit(step.wish)] }
    case 'agree':
      return { ...model, agreement: [limit(step.wish)] }
    case 'narrowRelease':
      return { ...model, release: [...(model.release ?? []), limit(step.wish)] }
    case 'narrowAgreement':
      return { ...model, agreement: [...(model.agreement ?? []), limit(step.wish)] }
    case 'endRelease':
    case 'expireRelease':
      return { ...model, release: null }
    case 'endAgreement':
    case 'expireAgreement':
    case 'decline':
      return { ...model, agreement: null }
    case 'add':
      return { ...model, had: Math.min(model.had + 1, THINGS.length) }
    default:
      return model
  }
}

const kinds: fc.Arbitrary<RecordKind[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<RecordKind[]>([...KINDS]) },
  { weight: 1, arbitrary: fc.subarray([...KINDS], { minLength: 1 }) },
)
const day = (...days: string[]) => fc.option(fc.constantFrom(...days), { nil: null, freq: 1 })
const named = (holders: readonly Thing['holder'][]) =>
  fc.subarray(
    THINGS.filter(({ holder }) => holders.includes(holder)).map(({ name }) => name),
    { minLength: 1 },
  )
const wish = (holders: readonly Thing['holder'][]): fc.Arbitrary<Wish> =>
  fc
    .record({
      kinds,
      from: day('2024-05-02', '2025-01-01', '2026-01-31'),
      to: day('2026-02-01', '2026-04-04'),
      only: fc.option(named(holders), { nil: null, freq: 1 }),
      without: fc.oneof(fc.constant<string[]>([]), named(holders)),
    })
    .map((made) => (made.only ? { ...made, without: [] } : made))
const everything: Wish = { kinds: KINDS, from: null, to: null, only: null, without: [] }
const both = ['OWNER', 'PRACTICE'] as const

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('grant' as const, 'narrowRelease' as const), wish: wish(both) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('agree' as const, 'narrowAgreement' as const),
      wish: wish(['PRACTICE']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('grant' as const, 'agree' as const), wish: fc.constant(everything) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['decline', 'endRelease', 'endAgreement', 'expireRelease', 'expireAgreement', 'add'] as const),
        ...(['extendRelease', 'extendAgreement', 'passOn', 'renewLink', 'proceed', 'add'] as const),
      ),
    }),
  },
)
const BEGINNINGS: Step[][] = [
  [
    { do: 'grant', wish: everything },
    { do: 'agree', wish: everything },
  ],
  [{ do: 'grant', wish: everything }, { do: 'decline' }],
  [{ do: 'grant', wish: everything }, { do: 'passOn' }, { do: 'agree', wish: everything }],
  [],
]
/** Most of them begin where both have signed, so that there is something to end, the vet or a colleague of theirs, or where the vet has said no. */
export const trace = fc
  .record({ begin: fc.constantFrom(...BEGINNINGS), steps: fc.array(step, { minLength: 1, maxLength: 7 }) })
  .map(({ begin, steps }): Step[] => [...begin, ...steps])
/** All that may happen. */
export const VERBS: Step['do'][] = [
  ...(['grant', 'agree', 'narrowRelease', 'narrowAgreement', 'add', 'decline', 'proceed'] as const),
  ...(['passOn', 'renewLink'] as const),
  ...(['endRelease', 'endAgreement', 'expireRelease', 'expireAgreement', 'extendRelease', 'extendAgreement'] as const),
]
