import 'server-only'
import { actorId, displayName, type Participant } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/case/load.ts'
import { appendEvent } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'

/** What is written rather than uploaded, and read as one. */
export type Section = 'HISTORY' | 'LAB'

/** Reading on within it is the same look, as with the images of a series. */
const ONE_LOOK_MS = 60 * 60_000
/** Enough for whoever may read one of them to hear of it. */
const MOST_IDS = 100

/**
 * Writes down who reads what another side has written, once an hour: one line in "who has seen this", and its event. What one's
 * own side wrote is no news to anybody.
 */
export async function lookAtSection(
  db: Db,
  actor: Participant,
  access: CaseAccess,
  { section, shown }: { section: Section; shown: readonly { id: string; own: boolean }[] },
): Promise<void> {
  const caseId = access.row.id
  const ids = shown.filter(({ own }) => !own).map(({ id }) => id)
  if (ids.length === 0) return
  const mine = { caseId, section, actorId: actorId(actor) }
  const lately = { ...mine, at: { gt: new Date(Date.now() - ONE_LOOK_MS) } }
  if (await db.recordView.findFirst({ where: lately, select: { id: true } })) return
  await db.recordView.create({
    data: { ...mine, action: 'viewed', side: access.side, actorKind: actor.kind, viewerName: displayName(actor) },
    select: { id: true },
  })
  await appendEvent(db, caseId, section === 'HISTORY' ? 'history.viewed' : 'history.labViewed', {
    ids: ids.slice(0, MOST_IDS),
  })
}
