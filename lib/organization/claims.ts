import 'server-only'
import { randomBytes } from 'node:crypto'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { ClaimScope } from '#lib/db/generated/enums.ts'
import { env } from '#lib/env.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { sha256 } from '#lib/hash.ts'
import { uuidV7 } from '#lib/id.ts'
import { appendEvent } from '#lib/case/event.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { CLAIM_DAYS, CLAIM_HOURS, type ClaimState, domainOf, mailProblem, MOST_CLAIMS } from './claim-rules.ts'

// A practice makes earlier links its own: it shows that the address, or the domain, at which its vets were asked is its own.

export type ClaimView = ClaimState & {
  id: string
  address: string
  domain: string
  scope: ClaimScope
  createdAt: Date
  reason: string
}

/** What this practice has shown and asked, the newest first. */
export function readClaims(db: Db, org: OrgHat): Promise<ClaimView[]> {
  return db.practiceClaim.findMany({
    where: { organizationId: org.orgId, status: { not: 'ENDED' } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: {
      ...{ id: true, address: true, domain: true, scope: true, status: true, proof: true },
      ...{ createdAt: true, expiresAt: true, reason: true },
    },
    take: MOST_CLAIMS * 2,
  })
}

type Asked = { address: string; scope: ClaimScope }
export type Shown = 'MAILED' | 'PROVEN' | 'ADDRESS_ONLY'

/**
 * Asks to show it by a link to the address. Somebody who signs in by that very address has shown it already.
 * @throws INVALID for an address at which anybody gets a mailbox, or that is another's
 */
export async function claimByMail(db: Db, actor: PersonActor, org: OrgHat, asked: Asked): Promise<Shown> {
  const problem = mailProblem(asked.address)
  if (problem) throw invalid('One thing needs another look.', { address: [problem] })
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now().getTime() + CLAIM_HOURS * 3_600_000)
  const id = await addClaim(db, actor, org, asked, {
    proof: 'MAIL',
    tokenHash: sha256(token),
    expiresAt,
    statement: '',
  })
  if (asked.address === actor.email) return proveClaim(db, actor, org, token)
  const props = {
    organization: org.name,
    askedBy: actor.name,
    askedByEmail: actor.email,
    wholeDomain: asked.scope === 'DOMAIN' ? domainOf(asked.address) : null,
    url: `${env().APP_URL}/practice/${org.slug}/claim/${token}`,
    expiresAt: expiresAt.toISOString(),
    timeZone: org.timeZone,
  }
  await enqueue(db, 'mail', { to: asked.address, template: 'claimPractice', props, key: `claim:${id}` })
  return 'MAILED'
}

/** Asks the operator to look at it. */
export async function claimByOperator(
  db: Db,
  actor: PersonActor,
  org: OrgHat,
  { statement, ...asked }: Asked & { statement: string },
): Promise<void> {
  if (asked.scope === 'DOMAIN' && mailProblem(asked.address))
    throw invalid('One thing needs another look.', {
      scope: [`Many people have an address at ${domainOf(asked.address)}: ask for this address only`],
    })
  const expiresAt = new Date(now().getTime() + CLAIM_DAYS * 86_400_000)
  await addClaim(db, actor, org, asked, { proof: 'OPERATOR', tokenHash: null, expiresAt, statement })
}

type How = { proof: 'MAIL' | 'OPERATOR'; tokenHash: string | null; expiresAt: Date; statement: string }

async function addClaim(db: Db, actor: PersonActor, { orgId }: OrgHat, asked: Asked, how: How): Promise<string> {
  await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`claims:${orgId}`}, 0))::text`
  const count = await db.practiceClaim.count({
    where: {
      organizationId: orgId,
      OR: [{ status: 'PROVEN' }, { status: { in: ['OPEN', 'REFUSED'] }, expiresAt: { gt: now() } }],
    },
  })
  if (count >= MOST_CLAIMS)
    throw conflict(`${MOST_CLAIMS} addresses is the most. Write to us if your practice has more.`)
  const known = await db.practiceClaim.findFirst({
    where: { organizationId: orgId, status: 'PROVEN', address: asked.address, scope: { in: ['DOMAIN', asked.scope] } },
    select: { id: true },
  })
  if (known) throw invalid('One thing needs another look.', { address: ['You have shown this one already'] })
  const id = uuidV7()
  const { address, scope } = asked
  await db.practiceClaim.createMany({
    data: { organizationId: orgId, id, address, domain: domainOf(address), scope, createdById: actor.personId, ...how },
  })
  return id
}

export type ClaimByToken = { address: string; domain: string; scope: ClaimScope; token: string }

/** What the mailed link's page shows, to an admin of the practice that asked. Changes nothing. @throws NOT_FOUND */
export async function claimOfToken(db: Db, org: OrgHat, token: string): Promise<ClaimByToken> {
  const found = await db.practiceClaim.findFirst({
    where: { organizationId: org.orgId, tokenHash: sha256(token), status: 'OPEN', expiresAt: { gt: now() } },
    select: { address: true, domain: true, scope: true },
  })
  if (!found) throw notFound()
  return { ...found, token }
}

/**
 * The press on the mailed link's page. Brings the cases along.
 * @throws CONFLICT when the link is used up or has run out, or the address is another practice's
 */
export async function proveClaim(db: Db, actor: PersonActor, org: OrgHat, token: string): Promise<Shown> {
  const asked = await db.practiceClaim.findFirst({
    where: { organizationId: org.orgId, tokenHash: sha256(token) },
    select: { scope: true },
  })
  const [shown] = await db.$queryRaw<{ id: string; scope: ClaimScope | 'TAKEN' }[]>`
    select id, scope from app.prove_claim(${sha256(token)})`
  if (!shown || !asked) throw conflict('This link was used already or has run out. Ask for a new one.')
  if (shown.scope === 'TAKEN')
    throw conflict('This address belongs to another organization here. Write to us if that is not right.')
  await enqueue(db, 'takeClaimed', { organizationId: org.orgId, claimId: shown.id }, { key: `claimed:${shown.id}` })
  return asked.scope === 'DOMAIN' && shown.scope === 'ADDRESS' ? 'ADDRESS_ONLY' : 'PROVEN'
}

/**
 * Ends the links that went to an address which nobody of the practice reads any more; the cases stay with the practice.
 * @returns how many ended
 */
export async function endLinksOf(db: Db, address: string): Promise<number> {
  const ended = await db.$queryRaw<{ caseId: string; linkId: string }[]>`
    select "caseId", "linkId" from app.end_links_of(${address})`
  for (const { caseId, linkId } of ended) await appendEvent(db, caseId, 'practice.linkEnded', { linkId })
  return ended.length
}

export type ClaimToDecide = {
  id: string
  organization: string
  city: string
  country: string
  address: string
  domain: string
  scope: ClaimScope
  statement: string
  createdAt: Date
  byName: string | null
  byEmail: string | null
  /** People who have nothing to do with the practice write from this domain. */
  shared: boolean
  /** The mailbox is another organization's. */
  taken: boolean
}

/** Practices that wait for the operator's word, the longest first. @throws NOT_FOUND for anybody else */
export async function claimsToDecide(db: Db, actor: PersonActor): Promise<ClaimToDecide[]> {
  if (!actor.operator) throw notFound()
  return db.$queryRaw<ClaimToDecide[]>`select * from app.claims_to_decide()`
}

/** @throws NOT_FOUND for anybody but the operator; CONFLICT for an address that another practice has shown to be its own */
export async function decideClaim(
  db: Db,
  actor: PersonActor,
  decision: { claimId: string; answer: 'yes' | 'no'; reason: string },
): Promise<void> {
  if (!actor.operator) throw notFound()
  const { claimId, answer, reason } = decision
  const [made] = await db.$queryRaw<{ organization: string; outcome: 'PROVEN' | 'REFUSED' | 'TAKEN' }[]>`
    select organization, outcome from app.decide_claim(${claimId}::uuid, ${answer === 'yes'}, ${reason})`
  if (!made) throw notFound()
  if (made.outcome === 'TAKEN') throw conflict('Another organization has this address. It keeps it; refuse this one.')
  if (made.outcome === 'PROVEN')
    await enqueue(db, 'takeClaimed', { organizationId: made.organization, claimId }, { key: `claimed:${claimId}` })
}
