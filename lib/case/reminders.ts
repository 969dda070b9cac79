import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import { REMINDER_DAYS } from './consent/rules.ts'

const DAY = 86_400_000

/** Enqueues the reminder that follows `sent` others; after the last one, nothing. @param asked when the vet was first asked */
export async function scheduleReminder(
  db: Db,
  at: { caseId: string; linkId: string },
  sent: number,
  asked: Date,
): Promise<void> {
  const days = REMINDER_DAYS[sent]
  if (days === undefined) return
  const runAt = new Date(asked.getTime() + days * DAY)
  await enqueue(db, 'remindPractice', { ...at, sent }, { key: `remind:${at.linkId}:${sent}`, runAt })
}
