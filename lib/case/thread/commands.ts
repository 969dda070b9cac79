import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Participant } from '#lib/access/actor.ts'
import { actorId, displayName } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, forbidden, invalid } from '#lib/errors.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { AWAY_SECONDS, mayAddress } from './rules.ts'
import type { PostInput } from './schema.ts'

/**
 * Posts a message to an audience, which is fixed from then on. Sent twice with the same key it is stored once. Readers who
 * stay away get a mail that names the author, never the words; one for several messages in a row.
 * @returns the message's id
 */
export async function postMessage(db: Db, actor: Participant, access: CaseAccess, input: PostInput): Promise<string> {
  access.require('thread.post')
  if (!mayAddress(access.side, input.audience, access.row.kind)) throw forbidden('You cannot write to this group.')
  const caseId = access.row.id
  const earlier = await ownMessage(db, caseId, input.clientKey)
  if (earlier) return earlier
  const records = await visibleRecords(db, caseId, input['records[]'])
  const id = randomUUID()
  const { count } = await db.message.createMany({
    data: {
      caseId,
      id,
      audience: input.audience,
      side: access.side,
      authorKind: actor.kind,
      authorId: actorId(actor),
      authorName: displayName(actor),
      body: input.body,
      urgent: input.urgent,
      clientKey: input.clientKey,
    },
    skipDuplicates: true,
  })
  // Of two at once, the second finds what the first wrote, unless the key is of somebody else's words.
  if (count === 0) return (await ownMessage(db, caseId, input.clientKey)) ?? refuseKey()
  if (records.length > 0)
    await db.messageRecord.createMany({ data: records.map((recordId) => ({ caseId, messageId: id, recordId })) })
  // Lists show when a case last changed: what only some read is no change to the others.
  if (input.audience === 'EVERYONE' || (access.row.kind === 'CONSULTATION' && input.audience === 'VETS'))
    await db.$executeRaw`update "Case" set "updatedAt" = now() where id = ${caseId}::uuid`
  await appendEvent(db, caseId, 'thread.posted', { messageId: id, audience: input.audience }, input.audience)
  await enqueue(
    db,
    'notify',
    { caseId, about: 'thread.posted', subjectId: id, actorId: actorId(actor) },
    // What is written in a row is told of once, when its author pauses; what is urgent at once.
    input.urgent ? {} : { key: told(actor, access, input), runAt: new Date(Date.now() + AWAY_SECONDS * 1000) },
  )
  await markRead(db, actor, access, new Date())
  return id
}

/** Messages of one author to one audience wait to be told of together. */
const told = (author: Participant, { row }: CaseAccess, { audience }: PostInput): string =>
  ['posted', row.id, audience, actorId(author)].join(':')

/** What was posted with this key, as far as the author may read it. */
async function ownMessage(db: Db, caseId: string, clientKey: string): Promise<string | null> {
  const where = { caseId_clientKey: { caseId, clientKey } }
  return (await db.message.findUnique({ where, select: { id: true } }))?.id ?? null
}

function refuseKey(): never {
  throw conflict('This message could not be sent. Copy your words, reload the page and send them again.')
}

/** Attachments that the author can see themselves; anything else is refused as a whole, so nothing is left out silently. */
async function visibleRecords(db: Db, caseId: string, wanted: string[]): Promise<string[]> {
  if (wanted.length === 0) return []
  const found = await db.record.findMany({
    where: { caseId, id: { in: wanted }, status: 'READY' },
    select: { id: true },
  })
  if (found.length !== new Set(wanted).size)
    throw invalid('One of the attached records is not there any more. Your words are kept.', {
      'records[]': ['Choose the records again'],
    })
  return found.map((record) => record.id)
}

/** Remembers how far this reader has read; never goes back. */
export async function markRead(db: Db, actor: Participant, access: CaseAccess, upTo: Date): Promise<void> {
  const readAt = upTo > new Date() ? new Date() : upTo
  await db.$executeRaw`
    insert into "ReadMark" ("caseId", "readerId", "readAt") values (${access.row.id}::uuid, ${actorId(actor)}::uuid, ${readAt})
    on conflict ("caseId", "readerId") do update set "readAt" = greatest("ReadMark"."readAt", excluded."readAt")`
}
