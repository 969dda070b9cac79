import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { receiveMail } from '#lib/case/records/by-mail/receive.ts'
import { answerMail } from '#lib/case/records/by-mail/answer.ts'
import { takeMail } from '#lib/case/records/by-mail/take.ts'
import { signDelivery } from '#lib/case/records/by-mail/signature.ts'
import { checkRecords } from '#lib/case/records/check/job.ts'
import { renderMail } from '#emails/registry.ts'
import type { Participant } from '#lib/access/actor.ts'
import { ownAddress } from '#lib/case/records/by-mail/address.ts'
import { env } from '#lib/env.ts'
import { type Payload, type TaskName, TASKS } from '#lib/jobs/tasks.ts'
import { useDatabase } from './database.ts'
import { onCaseAs } from './records.ts'

// Mails that come in, for tests: written as a mail program does, handed on as a mail server does.

type Options = ConstructorParameters<typeof MailComposer>[0]

export const writeMail = (options: Options): Promise<Buffer> =>
  new MailComposer({ from: 'Dr Kim Lee <kim@vets.example>', subject: 'Fwd: bloods', text: 'As asked.', ...options })
    .compile()
    .build()

type Delivery = { from?: string; to: string | string[]; at?: Date; secret?: string; sent?: Uint8Array }

/** A delivery as the route gets it. `sent`: another body than the one that was signed. */
export function deliveryOf(raw: Uint8Array, { from = 'kim@vets.example', to, at, secret, sent }: Delivery): Request {
  const envelope = { from, to: [to].flat() }
  const headers = signDelivery(secret ?? env().INBOUND_MAIL_SECRET ?? '', envelope, raw, at ?? new Date())
  const body = Buffer.from(sent ?? raw)
  return new Request('http://localhost:9/api/mail/inbound', { method: 'POST', headers, body })
}

/** Hands a mail in, and runs the jobs that the worker would. @returns the answer that goes out, if any */
export async function mailIn(raw: Uint8Array, delivery: Delivery): Promise<Payload<'mail'> | null> {
  await receiveMail(deliveryOf(raw, delivery))
  for (const payload of await takeJobs('takeMail')) {
    await takeMail(payload)
    await checkRecords({ caseId: payload.caseId })
  }
  for (const payload of await takeJobs('answerMail')) await answerMail(payload)
  return (await takeJobs('mail'))[0] ?? null
}

/** Jobs of this name that wait in the queue, which are then taken out. */
export async function takeJobs<N extends TaskName>(name: N): Promise<Payload<N>[]> {
  const { rows } = await useDatabase().owner.query<{ payload: unknown }>(
    `with gone as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = $1 returning j.id, j.payload)
     select payload from gone order by id`,
    [name],
  )
  return rows.map(({ payload }) => TASKS[name].parse(payload) as Payload<N>)
}

/** The address of this actor's side, or why there is none. */
export const mailAddressView = (actor: Participant, caseId: string) =>
  onCaseAs(actor, caseId, 'records.read')(({ db, access }) => ownAddress(db, access))

export async function mailAddressOf(actor: Participant, caseId: string): Promise<string> {
  const view = await mailAddressView(actor, caseId)
  if (!view || !('address' in view)) throw new Error('no address')
  return view.address
}

const rows = async (sql: string, caseId: string) => (await useDatabase().owner.query(sql, [caseId])).rows

/** Records of the case, in the order of the mail that they came with. */
export const mailedRecords = (caseId: string) =>
  rows(
    `select name, status, holder, "heldBy", "byMail", "uploaderName" from "Record" where "caseId" = $1 order by "fromPart"`,
    caseId,
  )

export const mailsOf = (caseId: string) =>
  rows('select status, files, holder from "InboundMail" where "caseId" = $1 order by "receivedAt"', caseId)

/** The words of a mail that goes out; '' for none. */
export const wordsOf = (mail: Payload<'mail'> | null | undefined): string =>
  mail ? renderMail({ template: mail.template, props: mail.props }).text : ''

let serial = 0
/** A small text that no other test attaches. */
export const noteFile = (filename = 'note.txt') => ({ filename, content: `note ${++serial} of ${process.pid}` })
