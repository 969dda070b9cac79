import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import { WrongHat } from './unit.ts'

/** The person as themselves; while they act as an organization, a page offers to switch. */
export function asSelf(actor: PersonActor): PersonActor {
  if (actor.hat.kind !== 'OWNER') throw new WrongHat([{ orgId: null, name: 'Yourself' }])
  return actor
}
