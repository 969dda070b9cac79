import 'server-only'
import type { Participant } from '#lib/access/actor.ts'
import { actorId } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { type About, type Payload, type TaskName, TASKS } from './tasks.ts'

type Options = {
  /** Replaces a waiting job of the same key. */ key?: string
  runAt?: Date
  /** Jobs of one queue run one after another. */ queue?: string
}

/** Enqueues a job in the caller's transaction: it runs if, and only if, the change commits. */
export async function enqueue<N extends TaskName>(
  db: Db,
  task: N,
  payload: Payload<N>,
  options: Options = {},
): Promise<void> {
  const json = JSON.stringify(TASKS[task].parse(payload))
  await db.$queryRaw`select app.enqueue(${task}, ${json}::json, ${options.key ?? null}, ${options.runAt ?? null}::timestamptz,
    ${options.queue ?? null})::text`
}

/** Tells the people on a case, save whoever did it. */
export function notify(
  db: Db,
  caseId: string,
  about: About,
  by: Participant | null,
  subjectId: string | null = null,
): Promise<void> {
  return enqueue(db, 'notify', { caseId, about, subjectId, actorId: by ? actorId(by) : null })
}
