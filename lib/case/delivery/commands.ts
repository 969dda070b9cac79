import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { conflict, notFound } from '#lib/errors.ts'
import { placeWords } from './places.ts'
import type { RuleInput } from './schema.ts'

/**
 * Publishes a new version of a region's rule: for requests that are sent from now on. Those that were sent keep theirs.
 * @throws NOT_FOUND for anybody but the operator; CONFLICT when another version was published since this one was begun
 */
export async function publishRule(
  db: Db,
  actor: PersonActor,
  { region, seen, ...rule }: RuleInput,
): Promise<{ version: number }> {
  if (!actor.operator) throw notFound()
  const newest = await db.deliveryRule.findFirst({
    where: { region },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  const version = (newest?.version ?? 0) + 1
  const made =
    version === seen + 1
      ? await db.deliveryRule.createMany({
          data: { ...rule, region, version, publishedById: actor.personId, publishedByName: actor.name },
          skipDuplicates: true,
        })
      : { count: 0 }
  if (made.count === 0)
    throw conflict(
      `Another version for ${placeWords(region)} was published meanwhile. Your words are still here: compare, then publish.`,
    )
  return { version }
}
