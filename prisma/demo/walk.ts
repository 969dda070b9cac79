import type pg from 'pg'
import type { LinkActor, Participant, PersonActor } from '#lib/access/actor.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import type { FixtureFacts } from '#lib/fixtures/facts.ts'
import type { Random } from '#lib/fixtures/random.ts'
import type { DemoClock } from './clock.ts'
import type { Story } from './story.ts'

/** Parts that a story's steps are given to. COLLEAGUE is another specialist of the same hospital, FRIEND whom the owner asks to read along, or to own the animal together. */
export type Part = 'OWNER' | 'FRIEND' | 'VET' | 'NURSE' | 'COORDINATOR' | 'SPECIALIST' | 'COLLEAGUE'

/** What the steps of one story share. */
export type Walk = {
  story: Story
  patientId: string
  serviceId: string
  caseId: string
  /** Everybody in the case but the vet behind a mailed link, who is found once the mail is sent. */
  cast: Record<Exclude<Part, 'VET'>, PersonActor> & { VET: PersonActor | null }
  vet: { name: string; practice: string; email: string }
  facts: FixtureFacts
  /** Where the animal lives. */
  livesIn: string
  dice: Random
  clock: DemoClock
  owner: pg.Client
}

/** Something that happens in a case, and about how many hours after the thing before; `exact` where a deadline counts. */
export type Step = { hours: number; exact: boolean; run: (walk: Walk) => Promise<void> }

export const step = (hours: number, run: Step['run'], exact = false): Step => ({ hours, exact, run })

/** The same step, at another distance from the one before. */
export const after = (hours: number, { run, exact }: Step): Step => ({ hours, exact, run })

export async function actorFor(walk: Walk, part: Part): Promise<Participant> {
  const actor = walk.cast[part]
  return actor ?? linkOf(walk)
}

/** The attending vet behind the link that the case mailed last. */
async function linkOf({ owner, caseId }: Walk): Promise<LinkActor> {
  const { rows } = await owner.query<{ linkId: string; name: string; email: string }>(
    `select id as "linkId", name, email from "CaseLink" where "caseId" = $1 and "revokedAt" is null order by "createdAt" desc limit 1`,
    [caseId],
  )
  const [link] = rows
  if (!link) throw new Error('the vet was not asked yet')
  return { kind: 'LINK', caseId, ...link }
}

/** One unit of work by somebody in the case: loaded through the actor, as every request is. */
export async function act<T>(
  walk: Walk,
  part: Part,
  work: (db: Db, actor: Participant, access: CaseAccess) => Promise<T>,
): Promise<T> {
  const actor = await actorFor(walk, part)
  return asActor(actor, async (db) => work(db, actor, await loadCase(db, actor, walk.caseId)))
}

/** A unit of work that only somebody with an account does. */
export function actAs<T>(
  walk: Walk,
  part: Exclude<Part, 'VET'>,
  work: (db: Db, actor: PersonActor, access: CaseAccess) => Promise<T>,
): Promise<T> {
  const actor = walk.cast[part]
  return asActor(actor, async (db) => work(db, actor, await loadCase(db, actor, walk.caseId)))
}
