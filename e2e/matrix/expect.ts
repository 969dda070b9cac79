import { type CaseAction, existsFor, mayInOrg, mayOnCase, type OrgAction } from '#lib/access/policy.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import type { Player } from './cast.ts'
import type { Rule } from './entrances.ts'

/** What an entrance must answer: go on, ask who it is, say that there is nothing, or refuse somebody who may see but not do. */
export type Verdict = 'ALLOWED' | 'SIGN_IN' | 'NOTHING' | 'FORBIDDEN' | 'SWITCH'

/** The policy table's word on it. */
export function verdict(
  rule: Rule,
  player: Player,
  status: CaseStatus,
  tried: { org: 'hospital' | 'practice' | null },
): Verdict {
  switch (rule.scope) {
    case 'case':
      return onCase(rule.action as CaseAction, player, status)
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

function onCase(action: CaseAction, player: Player, status: CaseStatus): Verdict {
  const submitted = status !== 'DRAFT'
  const role = player.role === 'OWNER' || submitted ? player.role : null
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
