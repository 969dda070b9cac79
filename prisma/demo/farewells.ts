import { noteOwnDeath } from '#lib/patient/farewell/commands.ts'
import { acceptHome, offerHome } from '#lib/patient/rehoming/commands.ts'
import { asActor } from '#lib/db/unit.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { dayAfter } from '#lib/fixtures/facts.ts'
import type { DemoAnimal } from './story.ts'

/** What became of an animal in the end: it died, or somebody else of the demo took it in. */
export async function saysGoodbye(
  owner: PersonActor,
  patientId: string,
  { leaves }: DemoAnimal,
  today: string,
  known: (key: string) => PersonActor,
): Promise<void> {
  if (!leaves) return
  if ('diedDaysAgo' in leaves) {
    const diedOn = dayAfter(today, -leaves.diedDaysAgo)
    await asActor(owner, (db) => noteOwnDeath(db, owner, { patientId, diedOn }))
    return
  }
  const taker = known(leaves.to)
  const offer = { patientId, name: taker.name, email: taker.email }
  const { token } = await asActor(owner, (db) => offerHome(db, owner, offer))
  await asActor(taker, (db) => acceptHome(db, taker, token))
}
