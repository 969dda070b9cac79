import { CASE_POLICY, type CaseAction } from '#lib/access/policy.ts'
import { type CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import { publicPages } from '../scripts/laws/public-pages.ts'
import { type Answer, call } from './matrix/call.ts'
import { assemble, type Cast, type Scene } from './matrix/cast.ts'
import { actions, type Entrance, pages, routes } from './matrix/entrances.ts'
import { type Verdict, verdict } from './matrix/expect.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Every page, route and action × every role × own, foreign, revoked and signed out, against the running product. The list of
// entrances is read from the tree and the build, and what each must answer from the policy table.

// Each test has a cast of its own: whoever is free takes the next.
test.describe.configure({ mode: 'parallel' })

useOwnerPool(4)

/** A status in which the policy allows the action to somebody, and one in which it does not, where there is one. */
function statusesFor(entrance: Entrance): CaseStatus[] {
  const { rule } = entrance
  if (rule.scope !== 'case') return ['IN_REVIEW']
  const allowed: readonly CaseStatus[] | 'ANY' = CASE_POLICY[rule.action as CaseAction].statuses
  if (allowed === 'ANY') return ['DRAFT', 'IN_REVIEW']
  const refused = Object.values(CaseStatus).find((status) => status !== 'DRAFT' && !allowed.includes(status))
  return [
    allowed[0]!,
    ...(allowed.includes('IN_REVIEW') ? (['IN_REVIEW'] as const) : []),
    ...(refused ? [refused] : []),
  ]
}

/** What is tried: owners' requests in several statuses, and a consultation, where the parts are others, in one. */
const triesFor = (entrance: Entrance): { status: CaseStatus; kind: CaseKind }[] => {
  const statuses = statusesFor(entrance)
  const own = statuses.map((status) => ({ status, kind: 'SECOND_OPINION' as const }))
  const [first] = statuses
  return entrance.rule.scope === 'case' && first ? [...own, { status: first, kind: 'CONSULTATION' }] : own
}

const nameOf = (entrance: Entrance) =>
  entrance.kind === 'action'
    ? `action ${entrance.name} (${entrance.file})`
    : `${entrance.kind === 'route' ? entrance.method : 'page'} ${entrance.pattern}`

const orgOf = (entrance: Entrance): 'hospital' | 'practice' | null =>
  entrance.pattern.startsWith('/practice/') ? 'practice' : entrance.pattern.startsWith('/hospital/') ? 'hospital' : null

/** A page shows nothing to somebody who may not; an action of another hat is not found. */
function seen(entrance: Entrance, wanted: Verdict): Verdict {
  if (entrance.kind === 'page') return wanted === 'FORBIDDEN' ? 'NOTHING' : wanted
  return wanted === 'SWITCH' ? 'NOTHING' : wanted
}

/** A thing within the case that this scene does not have is missing for those who may look, too. */
const mayBeMissing = (entrance: Entrance) =>
  /\[(?!caseId|slug)\w|\/receipt$/.test(entrance.pattern) ||
  ['public', 'library'].includes(entrance.rule.scope) ||
  entrance.rule.scope === 'person'

async function tryEntrance(
  cast: Cast,
  shared: Map<string, Promise<Scene>>,
  entrance: Entrance,
  wrong: string[],
): Promise<number> {
  let cells = 0
  for (const { status, kind } of triesFor(entrance)) {
    const key = `${kind} ${status}`
    // Refusals change nothing, so all entrances share one case a status for them.
    if (!shared.has(key)) shared.set(key, cast.stage(status, kind))
    const common = await shared.get(key)!
    const org = orgOf(entrance)
    for (const player of common.players) {
      const wanted = seen(entrance, verdict(entrance.rule, player, status, { org, kind }))
      // Somebody who may act changes the case: each gets a fresh one.
      const acts = wanted === 'ALLOWED' && entrance.kind !== 'page' && entrance.rule.scope === 'case'
      const scene = acts ? await cast.stage(status, kind) : common
      const current = scene.players.find((one) => one.name === player.name)!
      const slug = org === 'practice' ? cast.practice.slug : cast.hospital.slug
      const got = await call(entrance, current, { scene, slug, extra: {} })
      cells++
      if (got.verdict !== wanted && !isAsGood(entrance, wanted, got.verdict))
        wrong.push(
          `${nameOf(entrance)}, ${kind} ${status}, ${player.name}: wanted ${wanted}, got ${got.verdict} (${got.said})`,
        )
    }
  }
  return cells
}

/** Where the policy allows, there may be nothing of that kind, or a person's own page may ask to switch hats first. */
const isAsGood = (entrance: Entrance, wanted: Verdict, got: Answer['verdict']): boolean =>
  wanted === 'ALLOWED' &&
  ((got === 'NOTHING' && mayBeMissing(entrance)) || (got === 'SWITCH' && entrance.rule.scope === 'person'))

for (const [what, list] of [
  ['pages', () => pages(publicPages)],
  ['routes', routes],
  ['actions', actions],
] as const) {
  test(`the access matrix of ${what} @once`, async () => {
    test.setTimeout(600_000)
    const cast = await assemble()
    const wrong: string[] = []
    let cells = 0
    const shared = new Map<string, Promise<Scene>>()
    const entrances = list()
    const queue = entrances.filter((entrance) => !SIDE_EFFECT.has(entrance.kind === 'action' ? entrance.name : ''))
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const tried = await tryEntrance(cast, shared, next, wrong)
        cells += tried
      }
    }
    await Promise.all([lane(), lane(), lane(), lane()])
    console.log(`access matrix: ${entrances.length} ${what}, ${cells} cells`)
    expect(wrong).toEqual([])
    expect(cells).toBeGreaterThan(entrances.length * 10)
  })
}

/** Ends the session that the other cells need; tested by itself in sign-in's spec. */
const SIDE_EFFECT = new Set(['signOut', 'revokeOtherSessions', 'revokeSession', 'actAs', 'signInAsDemoPerson'])
