import 'server-only'
import { linkToken } from '#lib/access/link-token.ts'
import { asActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import { onlyAnswer } from './concerns.ts'
import { mailFor } from './mails.ts'
import type { Reader, Subject } from './subject.ts'
import { enqueue } from './outbox.ts'
import { loadSubject, readersOf } from './people.ts'
import type { Payload } from './tasks.ts'

/**
 * Works out who on a case is to be told, and enqueues one mail each, all in one transaction. Whoever did it is not told;
 * of a hospital with a responsible specialist only that one is.
 */
export async function notifyPeople({ caseId, about, subjectId, actorId }: Payload<'notify'>): Promise<void> {
  await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const subject = await loadSubject(db, caseId, subjectId)
    if (!subject) return
    const readers = (await readersOf(db, subject, about === 'thread.posted')).filter(
      // A new link is for whoever it is for, and for nobody else on the case.
      (reader) => reader.id !== actorId && (about !== 'consent.linkRenewed' || reader.linkId === subjectId),
    )
    for (const reader of readers) {
      const mail = mailFor(about, subject, { ...reader, url: addressFor(reader, subject, about) })
      if (!mail) continue
      // A line of a plan is written once and may be taken off once: two things about one id.
      const what = subject.plan?.dropped ? `${subjectId}:off` : (subjectId ?? `${caseId}:${subject.version}`)
      const key = ['mail', about, what, reader.id].join(':')
      await enqueue(db, 'mail', { to: reader.email, key, template: mail.template, props: mail.props }, { key })
    }
  })
}

const STAGE_OF: Partial<Record<Payload<'notify'>['about'], string>> = {
  'consent.releaseNeeded': 'consent',
  'consent.releaseReminded': 'consent',
  'consent.silent': 'consent',
  'consent.agreementDeclined': 'consent',
  'consent.ended': 'consent',
  'consent.completed': 'triage',
  'records.asked': 'records',
  'triage.accepted': 'fee',
  'triage.declined': 'triage',
  'triage.informationAsked': 'triage',
  'triage.informationGiven': 'triage',
  'fee.paid': 'fee',
  'fee.paymentFailed': 'fee',
  'fee.refunded': 'fee',
  'fee.refundFailed': 'fee',
  'thread.posted': 'thread',
  'recommendation.signed': 'recommendation',
  'recommendation.vetView': 'recommendation',
  'recommendation.shared': 'recommendation',
  'plan.changed': 'recommendation',
  'case.removalAhead': 'records',
}

function addressFor(reader: Omit<Reader, 'url'>, subject: Subject, about: Payload<'notify'>['about']): string {
  const { APP_URL } = env()
  const { caseId, payer } = subject
  if (reader.linkId) return `${APP_URL}/agree/${linkToken(reader.linkId)}`
  if (about === 'case.removalAhead' && onlyAnswer(subject, reader)) return `${APP_URL}/cases/${caseId}/recommendation`
  const stage = reader.side !== payer && about.startsWith('fee.') ? undefined : STAGE_OF[about]
  return `${APP_URL}/cases/${caseId}${stage ? `/${stage}` : ''}`
}
