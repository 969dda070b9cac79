import 'server-only'
import { createHash } from 'node:crypto'
import { limit } from '#lib/auth/limits.ts'
import { asActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import { AppError, invalid, notFound } from '#lib/errors.ts'
import { storage } from '#lib/gateways/storage.ts'
import { sha256 } from '#lib/hash.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { opens, type Owned } from './address.ts'
import { HEAD_BYTES, headersIn, MAX_MAIL_BYTES, messageIdOf, MOST_RECIPIENTS, readAddress } from './rules.ts'
import { readDelivery } from './signature.ts'

/** One answer for whatever is wrong: a stranger learns nothing, and a mail server that it will never be taken. */
const refused = (): AppError => invalid('This delivery was not accepted.')

/**
 * Takes a mail in from the mail server: verified, kept once by its message id, and read by a job. Whether an address exists, the
 * answer does not tell.
 * @throws INVALID for a delivery that is forged, stale, replayed, changed or too large; RATE_LIMITED, and outages, to be tried again
 */
export async function receiveMail(request: Request): Promise<void> {
  const { INBOUND_MAIL_DOMAIN: domain, INBOUND_MAIL_SECRET: secret } = env()
  if (!domain || !secret) throw notFound()
  const claim = readDelivery(secret, request.headers, new Date())
  if (!claim || Number(request.headers.get('content-length') ?? 0) > MAX_MAIL_BYTES) throw refused()
  const raw = await readAtMost(request, MAX_MAIL_BYTES)
  if (!raw || createHash('sha256').update(raw).digest('hex') !== claim.content) throw refused()
  await onlyOnce(claim.signature)
  const { from, to } = claim.envelope
  for (const address of new Set(to.slice(0, MOST_RECIPIENTS))) {
    const owned = await ownerOf(address, domain)
    if (owned) await keep(owned, raw, from)
  }
}

/** @throws INVALID for a signature that was seen before; they are forgotten after they have gone stale */
async function onlyOnce(signature: string): Promise<void> {
  try {
    await limit('mailDelivery', signature)
  } catch (error) {
    throw error instanceof AppError ? refused() : error
  }
}

/** The body, or null when it is larger; no more than that is ever held. */
async function readAtMost(request: Request, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Whose address this is now; null for one that nobody has, or has no more. */
async function ownerOf(address: string, domain: string): Promise<Owned | null> {
  const named = readAddress(address, domain)
  if (!named) return null
  const sides = await asActor(
    { kind: 'SYSTEM', caseId: null },
    (db) =>
      db.$queryRaw<Owned[]>`select "caseId", holder, "heldBy", issue from app.mail_addresses(${named.number}::text)`,
  )
  return sides.find((side) => opens(side, named.key)) ?? null
}

/** Keeps the bytes until a job has read them. The same mail again changes nothing. */
async function keep({ caseId, holder, heldBy }: Owned, raw: Buffer, from: string): Promise<void> {
  const messageHash = sha256(messageIdOf(headersIn(raw.toString('latin1', 0, HEAD_BYTES))) ?? raw.toString('latin1'))
  const system = { kind: 'SYSTEM', caseId } as const
  const which = { caseId, holder, heldBy, messageHash }
  const known = await asActor(system, (db) => db.inboundMail.findFirst({ where: which, select: { id: true } }))
  if (known) return
  await limit('mailToCase', `${caseId} ${holder}`, 'Many mails came to this address.')
  // The same key whenever it is kept: a try that failed half way leaves nothing behind.
  const objectKey = `mail/${caseId}/${sha256(`${holder} ${heldBy} ${messageHash}`).slice(0, 40)}`
  await storage().put(objectKey, raw, 'application/octet-stream')
  await asActor(system, async (db) => {
    const row = { ...which, sizeBytes: raw.byteLength, objectKey }
    const [made] = await db.inboundMail.createManyAndReturn({ data: [row], skipDuplicates: true, select: { id: true } })
    if (made)
      await enqueue(db, 'takeMail', { caseId, mailId: made.id, from }, { key: `mail:${made.id}`, queue: 'mail' })
  })
}
