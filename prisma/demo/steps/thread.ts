import { randomUUID } from 'node:crypto'
import { markRead, postMessage } from '#lib/case/thread/commands.ts'
import type { Audience } from '#lib/db/generated/enums.ts'
import { act, type Part, step, type Step } from '../walk.ts'

type Options = { urgent?: boolean; with?: string }

/** @param options.with the beginning of the name of a record that the message carries */
export const says = (part: Part, audience: Audience, body: string, options: Options = {}): Step =>
  step(1.3, async (walk) => {
    await act(walk, part, async (db, actor, access) => {
      const carried =
        options.with === undefined
          ? []
          : await db.record.findMany({
              where: { caseId: walk.caseId, status: 'READY', name: { startsWith: options.with } },
              select: { id: true },
            })
      if (options.with && carried.length === 0) throw new Error(`no record begins with "${options.with}"`)
      const records = carried.map(({ id }) => id)
      const clientKey = randomUUID()
      return postMessage(db, actor, access, {
        body,
        audience,
        clientKey,
        urgent: options.urgent ?? false,
        'records[]': records,
      })
    })
  })

/** Somebody reads the thread up to now: the unread marks of the others are theirs. */
export const reads = (part: Part): Step =>
  step(0.4, async (walk) => {
    await act(walk, part, (db, actor, access) => markRead(db, actor, access, walk.clock.now()))
  })
