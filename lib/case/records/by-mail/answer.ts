import 'server-only'
import { limit } from '#lib/auth/limits.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError } from '#lib/errors.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'

/** Ten minutes in all: then the answer says that some are still being checked. */
const MOST_TRIES = 14

/** Milliseconds until the files are looked at again: most are checked within seconds. */
const waitBefore = (tries: number): number => Math.min(60_000, 2000 * 2 ** tries)

/**
 * Tells whoever sent a mail what was taken and what was not, and why, in one mail. It names their files and the case's number
 * and nothing else of the case: anybody may have written that sender.
 */
export async function answerMail(payload: Payload<'answerMail'>): Promise<void> {
  const { caseId, mailId, to, subject, messageId, leftOut, tries = 0 } = payload
  await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const rows = await db.record.findMany({
      where: { caseId, fromMailId: mailId, status: { not: 'REMOVED' } },
      select: { name: true, status: true, refusal: true, note: true },
      orderBy: { fromPart: 'asc' },
    })
    const checking = rows.filter(({ status }) => status === 'CHECKING')
    if (checking.length > 0 && tries < MOST_TRIES) {
      const runAt = new Date(Date.now() + waitBefore(tries))
      return enqueue(db, 'answerMail', { ...payload, tries: tries + 1 }, { key: `answer:${mailId}`, runAt })
    }
    if (!(await mayWriteTo(to))) return undefined
    const { number } = await db.case.findUniqueOrThrow({ where: { id: caseId }, select: { number: true } })
    const taken = rows.filter(({ status }) => status === 'READY' || status === 'UNPACKED')
    const refused = rows.filter(({ status }) => status === 'REFUSED')
    const props = {
      caseNumber: number,
      subject,
      taken: taken.map(({ name, note }) => (note ? `${name}: ${note}` : name)),
      checking: checking.map(({ name }) => name),
      leftOut: [...refused.map(({ name, refusal }) => ({ name, why: refusal ?? '' })), ...leftOut],
    }
    return enqueue(
      db,
      'mail',
      { to, template: 'mailTaken', props, key: `answer:${mailId}`, answers: messageId },
      { key: `mail:answer:${mailId}` },
    )
  })
}

async function mayWriteTo(address: string): Promise<boolean> {
  try {
    await limit('mailAnswer', address.toLowerCase())
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
