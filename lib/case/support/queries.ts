import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { CASE_LINES, type CaseLine } from '#lib/case/lines.ts'
import type { Db } from '#lib/db/client.ts'
import { forbidden, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'
import { stateOf, type SupportState } from './rules.ts'

/** Somebody whom the owner has invited, as the owner sees them. */
export type SupportLine = {
  id: string
  name: string
  email: string
  mayWrite: boolean
  state: SupportState
  until: Date
}

/** Those invited and not asked to go, for the owner; nobody else is told of addresses and open invitations. */
export async function listSupport(db: Db, access: CaseAccess): Promise<SupportLine[]> {
  if (!access.can('support.manage')) return []
  const rows = await db.caseSupport.findMany({
    where: { caseId: access.row.id, endedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, email: true, mayWrite: true, acceptedAt: true, expiresAt: true },
    take: 50,
  })
  return rows.map(({ acceptedAt, expiresAt, ...row }) => ({
    ...row,
    until: expiresAt,
    state: stateOf({ ...row, acceptedAt, expiresAt }, now()),
  }))
}

/** What a support person has for themselves on this case; null for everybody else. */
export type OwnSupport = { mails: boolean; mayWrite: boolean; since: Date }

export async function ownSupport(db: Db, actor: PersonActor, access: CaseAccess): Promise<OwnSupport | null> {
  if (!access.can('support.own')) return null
  const row = await db.caseSupport.findFirst({
    where: { caseId: access.row.id, personId: actor.personId, endedAt: null },
    select: { mails: true, mayWrite: true, acceptedAt: true },
  })
  return row?.acceptedAt ? { mails: row.mails, mayWrite: row.mayWrite, since: row.acceptedAt } : null
}

export type NoteView = { body: string; version: number; savedAt: Date | null }

/** The reader's own notes; nobody else's are there for them. */
export async function readNote(db: Db, actor: PersonActor, access: CaseAccess): Promise<NoteView> {
  if (!access.can('support.own')) throw forbidden()
  const found = await db.supportNote.findUnique({
    where: { caseId_personId: { caseId: access.row.id, personId: actor.personId } },
    select: { body: true, version: true, savedAt: true },
  })
  return found ?? { body: '', version: 0, savedAt: null }
}

export type SupportInvitation = {
  caseId: string
  email: string
  mayWrite: boolean
  owner: string
  patient: string
  expiresAt: Date
  state: 'OPEN' | 'ACCEPTED' | 'ENDED' | 'EXPIRED'
}

/** What an invitation's link shows to whoever holds it. Changes nothing. @throws NOT_FOUND */
export async function supportByToken(db: Db, token: string): Promise<SupportInvitation> {
  const [row] = await db.$queryRaw<SupportInvitation[]>`select * from app.support_by_token(${sha256(token)})`
  if (!row) throw notFound()
  return row
}

/** The cases that a person helps with, what moved last first. */
export function supportedCases(db: Db, actor: PersonActor): Promise<CaseLine[]> {
  return db.$queryRaw<CaseLine[]>`${CASE_LINES}
    where c.id = any ((select app.supported_cases())::uuid[]) and c."ownerId" <> ${actor.personId}::uuid
    order by c."updatedAt" desc, c.id desc limit 100`
}
