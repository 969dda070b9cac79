import { acceptSupport, inviteSupport } from '#lib/case/support/commands.ts'
import { asActor } from '#lib/db/unit.ts'
import { actAs, step, type Step } from '../walk.ts'

/** The owner asks the story's friend to stand by them, who says yes. */
export const standsBy = (mayWrite: boolean): Step =>
  step(6, async (walk) => {
    const { FRIEND: friend } = walk.cast
    const { token } = await actAs(walk, 'OWNER', (db, actor, access) =>
      inviteSupport(db, actor, access, { name: friend.name, email: friend.email, mayWrite }),
    )
    await asActor(friend, (db) => acceptSupport(db, friend, token))
  })
