import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { forbidden, invalid } from '#lib/errors.ts'

/**
 * Says which of the practice's sites looks after the animal, or none in particular.
 * @throws FORBIDDEN behind a mailed link, which is of no team; INVALID for a site that is not there, or of another practice
 */
export async function nameSite(db: Db, actor: Participant, access: CaseAccess, siteId: string | null): Promise<void> {
  access.require('case.site')
  const { id: caseId, practiceId } = access.row
  if (actor.kind !== 'PERSON' || practiceId === null)
    throw forbidden('Sign in with your practice’s account to do this.')
  if (siteId !== null) {
    const open = await db.practiceSite.count({ where: { organizationId: practiceId, id: siteId, closedAt: null } })
    if (open === 0) throw invalid('One thing needs another look.', { siteId: ['Choose a site from the list'] })
  }
  const moved = await db.$executeRaw`
    update "Case" set "siteId" = ${siteId}::uuid where id = ${caseId}::uuid and "practiceId" = ${practiceId}::uuid
      and "siteId" is distinct from ${siteId}::uuid`
  if (moved > 0) await appendEvent(db, caseId, 'practice.siteNamed', { siteId })
}
