import type { CaseAction } from '#lib/access/policy.ts'
import type { CaseKind, CaseStatus, Side, Turn } from '#lib/db/generated/enums.ts'
import { authorOf, type Payer, type Stage } from './status.ts'

/** What the reader can do next, named by its verb; always in the same place on screen. `needs`: for those who may. */
export type NextStep = { label: string; stage: Stage; needs: CaseAction }

type At = {
  kind: CaseKind
  payer: Payer
  status: CaseStatus
  side: Side
  turn: Turn
  released: boolean
  agreed: boolean
}

/** The one primary action for this side of the case, or null: nothing is theirs to do. Pure. */
export function nextStep({ kind, payer, status, side, turn, released, agreed }: At): NextStep | null {
  switch (status) {
    case 'DRAFT':
      return side === authorOf(kind)
        ? { label: 'Go on with the request', stage: 'request', needs: 'request.edit' }
        : null
    case 'AWAITING_CONSENT':
      if (side === 'OWNER')
        return released
          ? { label: 'See where it stands', stage: 'consent', needs: 'consent.read' }
          : { label: 'Sign the release', stage: 'consent', needs: 'consent.release' }
      if (side === 'PRACTICE' && agreed && kind === 'REFERRAL')
        return { label: 'See where it stands', stage: 'consent', needs: 'consent.read' }
      return side === 'PRACTICE' && (!agreed || kind === 'CONSULTATION')
        ? {
            label: kind === 'SECOND_OPINION' ? 'Answer the request' : 'See to consent',
            stage: 'consent',
            needs: 'consent.answer',
          }
        : null
    case 'IN_TRIAGE':
      return side === 'HOSPITAL' ? { label: 'Triage this case', stage: 'triage', needs: 'triage.decide' } : null
    case 'NEEDS_INFORMATION':
      return turn === side ? { label: 'Give the information', stage: 'triage', needs: 'triage.answer' } : null
    case 'AWAITING_PAYMENT':
      return side === payer ? { label: 'See the estimate and pay', stage: 'fee', needs: 'fee.pay' } : null
    case 'IN_REVIEW':
      return side === 'HOSPITAL'
        ? { label: 'Write the recommendation', stage: 'recommendation', needs: 'recommendation.write' }
        : null
    case 'ANSWERED':
    case 'CLOSED':
      return { label: 'Read the recommendation', stage: 'recommendation', needs: 'recommendation.read' }
    case 'DECLINED':
      return side === authorOf(kind)
        ? { label: 'See why, and what helps next', stage: 'triage', needs: 'triage.read' }
        : null
    case 'WITHDRAWN':
    case 'EXPIRED':
      return null
  }
}

/** What happened and what comes next, in a few words after "Waiting for ...". */
export function turnDetail({ kind, status, released, agreed, turn }: Omit<At, 'side' | 'payer'>): string {
  switch (status) {
    case 'DRAFT':
      return 'the request is not sent yet'
    case 'AWAITING_CONSENT':
      if (released && agreed) return 'consent is complete'
      if (kind === 'REFERRAL' && agreed) return 'the practice refers; the owner is asked to authorize it'
      if (kind === 'CONSULTATION') return agreed ? 'the owner’s consent is missing' : 'the agreement is missing'
      // The turn comes back to an owner who has signed by a no, or an end, of the vet.
      if (released && turn === 'OWNER') return 'the release is signed, the attending vet does not agree'
      if (released) return 'the release is signed, the attending vet is asked'
      return agreed ? 'the attending vet agreed, the owner’s release is missing' : 'release and agreement are asked for'
    case 'IN_TRIAGE':
      return 'the hospital decides whether it can help'
    case 'NEEDS_INFORMATION':
      return 'the hospital asked for something'
    case 'AWAITING_PAYMENT':
      return 'the hospital accepted, the fee is to be paid'
    case 'IN_REVIEW':
      return 'the fee is paid, the answer is being written'
    case 'ANSWERED':
      return 'the recommendation is signed, questions are open'
    case 'CLOSED':
      return 'the case is closed'
    case 'DECLINED':
      return 'the hospital could not take it'
    case 'WITHDRAWN':
      return 'the request was withdrawn'
    case 'EXPIRED':
      return 'the request waited too long and ended'
  }
}
