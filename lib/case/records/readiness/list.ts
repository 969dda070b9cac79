import 'server-only'
import type { CaseRow } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Specialty } from '#lib/db/generated/enums.ts'
import { DEFAULT_LISTS } from './lists/defaults.ts'
import { listSchema, type ReadinessItem } from './schema.ts'

/** A checklist with where it comes from. Version 0 is Conferral's own. */
export type StoredList = { version: number; items: ReadinessItem[]; changedAt: Date | null; changedBy: string }

/** The newest list of a service, or the one of this version; Conferral's own where the hospital has none. */
export async function readList(
  db: Db,
  service: { organizationId: string; serviceId: string; specialty: Specialty },
  version: number | null,
): Promise<StoredList> {
  const { organizationId, serviceId, specialty } = service
  const stored =
    version === 0
      ? null
      : await db.readinessList.findFirst({
          where: { organizationId, serviceId, ...(version === null ? {} : { version }) },
          orderBy: { version: 'desc' },
        })
  if (!stored) return { version: 0, items: [...DEFAULT_LISTS[specialty]], changedAt: null, changedBy: '' }
  const { items, createdAt, createdByName } = stored
  return { version: stored.version, items: listSchema.parse(items), changedAt: createdAt, changedBy: createdByName }
}

/** The list that a case is judged by; null before hospital and service are chosen. */
export async function listOfCase(db: Db, row: CaseRow): Promise<StoredList | null> {
  const { hospitalId, serviceId, specialty, readinessVersion } = row
  if (!hospitalId || !serviceId || !specialty) return null
  return readList(db, { organizationId: hospitalId, serviceId, specialty }, readinessVersion)
}
