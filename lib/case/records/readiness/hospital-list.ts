import 'server-only'
import { randomUUID } from 'node:crypto'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { mayInOrg } from '#lib/access/policy.ts'
import type { Db } from '#lib/db/client.ts'
import type { Specialty } from '#lib/db/generated/enums.ts'
import { conflict, invalid, notFound } from '#lib/errors.ts'
import { isUuid } from '#lib/id.ts'
import { itemFrom, type ItemInput } from './item-form.ts'
import { readList, type StoredList } from './list.ts'
import { DEFAULT_LISTS } from './lists/defaults.ts'
import { MOST_ITEMS, type ReadinessItem } from './schema.ts'

// What a hospital asks for, for one of its services. Each change is a new version; cases that were sent keep theirs.

export type ServiceListView = StoredList & {
  hospital: { name: string; slug: string }
  service: { id: string; name: string; specialty: Specialty }
  mayEdit: boolean
}

/** @throws NOT_FOUND for a service of another hospital, and for none */
export async function loadServiceList(db: Db, org: OrgHat, serviceId: string): Promise<ServiceListView> {
  const service = await ownService(db, org, serviceId)
  const list = await readList(db, { organizationId: org.orgId, serviceId, specialty: service.specialty }, null)
  return {
    ...list,
    hospital: { name: org.name, slug: org.slug },
    ...{ service, mayEdit: mayInOrg(org.role, 'org.editServices') },
  }
}

async function ownService(db: Db, { orgId, kind }: OrgHat, serviceId: string) {
  if (kind !== 'HOSPITAL' || !isUuid(serviceId)) throw notFound()
  const service = await db.service.findFirst({
    where: { organizationId: orgId, id: serviceId },
    select: { id: true, name: true, specialty: true },
  })
  if (!service) throw notFound()
  return service
}

type By = { actor: PersonActor; org: OrgHat }
type OnList = { serviceId: string; version: number }

/**
 * Adds an item, or changes the one that is named.
 * @throws NOT_FOUND, INVALID by field, CONFLICT when a colleague changed the list meanwhile
 */
export async function keepItem(db: Db, by: By, input: ItemInput): Promise<void> {
  await publish(db, by, input, (items) => {
    const before = items.find(({ id }) => id === input.itemId) ?? null
    if (input.itemId !== '' && !before) throw notFound()
    const item = itemFrom(input, before, randomUUID())
    if (!item) throw invalid('One thing needs another look.', { counts: ['Choose what counts'] })
    if (!before && items.length >= MOST_ITEMS)
      throw invalid(`A list has at most ${MOST_ITEMS} items: nobody would bring together more.`)
    return before ? items.map((one) => (one === before ? item : one)) : [...items, item]
  })
}

/** Takes an item off the list. @throws as `keepItem` */
export async function dropItem(db: Db, by: By, input: OnList & { itemId: string }): Promise<void> {
  await publish(db, by, input, (items) => {
    const left = items.filter(({ id }) => id !== input.itemId)
    if (left.length === items.length) throw notFound()
    return left
  })
}

/** Back to Conferral's own list for the specialty. @throws as `keepItem` */
export const resetList = (db: Db, by: By, input: OnList): Promise<void> =>
  publish(db, by, input, (_items, specialty) => [...DEFAULT_LISTS[specialty]])

async function publish(
  db: Db,
  { actor, org }: By,
  { serviceId, version }: OnList,
  change: (items: ReadinessItem[], specialty: Specialty) => ReadinessItem[],
): Promise<void> {
  const { specialty } = await ownService(db, org, serviceId)
  const now = await readList(db, { organizationId: org.orgId, serviceId, specialty }, null)
  if (now.version !== version) throw changedMeanwhile()
  const items = change(now.items, specialty)
  const made = await db.readinessList.createMany({
    data: {
      ...{ organizationId: org.orgId, serviceId, version: version + 1, items },
      ...{ createdById: actor.personId, createdByName: actor.name },
    },
    skipDuplicates: true,
  })
  if (made.count === 0) throw changedMeanwhile()
}

const changedMeanwhile = () =>
  conflict(
    'A colleague changed this list while the form was open. Your words are kept: look at theirs, then save again.',
  )
