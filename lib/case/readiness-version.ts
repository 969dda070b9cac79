import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { CaseRow } from './load.ts'

/** The newest version of the list of the case's service, to keep with the case; 0 where the hospital has none of its own. */
export async function newestListVersion(db: Db, { hospitalId, serviceId }: CaseRow): Promise<number> {
  if (!hospitalId || !serviceId) return 0
  const newest = await db.readinessList.findFirst({
    where: { organizationId: hospitalId, serviceId },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  return newest?.version ?? 0
}
