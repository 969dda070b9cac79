import 'server-only'
import type { OrgHat, Participant } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { PracticeTextKind } from '#lib/db/generated/enums.ts'
import { conflict, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { uuidV7 } from '#lib/id.ts'
import type { TextInput } from './practice-schema.ts'
import { MOST_TEXTS } from './text-rules.ts'

export type TextView = { id: string; kind: PracticeTextKind; title: string; body: string; version: number }

/** The practice's own texts, by kind and name. */
export function readTexts(db: Db, { orgId }: Pick<OrgHat, 'orgId'>): Promise<TextView[]> {
  return db.practiceText.findMany({
    where: { organizationId: orgId, removedAt: null },
    orderBy: [{ kind: 'asc' }, { title: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, title: true, body: true, version: true },
    take: MOST_TEXTS,
  })
}

/** Those of the practice that somebody acts for; none for anybody else. */
export const ownTexts = async (db: Db, actor: Participant): Promise<TextView[]> =>
  actor.kind === 'PERSON' && actor.hat.kind === 'PRACTICE' ? readTexts(db, actor.hat) : []

export async function addText(db: Db, { orgId }: OrgHat, input: TextInput): Promise<void> {
  const count = await db.practiceText.count({ where: { organizationId: orgId, removedAt: null } })
  if (count >= MOST_TEXTS) throw conflict(`${MOST_TEXTS} texts is the most: remove one that nobody uses.`)
  await db.practiceText.create({ data: { organizationId: orgId, id: uuidV7(), ...input }, select: { id: true } })
}

/** @throws CONFLICT when somebody else changed it meanwhile */
export async function changeText(
  db: Db,
  { orgId }: OrgHat,
  { textId, version, ...input }: TextInput & { textId: string; version: number },
): Promise<void> {
  await requireText(db, orgId, textId)
  const { count } = await db.practiceText.updateMany({
    where: { organizationId: orgId, id: textId, version, removedAt: null },
    data: { ...input, version: { increment: 1 } },
  })
  if (count === 0)
    throw conflict('Somebody of your team has changed this text meanwhile. Copy yours and have a look at it.')
}

export async function removeText(db: Db, { orgId }: OrgHat, textId: string): Promise<void> {
  await requireText(db, orgId, textId)
  await db.practiceText.updateMany({ where: { organizationId: orgId, id: textId }, data: { removedAt: now() } })
}

async function requireText(db: Db, organizationId: string, id: string): Promise<void> {
  const count = await db.practiceText.count({ where: { organizationId, id, removedAt: null } })
  if (count === 0) throw notFound()
}
