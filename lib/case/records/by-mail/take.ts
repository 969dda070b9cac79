import 'server-only'
import { createHash } from 'node:crypto'
import { appendEvent } from '#lib/case/event.ts'
import { loadCaseAsSystem } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import { conflict } from '#lib/errors.ts'
import { type MailReading, readMail } from '#lib/files/mail.ts'
import { oneLine } from '#lib/files/name.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { storage } from '#lib/gateways/storage.ts'
import { sha256 } from '#lib/hash.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { atMost } from '../at-most.ts'
import { enqueueChecks } from '../check/enqueue.ts'
import { giveBack } from '../check/clear.ts'
import { suggestedKind } from '../kind.ts'
import { refusalOf, refusals } from '../room.ts'
import { roomFor } from '../room-left.ts'
import { consentOf } from './address.ts'
import {
  type Addressee,
  HEAD_BYTES,
  headersIn,
  type LeftOut,
  MAX_MAIL_BYTES,
  mayAnswer,
  messageIdOf,
  type Part,
  sortParts,
  takesMail,
} from './rules.ts'

const CLOSED = 'This address takes no files now. Whoever gave it to you can tell you how to add them.'
const UNREADABLE = 'This mail could not be read. Please send it anew, or add the files on the page.'
const TWICE = 'This is attached twice; it is kept once.'
const HERE = 'This is among the records already.'

/** Files that are put into the store side by side. */
const LANES = 3

type Mail = { caseId: string; id: string; holder: Addressee; heldBy: string; objectKey: string }
type File = Part & { bytes: Buffer; sha256: string }

/**
 * Makes a record of each file of a mail that may be one; each goes through its own check. Runs as often as it likes: a file has
 * one key and one row, and a mail is read once. Then whoever sent it is told.
 */
export async function takeMail({ caseId, mailId, from }: Payload<'takeMail'>): Promise<void> {
  const found = await asActor({ kind: 'SYSTEM', caseId }, (db) =>
    db.inboundMail.findFirst({
      where: { caseId, id: mailId, status: 'RECEIVED' },
      select: { caseId: true, id: true, holder: true, heldBy: true, objectKey: true },
    }),
  )
  if (!found) return
  const mail: Mail = { ...found, holder: addressee(found.holder) }
  const raw = await bytesOf(mail)
  const reading: MailReading = raw ? await readMail(raw) : { ok: false, why: 'DAMAGED' }
  const answer = answerTo(mail, from, headersIn(raw?.toString('latin1', 0, HEAD_BYTES) ?? ''), reading)
  if (reading.ok) await takeFiles(mail, reading, answer)
  else await close(mail, 'UNREADABLE', { ...answer, leftOut: [{ name: 'Your mail', why: UNREADABLE }] })
  await giveBack(caseId, mail.objectKey)
}

const addressee = (side: Side): Addressee => (side === 'OWNER' ? 'OWNER' : 'PRACTICE')

/** The mail as it came, or null where the store does not have it any more. */
async function bytesOf({ objectKey }: Mail): Promise<Buffer | null> {
  try {
    return await storage().readBytes(objectKey, { maxBytes: MAX_MAIL_BYTES })
  } catch (error) {
    if (isGatewayError(error) && error.code === 'NoSuchKey') return null
    throw error
  }
}

/** What the answer will need; `to` is empty for a mail that must not be answered. */
type Answer = Omit<Payload<'answerMail'>, 'leftOut' | 'tries'>

function answerTo({ caseId, id }: Mail, from: string, headers: Map<string, string>, reading: MailReading): Answer {
  const { INBOUND_MAIL_DOMAIN: domain = '', MAIL_FROM } = env()
  const sender = /<([^>]*)>$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM
  return {
    ...{ caseId, mailId: id, messageId: messageIdOf(headers) },
    to: mayAnswer(from, headers, { domain, sender }) ? from.trim() : '',
    subject: reading.ok ? oneLine(reading.subject, 120) : '',
  }
}

async function takeFiles(mail: Mail, reading: MailReading & { ok: true }, answer: Answer): Promise<void> {
  const { caseId } = mail
  const { take, leftOut } = sortParts(
    reading.parts.map(({ name, mime, inline, size }, place) => ({ place, name, mime, inline, size })),
  )
  const files = take.map((part): File => {
    const bytes = Buffer.from(reading.parts[part.place]?.content ?? '', 'base64')
    return { ...part, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
  const judged = await asActor({ kind: 'SYSTEM', caseId }, (db) => judge(db, mail, files))
  if (judged === 'CLOSED') return close(mail, 'CLOSED', { ...answer, leftOut: [{ name: 'Your files', why: CLOSED }] })
  await atMost(LANES, judged.fit, (file) => storage().put(keyOf(mail, file), file.bytes, 'application/octet-stream'))
  const { name, address } = reading.from
  const stated = oneLine(name && address ? `${name} (${address})` : name || address || 'an unknown sender', 120)
  const added = await asActor({ kind: 'SYSTEM', caseId }, (db) =>
    add(db, mail, { files: judged.fit, stated, answer: { ...answer, leftOut: [...leftOut, ...judged.unfit] } }),
  )
  for (const file of judged.fit) if (!added.has(file.place)) await giveBack(caseId, keyOf(mail, file))
}

type Judged = { fit: File[]; unfit: LeftOut[] }

/** May this side add now, which files are new, and which still find room? */
async function judge(db: Db, mail: Mail, files: readonly File[]): Promise<Judged | 'CLOSED'> {
  const { caseId, holder, heldBy } = mail
  const { row } = await loadCaseAsSystem(db, caseId)
  const now = holder === 'OWNER' ? '' : (row.practiceId ?? row.attendingVetEmail)
  const consent = await consentOf(db, caseId, holder)
  if (heldBy !== now || !takesMail({ side: holder, status: row.status, ...consent })) return 'CLOSED'
  const here = await hashesHere(db, mail, files)
  const unfit: LeftOut[] = []
  const fresh = files.filter(({ name, sha256: hash }, at) => {
    const why = here.has(hash) ? HERE : files.findIndex((one) => one.sha256 === hash) < at ? TWICE : null
    if (why) unfit.push({ name, why })
    return !why
  })
  const full = refusals(
    await roomFor(db, caseId, holder),
    fresh.map(({ size }) => size),
  )
  fresh.forEach(({ name }, at) => full[at] && unfit.push({ name, why: full[at] }))
  return { fit: fresh.filter((_, at) => !full[at]), unfit }
}

/** Contents that this side has in the case. Those of this very mail are not yet: it may be read a second time. */
async function hashesHere(db: Db, mail: Mail, files: readonly File[]): Promise<Set<string>> {
  const { caseId, holder, heldBy } = mail
  const hashes = files.map((file) => file.sha256)
  const rows = await db.record.findMany({
    where: {
      ...{ caseId, holder, heldBy: heldBy || null },
      status: { in: ['UPLOADING', 'CHECKING', 'READY'] },
      OR: [{ sha256: { in: hashes } }, { claimedHash: { in: hashes } }],
    },
    select: { sha256: true, claimedHash: true },
  })
  return new Set(rows.flatMap((row) => [row.sha256, row.claimedHash]).filter((hash) => hash !== null))
}

/** A key that is the same whenever this mail is read. */
function keyOf({ caseId, id }: Mail, { place }: Pick<File, 'place'>): string {
  const [hex = ''] = /^.{32}/.exec(sha256(`mail ${id} ${place}`)) ?? []
  return `cases/${caseId}/${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`
}

type Addition = { files: readonly File[]; stated: string; answer: Payload<'answerMail'> }

/** @returns the places of the files that are records now @throws CONFLICT when others took the room at the same moment */
async function add(db: Db, mail: Mail, { files, stated, answer }: Addition): Promise<Set<number>> {
  const { caseId, id, holder } = mail
  const entries = files.map((file) => ({
    ...{ part: file.place, name: file.name, size: file.size, type: file.mime, sha256: file.sha256 },
    ...{ kind: suggestedKind(file.name, file.mime), key: keyOf(mail, file) },
  }))
  const arrived = await db.$queryRaw<{ id: string; sizeBytes: bigint; part: number }[]>`
    select id, "sizeBytes", part from app.mail_entries(${caseId}::uuid, ${id}::uuid, ${stated}::text, ${JSON.stringify(entries)}::jsonb)`
  const added = new Set(arrived.map(({ part }) => part))
  if (added.size > 0 && refusalOf(await roomFor(db, caseId, holder), { records: 0, bytes: 0 })) throw conflict()
  // Another window was a moment faster with the same file.
  const late = files.filter(({ place }) => !added.has(place)).map(({ name }) => ({ name, why: HERE }))
  if (!(await markRead(db, mail, 'TAKEN', added.size))) return added
  await enqueueChecks(db, caseId, arrived)
  const [first] = arrived
  // Told to whoever may know of that record.
  await appendEvent(db, caseId, 'record.mailed', { mailId: id, holder, ...(first && { recordId: first.id }) })
  await enqueueAnswer(db, { ...answer, leftOut: [...answer.leftOut, ...late] })
  return added
}

/** The end of a mail of which nothing became a record. */
function close(mail: Mail, status: 'CLOSED' | 'UNREADABLE', answer: Payload<'answerMail'>): Promise<void> {
  return asActor({ kind: 'SYSTEM', caseId: mail.caseId }, async (db) => {
    if (await markRead(db, mail, status, 0)) await enqueueAnswer(db, answer)
  })
}

async function markRead(db: Db, { caseId, id }: Mail, status: 'TAKEN' | 'CLOSED' | 'UNREADABLE', files: number) {
  const { count } = await db.inboundMail.updateMany({
    where: { caseId, id, status: 'RECEIVED' },
    data: { status, files, readAt: new Date() },
  })
  return count === 1
}

const enqueueAnswer = async (db: Db, answer: Payload<'answerMail'>): Promise<void> => {
  if (answer.to) await enqueue(db, 'answerMail', answer, { key: `answer:${answer.mailId}` })
}
