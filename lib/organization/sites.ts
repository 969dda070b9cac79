import 'server-only'
import type { OrgHat } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { uuidV7 } from '#lib/id.ts'
import type { SiteInput } from './practice-schema.ts'

/** More sites than a group of practices has under one name. */
const MOST_SITES = 60

export type SiteView = {
  id: string
  name: string
  address: string
  phone: string
  email: string | null
  version: number
}

/** The sites of a practice that are open, by name. */
export function readSites(db: Db, { orgId }: Pick<OrgHat, 'orgId'>): Promise<SiteView[]> {
  return db.practiceSite.findMany({
    where: { organizationId: orgId, closedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, address: true, phone: true, email: true, version: true },
    take: MOST_SITES,
  })
}

export async function addSite(db: Db, { orgId }: OrgHat, input: SiteInput): Promise<void> {
  await requireFree(db, orgId, input.email, null)
  const count = await db.practiceSite.count({ where: { organizationId: orgId, closedAt: null } })
  if (count >= MOST_SITES) throw conflict(`${MOST_SITES} sites is the most.`)
  await db.practiceSite.create({ data: { organizationId: orgId, id: uuidV7(), ...input }, select: { id: true } })
}

/** @throws CONFLICT when somebody else changed it meanwhile */
export async function changeSite(
  db: Db,
  { orgId }: OrgHat,
  { siteId, version, ...input }: SiteInput & { siteId: string; version: number },
): Promise<void> {
  await requireFree(db, orgId, input.email, siteId)
  await requireSite(db, orgId, siteId)
  const { count } = await db.practiceSite.updateMany({
    where: { organizationId: orgId, id: siteId, version, closedAt: null },
    data: { ...input, version: { increment: 1 } },
  })
  if (count === 0)
    throw conflict('Somebody of your team has changed this site meanwhile. Have a look at it as it is now.')
}

/** A site that is no more: cases keep its name, new ones do not get it. */
export async function closeSite(db: Db, { orgId }: OrgHat, siteId: string): Promise<void> {
  await requireSite(db, orgId, siteId)
  await db.practiceSite.updateMany({
    where: { organizationId: orgId, id: siteId },
    data: { closedAt: now(), version: { increment: 1 } },
  })
}

async function requireSite(db: Db, organizationId: string, id: string): Promise<void> {
  const count = await db.practiceSite.count({ where: { organizationId, id, closedAt: null } })
  if (count === 0) throw notFound()
}

async function requireFree(db: Db, organizationId: string, email: string | null, but: string | null): Promise<void> {
  if (email === null) return
  const other = await db.practiceSite.findFirst({
    where: { organizationId, email, closedAt: null, ...(but ? { id: { not: but } } : {}) },
    select: { name: true },
  })
  if (other) throw invalid('One thing needs another look.', { email: [`${other.name} has this address already`] })
}
