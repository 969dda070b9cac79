import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Participant } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import type { AppError } from '#lib/errors.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  deliveryOf,
  mailAddressOf,
  mailedRecords,
  mailIn,
  mailsOf,
  noteFile,
  takeJobs,
  wordsOf,
  writeMail,
} from '#lib/testing/mail.ts'
import { onCaseAs, parties, type Parties, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { renewAddress } from './address.ts'
import { answerMail } from './answer.ts'
import { receiveMail } from './receive.ts'
import { MAX_MAIL_BYTES } from './rules.ts'
import { FRESH_SECONDS } from './signature.ts'
import { takeMail } from './take.ts'

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})
const sql = (text: string, values: unknown[] = []) => useDatabase().owner.query(text, values)
beforeEach(() => sql('delete from graphile_worker._private_jobs'))

const newCase = () => caseIn({ ...people, status: 'IN_TRIAGE' })

describe('a delivery', () => {
  const codeOf = (delivery: Request) =>
    receiveMail(delivery).then(
      () => 'taken',
      (error: AppError) => `${error.code} ${error.message}`,
    )

  it('that is forged, stale, changed, too large or replayed gets one and the same answer, and leaves nothing', async () => {
    const { id } = await newCase()
    const [to, raw] = [await mailAddressOf(people.owner, id), await writeMail({ attachments: [noteFile()] })]
    const old = new Date(Date.now() - (FRESH_SECONDS + 5) * 1000)
    const large = Buffer.alloc(MAX_MAIL_BYTES + 1, 'a')
    const good = deliveryOf(raw, { to })
    const replayed = new Request(good.url, { method: 'POST', headers: good.headers, body: Buffer.from(raw) })
    const answers = [
      await codeOf(deliveryOf(raw, { to, secret: 'guessed'.repeat(6) })),
      await codeOf(deliveryOf(raw, { to, at: old })),
      await codeOf(deliveryOf(raw, { to, sent: Buffer.concat([raw, Buffer.from('x')]) })),
      await codeOf(deliveryOf(large, { to })),
      await codeOf(new Request(good.url, { method: 'POST', body: 'x' })),
    ]
    expect(await mailsOf(id)).toEqual([])
    expect(await codeOf(good)).toBe('taken')
    answers.push(await codeOf(replayed))
    expect(new Set(answers)).toEqual(new Set(['INVALID This delivery was not accepted.']))
    expect((await mailsOf(id)).length).toBe(1)
  })

  it('to an address that nobody has is taken like any other, and goes nowhere', async () => {
    const { id } = await newCase()
    const to = await mailAddressOf(people.owner, id)
    const guess = to.replace(
      /-(.)([^-]*)@/,
      (_, first: string, rest: string) => `-${first === '0' ? '1' : '0'}${rest}@`,
    )
    const elsewhere = (await mailAddressOf(people.owner, (await newCase()).id)).replace(
      /^cf-[^-]+/,
      /^cf-[^-]+/.exec(to)?.[0] ?? '',
    )
    const raw = await writeMail({ attachments: [noteFile()] })
    expect(await codeOf(deliveryOf(raw, { to: [guess, elsewhere, 'x@in.conferral.example', ''] }))).toBe('taken')
    expect(await mailsOf(id)).toEqual([])
    expect(await takeJobs('takeMail')).toEqual([])
  })

  it('of the same mail once more changes nothing, also when its headers have grown; nor does its job', async () => {
    const { id } = await newCase()
    const to = await mailAddressOf(people.owner, id)
    const raw = await writeMail({ messageId: '<once@vets.example>', attachments: [noteFile()] })
    await receiveMail(deliveryOf(raw, { to }))
    const again = Buffer.concat([Buffer.from('Received: from a by b\r\n'), raw])
    await receiveMail(deliveryOf(again, { to, at: new Date(Date.now() + 1000) }))
    const [job, ...others] = await takeJobs('takeMail')
    expect(others).toEqual([])
    await takeMail(job!)
    await takeMail(job!)
    expect((await mailedRecords(id)).length).toBe(1)
  })

  it('leaves no bytes of the mail behind', async () => {
    const { id } = await newCase()
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: await mailAddressOf(people.owner, id) })
    const { rows } = await sql('select "objectKey" from "InboundMail" where "caseId" = $1', [id])
    expect(await storage().head(rows[0].objectKey)).toBeNull()
  })
})

describe('an answer', () => {
  it.each([
    ['a robot', 'kim@vets.example', { 'Auto-Submitted': 'auto-replied' }],
    ['a list', 'kim@vets.example', { Precedence: 'bulk' }],
    ['nobody', '', {}],
  ])('does not go to %s, whose files are taken all the same', async (_who, from, headers) => {
    const { id } = await newCase()
    const raw = await writeMail({ headers, attachments: [noteFile()] })
    expect(await mailIn(raw, { from, to: await mailAddressOf(people.owner, id) })).toBeNull()
    expect((await mailedRecords(id)).length).toBe(1)
  })

  it('waits for the check, and says what it still waits for', async () => {
    const { id } = await newCase()
    await receiveMail(
      deliveryOf(await writeMail({ attachments: [noteFile('slow.txt')] }), {
        to: await mailAddressOf(people.owner, id),
      }),
    )
    for (const job of await takeJobs('takeMail')) await takeMail(job)
    const [job] = await takeJobs('answerMail')
    await answerMail(job!)
    expect(await takeJobs('mail')).toEqual([])
    await answerMail({ ...job!, tries: 99 })
    expect(wordsOf((await takeJobs('mail'))[0] ?? null)).toMatch(/Still being checked[^-]+- slow\.txt/)
  })
})

describe('the second wall', () => {
  it('shows an address to its own side, a mail to nobody, and lets nobody say of a record that it came by mail', async () => {
    const { id } = await newCase()
    await onCaseAs(people.owner, id)(({ db, access }) => renewAddress(db, access))
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: await mailAddressOf(people.owner, id) })
    const counts = (actor: Participant) =>
      asActor(actor, async (db) => [
        await db.mailAddress.count({ where: { caseId: id } }),
        await db.inboundMail.count({ where: { caseId: id } }),
      ])
    expect(await counts(people.owner)).toEqual([1, 0])
    expect(await counts(people.vet)).toEqual([0, 0])
    expect(await counts(people.specialist)).toEqual([0, 0])
    const made = { caseId: id, holder: 'OWNER', name: 'x', sizeBytes: 1n, objectKey: 'x', byMail: true } as const
    await expect(asActor(people.owner, (db) => db.record.create({ data: made }))).rejects.toThrow(/row-level security/)
    const foreign = { caseId: id, side: 'PRACTICE', heldBy: people.practice.id, issue: 2 } as const
    await expect(asActor(people.owner, (db) => db.mailAddress.create({ data: foreign }))).rejects.toThrow(
      /row-level security/,
    )
  })

  it('opens its doors to the worker alone', async () => {
    const { id } = await newCase()
    const numbers = await sql('select number from "Case" where id = $1', [id])
    const asOwner = await asActor(
      people.owner,
      (db) => db.$queryRaw`select * from app.mail_addresses(${numbers.rows[0].number}::text)`,
    )
    expect(asOwner).toEqual([])
    const entries = asActor(
      people.owner,
      (db) => db.$queryRaw`select * from app.mail_entries(${id}::uuid, ${id}::uuid, 'x', '[]'::jsonb)`,
    )
    await expect(entries).rejects.toThrow(/no such case/)
  })
})
