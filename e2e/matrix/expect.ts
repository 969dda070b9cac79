import { type CaseAction, existsFor, mayInOrg, mayOnCase, type OrgAction } from '#lib/access/policy.ts'
import type { CaseKind, CaseStatus } from '#lib/db/generated/enums.ts'
import type { Player } from './cast.ts'
import type { Rule } from './entrances.ts'

/** What an entrance must answer: go on, ask who it is, say that there is nothing, or refuse somebody who may see but not do. */
export type Verdict = 'ALLOWED' | 'SIGN_IN' | 'NOTHING' | 'FORBIDDEN' | 'SWITCH'

/** The policy table's word on it. */
export function verdict(
  rule: Rule,
  player: Player,
  status: CaseStatus,
  tried: { org: 'hospital' | 'practice' | null; kind?: CaseKind },
): Verdict {
  switch (rule.scope) {
    case 'case':
      return onCase(rule.action as CaseAction, player, status, tried.kind ?? 'SECOND_OPINION')
    case 'org':
      return inOrg(rule.action as OrgAction, player, tried.org)
    case 'person':
      return player.session ? 'ALLOWED' : 'SIGN_IN'
    case 'public':
    case 'signed':
    case 'fixed':
    case 'library':
      return 'ALLOWED'
  }
}

/** Who stands on a case that the hospital was not told of yet: its author's side, and whoever owns the animal. */
const HERE_BEFORE = { SECOND_OPINION: ['OWNER'], REFERRAL: ['OWNER', 'ASKING_VET', 'PRACTICE_STAFF'] }

function onCase(action: CaseAction, player: Player, status: CaseStatus, kind: CaseKind): Verdict {
  const submitted = status !== 'DRAFT' && (kind === 'SECOND_OPINION' || status !== 'AWAITING_CONSENT')
  const before: readonly string[] = kind === 'SECOND_OPINION' ? HERE_BEFORE[kind] : [...HERE_BEFORE.REFERRAL, 'CLIENT']
  const role = player.role && (submitted || before.includes(player.role)) ? player.role : null
  if (role) return mayOnCase(role, action, status) ? 'ALLOWED' : 'FORBIDDEN'
  if (player.otherHat && submitted) return 'SWITCH'
  return player.session || player.link ? 'NOTHING' : 'SIGN_IN'
}

function inOrg(action: OrgAction, player: Player, org: 'hospital' | 'practice' | null): Verdict {
  if (!player.session) return 'SIGN_IN'
  const kind = org === 'practice' ? 'PRACTICE' : 'HOSPITAL'
  if (!existsFor(kind, action)) return 'NOTHING'
  if (player.otherHat && player.otherHat === org) return 'SWITCH'
  if (player.member?.org !== org) return 'NOTHING'
  return mayInOrg(player.member.role, action) ? 'ALLOWED' : 'FORBIDDEN'
}
