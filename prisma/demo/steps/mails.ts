import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { ownAddress } from '#lib/case/records/by-mail/address.ts'
import { receiveMail } from '#lib/case/records/by-mail/receive.ts'
import { signDelivery } from '#lib/case/records/by-mail/signature.ts'
import { takeMail } from '#lib/case/records/by-mail/take.ts'
import { checkRecord } from '#lib/case/records/check/job.ts'
import { asActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import { makeFiles } from '../files.ts'
import { act, step, type Step } from '../walk.ts'
import { type Added, adds } from './records.ts'

/** The vet forwards a mail with files to the case's address; where that is switched off, they add them on their page. */
export const mailsIn = (...files: Added[]): Step =>
  step(0.3, async (walk) => {
    const { INBOUND_MAIL_SECRET: secret } = env()
    const mine = await act(walk, 'VET', (db, _actor, access) => ownAddress(db, access))
    if (!secret || !mine || !('address' in mine)) return adds('VET', ...files).run(walk)
    const { caseId, vet } = walk
    const made = await Promise.all(files.map(([sort, title]) => makeFiles(sort, title, walk.facts)))
    const raw = await new MailComposer({
      from: `${vet.name} <${vet.email}>`,
      to: mine.address,
      subject: 'Fwd: results',
      text: 'From the laboratory, as asked.',
      attachments: made
        .flat()
        .map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: Buffer.from(bytes) })),
    })
      .compile()
      .build()
    const headers = signDelivery(secret, { from: vet.email, to: [mine.address] }, raw, new Date())
    await receiveMail(new Request(env().APP_URL, { method: 'POST', headers, body: Buffer.from(raw) }))
    const system = { kind: 'SYSTEM', caseId } as const
    const mail = await asActor(system, (db) =>
      db.inboundMail.findFirstOrThrow({ where: { caseId, status: 'RECEIVED' } }),
    )
    await takeMail({ caseId, mailId: mail.id, from: vet.email })
    const records = await asActor(system, (db) => db.record.findMany({ where: { caseId, fromMailId: mail.id } }))
    for (const { id: recordId } of records) await checkRecord({ caseId, recordId })
  })
