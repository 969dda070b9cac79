import type { CaseAction } from '#lib/access/policy.ts'
import type { CaseStatus, Side } from '#lib/db/generated/enums.ts'
import type { Stage } from './status.ts'

/** Where somebody who opens a case wants to be: the stage that matters now, or the first one they may read. Pure. */
export function landingStage(status: CaseStatus, side: Side, can: (action: CaseAction) => boolean): Stage {
  return wanted(status, side, can).find((stage) => stage === 'request' || can(`${stage}.read`)) ?? 'request'
}

function wanted(status: CaseStatus, side: Side, can: (action: CaseAction) => boolean): Stage[] {
  switch (status) {
    case 'DRAFT':
    case 'WITHDRAWN':
    case 'EXPIRED':
      return ['request']
    case 'AWAITING_CONSENT':
      return side === 'HOSPITAL' ? ['request'] : ['consent']
    case 'IN_TRIAGE':
    case 'NEEDS_INFORMATION':
    case 'DECLINED':
      return ['triage']
    case 'AWAITING_PAYMENT':
      return ['fee', 'triage']
    case 'IN_REVIEW':
      return can('recommendation.write') ? ['recommendation'] : ['thread', 'fee']
    case 'ANSWERED':
    case 'CLOSED':
      return ['recommendation', 'fee']
  }
}
