import 'server-only'
import { appendEvent } from '#lib/case/event.ts'
import { asActor } from '#lib/db/unit.ts'
import type { Payload } from '#lib/jobs/tasks.ts'

const AT_ONCE = 200
const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Brings the cases of a proven address to its practice, each in a transaction of its own with its event. Done twice, the second
 * finds nothing left.
 */
export async function takeClaimed({ organizationId, claimId }: Payload<'takeClaimed'>): Promise<void> {
  for (let after = FIRST; ;) {
    const from = after
    const found = await asActor(
      { kind: 'SYSTEM', caseId: null },
      (db) =>
        db.$queryRaw<{ id: string }[]>`
        select id from app.claimed_cases(${organizationId}::uuid, ${claimId}::uuid, ${from}::uuid, ${AT_ONCE}::int)`,
    )
    for (const { id } of found) await take(id, organizationId, claimId)
    const last = found.at(-1)
    if (!last || found.length < AT_ONCE) return
    after = last.id
  }
}

const take = (caseId: string, organizationId: string, claimId: string): Promise<void> =>
  asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const [taken] = await db.$queryRaw<{ ended: number | null }[]>`
      select app.take_claimed_case(${organizationId}::uuid, ${claimId}::uuid) as ended`
    if (!taken || taken.ended === null) return
    await appendEvent(db, caseId, 'practice.joined', { organizationId, claimId, linksEnded: taken.ended })
  })
