import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { sha256 } from '#lib/hash.ts'
import { env } from '#lib/env.ts'
import { AppError, invalid } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { limit } from './limits.ts'
import { localPath } from './next.ts'
import { type Device, newToken, openSession, type SignedIn } from './session.ts'

// A mailed link to sign in: made for any address alike, opened as often as anybody likes, used up by one press.

export const LINK_MINUTES = 15

/** What stands in the table for a token: next-auth's own form, so that its adapter and our pages read the same rows. */
export const hashLinkToken = (token: string): string => sha256(`${token}${env().NEXTAUTH_SECRET}`)

/**
 * Mails a link to an address. Nothing here depends on whether the address has an account: that is looked at by whoever
 * presses the link's button.
 * @param place from limits.ts
 * @throws RATE_LIMITED
 */
export async function requestLink(address: string, next: string | null, place: string): Promise<void> {
  await limitLinks(address, place)
  const token = newToken()
  const expiresAt = new Date(now().getTime() + LINK_MINUTES * 60_000)
  await asActor({ kind: 'AUTH' }, async (db) => {
    await db.signInToken.deleteMany({ where: { expiresAt: { lt: now() } } })
    await db.signInToken.create({ data: { identifier: address, tokenHash: hashLinkToken(token), expiresAt } })
    await mailLink(db, { address, token, next, expiresAt })
  })
}

export async function limitLinks(address: string, place: string): Promise<void> {
  await limit('linkFromPlace', place)
  await limit('linkToAddress', address, 'Several links went to this address just now; the newest of them works.')
}

export async function mailLink(
  db: Db,
  link: { address: string; token: string; next: string | null; expiresAt: Date },
): Promise<void> {
  const { address, token, next, expiresAt } = link
  const person = await db.person.findUnique({ where: { email: address }, select: { timeZone: true } })
  const props = {
    url: linkUrl(address, token, next),
    expiresAt: expiresAt.toISOString(),
    timeZone: person?.timeZone ?? 'UTC',
  }
  await enqueue(db, 'mail', { to: address, template: 'signIn', props, key: `sign-in:${sha256(token)}` })
}

function linkUrl(address: string, token: string, next: string | null): string {
  const goal = localPath(next)
  const query = new URLSearchParams({ token, email: address, ...(goal ? { next: goal } : {}) })
  return `${env().APP_URL}/sign-in/confirm?${query}`
}

/** NEW: the address has no account yet; null: the link was used, has run out, or never was. Changes nothing. */
export async function peekLink(db: Db, address: string, token: string): Promise<'NEW' | 'KNOWN' | null> {
  const [row] = await db.$queryRaw<
    { found: 'NEW' | 'KNOWN' | null }[]
  >`select app.peek_sign_in(${address}, ${hashLinkToken(token)}) as found`
  return row?.found ?? null
}

type Confirmation = {
  address: string
  token: string
  /** Asked of new people only. */
  name: string | null
  timeZone: string
  next: string | null
  device: Device
}

/**
 * The press of the button: uses the link up, makes the account on the first occasion, and begins a session, all in one
 * transaction. Of two presses at once one wins.
 * @throws CONFLICT when the link is used up or has run out; INVALID when a new person gives no name (the link stays good)
 */
export function confirmLink(given: Confirmation): Promise<SignedIn> {
  const { address, token, device, next } = given
  return asActor({ kind: 'AUTH' }, async (db) => {
    const used = await db.signInToken.deleteMany({
      where: { identifier: address, tokenHash: hashLinkToken(token), expiresAt: { gt: now() } },
    })
    if (used.count !== 1) throw usedUp()
    await db.signInToken.deleteMany({ where: { identifier: address } })
    return openSession(db, await accountOf(db, given), device, next)
  })
}

async function accountOf(db: Db, { address, name, timeZone }: Confirmation): Promise<string> {
  const where = { email: address }
  const select = { id: true, emailVerifiedAt: true }
  const known = await db.person.findUnique({ where, select })
  if (!known && !name) throw invalid('One thing is missing.', { name: ['Please say what we may call you'] })
  // Two links of a new address may be pressed at once: the second finds what the first made.
  if (!known && name)
    await db.person.createMany({
      data: [{ email: address, name, timeZone, emailVerifiedAt: now() }],
      skipDuplicates: true,
    })
  const person = known ?? (await db.person.findUniqueOrThrow({ where, select }))
  if (!person.emailVerifiedAt) await db.person.update({ where, data: { emailVerifiedAt: now() } })
  return person.id
}

const usedUp = () =>
  new AppError('CONFLICT', 'This link was used a moment ago or has run out. Each link works once: ask for a new one.')
