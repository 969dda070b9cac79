import type { MemberRole } from '#lib/db/generated/enums.ts'

/** What a signed-in person acts as: themselves, or one of their organizations. */
export type Hat =
  | { kind: 'OWNER' }
  | {
      kind: 'PRACTICE' | 'HOSPITAL'
      orgId: string
      name: string
      slug: string
      role: MemberRole
      credentials: string
      timeZone: string
    }

export type OrgHat = Exclude<Hat, { kind: 'OWNER' }>

export type PersonActor = {
  kind: 'PERSON'
  sessionId: string
  personId: string
  name: string
  email: string
  timeZone: string
  operator: boolean
  hat: Hat
  /** Every organization they may act as. */
  hats: OrgHat[]
}

/** Somebody behind a mailed link: one case, one address, one purpose; judged like anybody else. */
export type LinkActor = { kind: 'LINK'; linkId: string; caseId: string; name: string; email: string }

/** The worker and webhooks: bound to one case, or to none when they only keep their own books. */
export type SystemActor = { kind: 'SYSTEM'; caseId: string | null }

/** Sign-in itself: identity tables only. */
export type AuthActor = { kind: 'AUTH' }

/** Nobody in particular: the public directory only. */
export type VisitorActor = { kind: 'VISITOR' }

export type Actor = PersonActor | LinkActor | SystemActor | AuthActor | VisitorActor

/** Somebody who can stand on a case: a person or a link. */
export type Participant = PersonActor | LinkActor

/** Id that events, messages and signatures carry. */
export const actorId = (actor: Participant): string => (actor.kind === 'PERSON' ? actor.personId : actor.linkId)

/** Name as others on the case read it, with credentials where the hat has any. */
export function displayName(actor: Participant): string {
  if (actor.kind === 'LINK' || actor.hat.kind === 'OWNER' || !actor.hat.credentials) return actor.name
  return `${actor.name}, ${actor.hat.credentials}`
}
