import 'server-only'
import type { z } from 'zod'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { now } from '#lib/gateways/clock.ts'
import { isUuid } from '#lib/id.ts'
import type { corporateGroup, groupChange, profileChange } from './profile-schema.ts'

// What owners choose a hospital by, and who owns whom.

/** What a hospital says of itself beside services and promises. */
export type Profile = {
  languages: string[]
  weeklyCases: number | null
  returnPledge: string
  groupName: string
  version: number
}

const PROFILE = { languages: true, weeklyCases: true, returnPledge: true, groupName: true, version: true } as const

export const profileOf = (db: Db, { orgId }: OrgHat): Promise<Profile> =>
  db.organization.findUniqueOrThrow({ where: { id: orgId }, select: PROFILE })

/** @throws NOT_FOUND for a practice; CONFLICT when somebody changed it since the form was opened */
export async function changeProfile(db: Db, org: OrgHat, input: z.output<typeof profileChange>): Promise<void> {
  if (org.kind !== 'HOSPITAL') throw notFound()
  const { version, 'languages[]': languages, ...rest } = input
  const { count } = await db.organization.updateMany({
    where: { id: org.orgId, version },
    data: { ...rest, languages, version: { increment: 1 } },
  })
  if (count === 0)
    throw conflict(
      'A colleague changed this while the form was open. Your words are kept: look at theirs, then save again.',
    )
}

/** The corporate group that an organization belongs to, as it says itself. */
export async function changeGroup(db: Db, { orgId }: OrgHat, input: z.output<typeof groupChange>): Promise<void> {
  await db.organization.updateMany({ where: { id: orgId }, data: { ...input, version: { increment: 1 } } })
}

export type Group = { id: string; name: string; domains: string[]; source: string; changedAt: Date; version: number }

/** Groups that the operator keeps, by name. */
export const listGroups = (db: Db): Promise<Group[]> =>
  db.corporateGroup.findMany({ orderBy: { name: 'asc' }, take: 500 })

/** Adds or changes a group. @throws NOT_FOUND for anybody but the operator; INVALID for a name that is there; CONFLICT */
export async function keepGroup(db: Db, actor: PersonActor, input: z.output<typeof corporateGroup>): Promise<void> {
  if (!actor.operator) throw notFound()
  const { groupId, version, ...rest } = input
  const twin = await db.corporateGroup.count({
    where: { name: rest.name, ...(groupId ? { id: { not: groupId } } : {}) },
  })
  if (twin > 0) throw invalid('One thing needs another look.', { name: ['There is a group of this name already'] })
  if (groupId === '') {
    await db.corporateGroup.create({ data: rest })
    return
  }
  const { count } = await db.corporateGroup.updateMany({
    where: { id: groupId, version },
    data: { ...rest, changedAt: now(), version: { increment: 1 } },
  })
  if (count === 0) throw conflict('This group was changed or removed meanwhile. Reload the page, then save again.')
}

/** @throws NOT_FOUND for anybody but the operator */
export async function removeGroup(db: Db, actor: PersonActor, groupId: string): Promise<void> {
  if (!actor.operator || !isUuid(groupId)) throw notFound()
  const { count } = await db.corporateGroup.deleteMany({ where: { id: groupId } })
  if (count === 0) throw notFound()
}

/** The group of the practice that an attending vet writes from; '' where none is known. */
export async function groupOfAddress(db: Db, address: string): Promise<string> {
  if (!address.includes('@')) return ''
  const [row] = await db.$queryRaw<{ name: string | null }[]>`select app.group_of_address(${address}) as name`
  return row?.name ?? ''
}
