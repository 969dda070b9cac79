import 'server-only'
import type { Actor, Hat, LinkActor, OrgHat, PersonActor } from '#lib/access/actor.ts'
import { sha256 } from '#lib/hash.ts'
import { type Db, transaction } from './client.ts'

/** One unit of work: a transaction in which PostgreSQL knows who acts. */
export function asActor<T>(actor: Actor, work: (db: Db) => Promise<T>): Promise<T> {
  return transaction(async (db) => {
    await setActor(db, actor)
    return work(db)
  })
}

/** Names the actor for the rest of this transaction. */
export async function setActor(db: Db, actor: Actor): Promise<void> {
  const person = actor.kind === 'PERSON' ? actor.personId : null
  const hat = actor.kind === 'PERSON' && actor.hat.kind !== 'OWNER' ? actor.hat : null
  const caseId = actor.kind === 'LINK' || actor.kind === 'SYSTEM' ? actor.caseId : null
  const link = actor.kind === 'LINK' ? actor.linkId : null
  await db.$queryRaw`select app.set_actor(${actor.kind}, ${person}::uuid, ${hat?.orgId ?? null}::uuid, ${hat?.role ?? null},
    ${caseId}::uuid, ${link}::uuid)::text`
}

type SessionJson = Omit<PersonActor, 'kind' | 'hat' | 'hats'> & {
  lastSeenAt: string
  hats: (OrgHat & { acting: boolean })[]
}

/** The live session behind a cookie's token as the transaction's actor, or null. One round trip. */
export async function beginSession(db: Db, token: string): Promise<PersonActor | null> {
  const [row] = await db.$queryRaw<{ actor: SessionJson | null }[]>`select app.begin_session(${sha256(token)}) as actor`
  if (!row?.actor) return null
  const { hats, sessionId, personId, name, email, timeZone, operator } = row.actor
  const acting = hats.find((hat) => hat.acting)
  const hat: Hat = acting ?? { kind: 'OWNER' }
  return { kind: 'PERSON', sessionId, personId, name, email, timeZone, operator, hat, hats }
}

/** The live mailed link behind a token as the transaction's actor, or null. */
export async function beginLink(db: Db, token: string): Promise<LinkActor | null> {
  const [row] = await db.$queryRaw<
    { actor: Omit<LinkActor, 'kind'> | null }[]
  >`select app.begin_link(${sha256(token)}) as actor`
  if (!row?.actor) return null
  const { linkId, caseId, name, email } = row.actor
  return { kind: 'LINK', linkId, caseId, name, email }
}
