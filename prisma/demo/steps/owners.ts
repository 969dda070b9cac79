import { asActor } from '#lib/db/unit.ts'
import { acceptCoOwner, inviteCoOwner } from '#lib/patient/owners/commands.ts'
import { actAs, step, type Step } from '../walk.ts'

/** The owner asks the story's friend, who lives with them, to own the animal together, who says yes. */
export const ownsTogether = (): Step =>
  step(6, async (walk) => {
    const { FRIEND: friend } = walk.cast
    const { token } = await actAs(walk, 'OWNER', (db, actor, { row }) => {
      if (actor.kind !== 'PERSON') throw new Error('an owner is a person')
      return inviteCoOwner(db, actor, { patientId: row.patientId ?? '', name: friend.name, email: friend.email })
    })
    await asActor(friend, (db) => acceptCoOwner(db, friend, token))
  })
