import type { MailTemplate } from '#emails/registry.ts'
import { answerToCome } from '#lib/patient/farewell/rules.ts'
import type { Reader, Subject } from './subject.ts'

// What changes in mails when the animal has died. Pure.

/** What every mail about a case says. */
export type Common = { patient: string; caseNumber: string; url: string; timeZone: string }

export type Writer = (s: Subject, reader: Reader, base: Common) => MailTemplate | null

export const hasDied = (s: Subject): boolean => Boolean(s.patient?.diedOn)

/** That the animal has died, or that this was said by mistake. */
export function diedMail(s: Subject, reader: Reader, base: Common): MailTemplate | null {
  if (reader.side === 'SYSTEM') return null
  const died = s.patient?.diedOn ? { diedOn: s.patient.diedOn } : {}
  const open = answerToCome(s.status)
  return { template: 'patientDied', props: { ...base, ...died, audience: reader.side, owner: s.owner, open } }
}

export const dayOf = (iso: string | null): Date | null => (iso ? new Date(iso) : null)
