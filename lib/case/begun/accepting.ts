import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import { actAs } from '#lib/auth/account.ts'
import { type Device, openSession, type SignedIn } from '#lib/auth/session.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseKind } from '#lib/db/generated/enums.ts'
import { asActor, beginSession } from '#lib/db/unit.ts'
import { conflict, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'

// A press of the button that a mailed invitation shows: whoever holds the mailbox becomes the owner of animal and case.

export type OwnerInvitationView = {
  caseId: string
  email: string
  name: string
  patient: string
  practice: string
  hospital: string
  vet: string
  kind: CaseKind
  payer: 'OWNER' | 'PRACTICE'
  answerShared: boolean
  expiresAt: Date
  state: 'OPEN' | 'ACCEPTED' | 'REVOKED' | 'EXPIRED' | 'ENDED'
  /** Does this address have an account? Then its owner signs in first: an invitation opens no account that is there. */
  known: boolean
}

/** What an invitation says, for whoever holds its link; changes nothing. @throws NOT_FOUND */
export async function ownerInvitation(db: Db, token: string): Promise<OwnerInvitationView> {
  const [found] = await db.$queryRaw<OwnerInvitationView[]>`select * from app.owner_invitation(${sha256(token)})`
  if (!found) throw notFound()
  return found
}

const ENDED = 'This invitation does not stand any more, or it is for another address than yours.'

/** Takes it up as somebody who is signed in at its address, who acts in their own name from now on. @returns where to go */
export async function acceptAs(db: Db, actor: PersonActor, token: string): Promise<string> {
  await actAs(db, actor, 'me')
  const [taken] = await db.$queryRaw<{ id: string | null }[]>`
    select app.accept_owner_invitation(${sha256(token)}) as id`
  if (!taken?.id) throw conflict(ENDED)
  return `/cases/${taken.id}`
}

/**
 * Takes it up as somebody new: the mail shows whose mailbox it is, so that one press makes the account, the session and the owner,
 * in one transaction. An address that has an account signs in instead.
 */
export function acceptNew(token: string, timeZone: string, device: Device): Promise<SignedIn> {
  return asActor({ kind: 'AUTH' }, async (db) => {
    const invitation = await ownerInvitation(db, token)
    if (invitation.state !== 'OPEN' || invitation.known) throw conflict(ENDED)
    const { email, name } = invitation
    const made = await db.person.createMany({
      data: [{ email, name, timeZone, emailVerifiedAt: now() }],
      skipDuplicates: true,
    })
    if (made.count !== 1) throw conflict(ENDED)
    const { id } = await db.person.findUniqueOrThrow({ where: { email }, select: { id: true } })
    const session = await openSession(db, id, device, null)
    const actor = await beginSession(db, session.token)
    if (!actor) throw notFound()
    return { ...session, path: await acceptAs(db, actor, token) }
  })
}
