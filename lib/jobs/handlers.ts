import 'server-only'
import { remindOwner } from '#lib/case/begun/reminding.ts'
import { answerMail } from '#lib/case/records/by-mail/answer.ts'
import { takeMail } from '#lib/case/records/by-mail/take.ts'
import { unpackArchive } from '#lib/case/records/check/archive/job.ts'
import { checkRecord, checkRecords } from '#lib/case/records/check/job.ts'
import { tellPictured } from '#lib/case/records/preview/pictured.ts'
import { readRecord } from '#lib/case/records/preview/read.ts'
import { groupRecords } from '#lib/case/records/imaging/group.ts'
import { makeThumbnail, makeThumbnails } from '#lib/case/records/imaging/thumbnail.ts'
import { renewAsked } from '#lib/case/consent/renewing.ts'
import { remindPractice } from '#lib/case/consent/reminding.ts'
import { clearCase, removeDueContent } from '#lib/case/retention/removal.ts'
import { eraseDue } from '#lib/person/erasure.ts'
import { endCheckout, refundPayment } from '#lib/case/fee/jobs.ts'
import { applyStripeEvent } from '#lib/case/fee/webhook.ts'
import { takeClaimed } from '#lib/organization/claim-job.ts'
import { sendTemplate } from './mail.ts'
import { notifyPeople } from './notify.ts'
import { giveBackLateAnswer, sweep } from './sweep.ts'
import type { Payload, TaskName } from './tasks.ts'

/** What runs for each task. A new task does not compile until it stands here. */
export const HANDLERS: { [N in TaskName]: (payload: Payload<N>) => Promise<void> } = {
  notify: notifyPeople,
  mail: sendTemplate,
  checkRecord,
  checkRecords,
  unpackArchive,
  takeMail,
  answerMail,
  readRecord,
  groupImaging: groupRecords,
  thumbnails: makeThumbnails,
  seriesThumbnail: makeThumbnail,
  tellPictured,
  remindPractice,
  remindOwner,
  stripeEvent: applyStripeEvent,
  refund: refundPayment,
  lateAnswer: giveBackLateAnswer,
  endCheckout,
  takeClaimed,
  eraseDue,
  removeContent: removeDueContent,
  clearCase,
  renewLink: renewAsked,
  sweep,
}
