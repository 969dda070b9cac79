import type { z } from 'zod'
import { mailTaken, mailTakenProps } from './by-mail.ts'
import { erasureAsked, erasureAskedProps } from './account.ts'
import { caseEnded, caseEndedProps, removalAhead, removalAheadProps } from './case.ts'
import {
  agreementDeclined,
  agreementDeclinedProps,
  agreementGiven,
  agreementGivenProps,
  agreementRequest,
  agreementRequestProps,
  consentComplete,
  consentCompleteProps,
  consentEnded,
  consentEndedProps,
  linkRenewed,
  linkRenewedProps,
  releaseNeeded,
  releaseNeededProps,
  vetSilent,
  vetSilentProps,
} from './consent.ts'
import {
  paid,
  paidProps,
  paymentFailed,
  paymentFailedProps,
  receipt,
  receiptProps,
  refunded,
  refundFailed,
  refundFailedProps,
  refundedProps,
} from './fee.ts'
import type { RenderedMail } from './layout.ts'
import { answerShared, answerSharedProps, ownerInvitation, ownerInvitationProps } from './owner.ts'
import { coOwner, coOwnerProps, newHome, newHomeProps, patientDied, patientDiedProps } from './patient.ts'
import { recordsAsked, recordsAskedProps } from './records.ts'
import {
  planChanged,
  planChangedProps,
  recommendationSigned,
  recommendationSignedProps,
  vetView,
  vetViewProps,
} from './recommendation.ts'
import { claimPractice, claimPracticeProps } from './practice.ts'
import { invitation, invitationProps, signIn, signInProps } from './sign-in.ts'
import { supportInvitation, supportInvitationProps, supportNews, supportNewsProps } from './support.ts'
import { newMessage, newMessageProps } from './thread.ts'
import {
  declined,
  declinedProps,
  estimateSent,
  estimateSentProps,
  informationAsked,
  informationAskedProps,
  informationGiven,
  informationGivenProps,
} from './triage.ts'

const template = <S extends z.ZodType>(props: S, render: (props: z.output<S>) => RenderedMail) => ({
  props,
  render: (given: unknown) => render(props.parse(given)),
})

/** Every mail that the product sends, by name. */
export const MAIL_TEMPLATES = {
  signIn: template(signInProps, signIn),
  claimPractice: template(claimPracticeProps, claimPractice),
  invitation: template(invitationProps, invitation),
  ownerInvitation: template(ownerInvitationProps, ownerInvitation),
  answerShared: template(answerSharedProps, answerShared),
  erasureAsked: template(erasureAskedProps, erasureAsked),
  agreementRequest: template(agreementRequestProps, agreementRequest),
  linkRenewed: template(linkRenewedProps, linkRenewed),
  releaseNeeded: template(releaseNeededProps, releaseNeeded),
  consentComplete: template(consentCompleteProps, consentComplete),
  agreementGiven: template(agreementGivenProps, agreementGiven),
  agreementDeclined: template(agreementDeclinedProps, agreementDeclined),
  vetSilent: template(vetSilentProps, vetSilent),
  consentEnded: template(consentEndedProps, consentEnded),
  recordsAsked: template(recordsAskedProps, recordsAsked),
  mailTaken: template(mailTakenProps, mailTaken),
  informationAsked: template(informationAskedProps, informationAsked),
  informationGiven: template(informationGivenProps, informationGiven),
  estimateSent: template(estimateSentProps, estimateSent),
  declined: template(declinedProps, declined),
  receipt: template(receiptProps, receipt),
  paid: template(paidProps, paid),
  paymentFailed: template(paymentFailedProps, paymentFailed),
  refunded: template(refundedProps, refunded),
  refundFailed: template(refundFailedProps, refundFailed),
  newMessage: template(newMessageProps, newMessage),
  recommendationSigned: template(recommendationSignedProps, recommendationSigned),
  vetView: template(vetViewProps, vetView),
  planChanged: template(planChangedProps, planChanged),
  caseEnded: template(caseEndedProps, caseEnded),
  removalAhead: template(removalAheadProps, removalAhead),
  newHome: template(newHomeProps, newHome),
  coOwner: template(coOwnerProps, coOwner),
  patientDied: template(patientDiedProps, patientDied),
  supportInvitation: template(supportInvitationProps, supportInvitation),
  supportNews: template(supportNewsProps, supportNews),
} as const

export type MailName = keyof typeof MAIL_TEMPLATES

/** A template's name with its props, as a job carries it (JSON). */
export type MailTemplate = {
  [N in MailName]: { template: N; props: z.input<(typeof MAIL_TEMPLATES)[N]['props']> }
}[MailName]

export function isMailName(value: string): value is MailName {
  return Object.hasOwn(MAIL_TEMPLATES, value)
}

/**
 * Writes a mail. Takes what a job carries, so names and props are checked here: throws RangeError for an unknown
 * template and ZodError for wrong props.
 */
export function renderMail(mail: MailTemplate | { template: string; props: unknown }): RenderedMail {
  if (!isMailName(mail.template)) throw new RangeError(`no mail template "${mail.template}"`)
  return MAIL_TEMPLATES[mail.template].render(mail.props)
}
