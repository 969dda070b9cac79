import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { useDatabase } from '#lib/testing/database.ts'
import {
  mailAddressOf,
  mailAddressView,
  mailedRecords,
  mailIn,
  mailsOf,
  noteFile,
  takeJobs,
  wordsOf,
  writeMail,
} from '#lib/testing/mail.ts'
import { caseEvents, onCaseAs, parties, type Parties, recordCount, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { zipOf } from '#lib/testing/zip.ts'
import { listRecords } from '../queries.ts'
import { renewAddress } from './address.ts'

useObjectStore()
let people: Parties
let pdf: Buffer
beforeAll(async () => {
  people = await parties()
  pdf = Buffer.from(await labReportPdf(7, SAMPLE_FACTS))
})

beforeEach(() => sql('delete from graphile_worker._private_jobs'))

type Status = Parameters<typeof caseIn>[0]['status']
const newCase = (status: Status = 'IN_TRIAGE') => caseIn({ ...people, status })
const sql = (text: string, values: unknown[] = []) => useDatabase().owner.query(text, values)
describe('a mail to an address of a case', () => {
  it('brings its files in as records of the practice, each checked, and says what came of them', async () => {
    const { id } = await newCase()
    const mail = await writeMail({
      attachments: [
        { filename: 'Blutbild 12. März.pdf', content: pdf },
        { filename: 'run.exe', content: Buffer.from('MZ'.padEnd(400, ' ')) },
        { filename: 'logo.png', content: Buffer.alloc(900, 1), cid: 'logo', contentDisposition: 'inline' },
        { filename: 'winmail.dat', content: 'x', contentType: 'application/ms-tnef' },
      ],
    })
    const answer = await mailIn(mail, { to: await mailAddressOf(people.vet, id) })
    const mine = {
      holder: 'PRACTICE',
      heldBy: people.practice.id,
      byMail: true,
      uploaderName: 'Dr Kim Lee (kim@vets.example)',
    }
    expect(await mailedRecords(id)).toMatchObject([
      { ...mine, name: 'Blutbild 12. März.pdf', status: 'READY' },
      { ...mine, name: 'run.exe', status: 'REFUSED' },
    ])
    expect(await recordCount(id)).toBe(1)
    expect(answer).toMatchObject({
      to: 'kim@vets.example',
      template: 'mailTaken',
      answers: expect.stringMatching(/^<.+>$/),
    })
    const text = wordsOf(answer)
    expect(text).toMatch(/Added to the records:\s+- Blutbild 12\. März\.pdf/)
    expect(text).toMatch(/- run\.exe: This file is a program/)
    expect(text).toMatch(/- winmail\.dat: Outlook/)
    expect(text).not.toMatch(/logo|Miso|Northgate/)
    const events = await caseEvents(id)
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['record.mailed', 'record.added', 'record.refused']),
    )
    expect(JSON.stringify(events)).not.toMatch(/kim|bloods|Blutbild/)
  })

  it('belongs to whose address it is: another of the owner', async () => {
    const { id } = await newCase()
    const [ofOwner, ofVet] = [await mailAddressOf(people.owner, id), await mailAddressOf(people.vet, id)]
    expect(ofOwner).not.toBe(ofVet)
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: ofOwner })
    expect(await mailedRecords(id)).toMatchObject([{ holder: 'OWNER', heldBy: null, byMail: true, status: 'READY' }])
    const view = await onCaseAs(people.owner, id)(({ db, access }) => listRecords(db, access, undefined))
    expect(view.groups[0]?.items[0]).toMatchObject({ own: true, mailedBy: 'Dr Kim Lee (kim@vets.example)' })
  })

  it('is one for a practice without an account too, and none for the hospital', async () => {
    const { id, link } = await caseIn({ owner: people.owner, hospital: people.hospital, status: 'AWAITING_CONSENT' })
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: await mailAddressOf(link, id) })
    expect(await mailedRecords(id)).toMatchObject([
      { holder: 'PRACTICE', heldBy: 'mazur@riverside.test', status: 'READY' },
    ])
    expect(await mailAddressView(people.specialist, id)).toBeNull()
  })

  it('goes to several sides at once, however it is written, and to nobody else', async () => {
    const { id } = await newCase()
    const to = [
      (await mailAddressOf(people.owner, id)).toUpperCase(),
      await mailAddressOf(people.vet, id),
      'kim@vets.example',
    ]
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to })
    expect((await mailedRecords(id)).map(({ holder }) => holder).sort()).toEqual(['OWNER', 'PRACTICE'])
  })

  it('opens a mail that was forwarded as an attachment, and a zip', async () => {
    const { id } = await newCase()
    const inner = await writeMail({ attachments: [noteFile('inner.txt')] })
    const zip = zipOf([{ name: 'CD/history.txt', bytes: Buffer.from(`history ${id}`) }])
    const answer = await mailIn(
      await writeMail({
        attachments: [
          { filename: 'fwd.eml', content: inner, contentType: 'message/rfc822' },
          { filename: 'cd.zip', content: zip },
        ],
      }),
      { to: await mailAddressOf(people.owner, id) },
    )
    expect((await mailedRecords(id)).map(({ name }) => name)).toEqual(['inner.txt', 'cd.zip'])
    // The archive has a job of its own: the answer waits for it.
    expect(answer).toBeNull()
    expect(await takeJobs('answerMail')).toMatchObject([{ tries: 1 }])
  })
})

describe('what is not taken', () => {
  it('is what is here already, and what is attached twice', async () => {
    const { id } = await newCase()
    const to = await mailAddressOf(people.owner, id)
    const [known, fresh] = [noteFile('known.txt'), noteFile('a.txt')]
    await mailIn(await writeMail({ attachments: [known] }), { to })
    const answer = await mailIn(await writeMail({ attachments: [known, fresh, { ...fresh, filename: 'b.txt' }] }), {
      to,
    })
    expect((await mailedRecords(id)).map(({ name }) => name).sort()).toEqual(['a.txt', 'known.txt'])
    expect(wordsOf(answer)).toMatch(/known\.txt: This is among the records already/)
    expect(wordsOf(answer)).toMatch(/b\.txt: This is attached twice/)
  })

  it('is what finds no room, while the rest goes in', async () => {
    const { id } = await newCase()
    await sql(`insert into "StorageLimit" ("key", records, bytes) values ('case:' || $1, 1, 1000000)`, [id])
    const answer = await mailIn(await writeMail({ attachments: [noteFile('a.txt'), noteFile('b.txt')] }), {
      to: await mailAddressOf(people.owner, id),
    })
    expect((await mailedRecords(id)).map(({ name }) => name)).toEqual(['a.txt'])
    expect(wordsOf(answer)).toMatch(/b\.txt: There is no room for this file: a case holds at most 1 record\./)
  })

  it('is a mail without files, which is told so', async () => {
    const { id } = await newCase()
    const answer = await mailIn(await writeMail({}), { to: await mailAddressOf(people.owner, id) })
    expect(wordsOf(answer)).toMatch(/There was no file attached/)
    expect(await mailsOf(id)).toEqual([{ status: 'TAKEN', files: 0, holder: 'OWNER' }])
  })

  it('is a mail after the case was closed, or after a consent or a link ended', async () => {
    const closed = await newCase()
    const to = await mailAddressOf(people.owner, closed.id)
    await sql(`update "Case" set status = 'CLOSED' where id = $1`, [closed.id])
    expect(wordsOf(await mailIn(await writeMail({ attachments: [noteFile()] }), { to }))).toMatch(/takes no files now/)
    expect(await mailAddressView(people.owner, closed.id)).toBeNull()

    const ended = await newCase()
    const [ofOwner, ofVet] = [await mailAddressOf(people.owner, ended.id), await mailAddressOf(people.vet, ended.id)]
    await sql(`update "Agreement" set "revokedAt" = now() where "caseId" = $1`, [ended.id])
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: ofVet })
    expect(await mailAddressView(people.vet, ended.id)).toEqual({ closed: true })
    expect(await mailedRecords(ended.id)).toEqual([])
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: ofOwner })
    expect((await mailedRecords(ended.id)).length).toBe(1)

    const { id, link } = await caseIn({ owner: people.owner, hospital: people.hospital, status: 'IN_TRIAGE' })
    const ofLink = await mailAddressOf(link, id)
    await sql(`update "CaseLink" set "expiresAt" = now() where "caseId" = $1`, [id])
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: ofLink })
    expect(await mailedRecords(id)).toEqual([])
    expect(await mailsOf(id)).toEqual([{ status: 'CLOSED', files: 0, holder: 'PRACTICE' }])
  })

  it('is a mail to an address that was made anew, or of a practice that is asked no more', async () => {
    const { id } = await newCase()
    const [old, ofVet] = [await mailAddressOf(people.owner, id), await mailAddressOf(people.vet, id)]
    await onCaseAs(people.owner, id)(({ db, access }) => renewAddress(db, access))
    const fresh = await mailAddressOf(people.owner, id)
    expect(fresh).not.toBe(old)
    expect(await mailAddressOf(people.vet, id)).toBe(ofVet)
    await sql(`update "Case" set "practiceId" = null, "attendingVetEmail" = 'else@vets.example' where id = $1`, [id])
    for (const to of [old, ofVet]) await mailIn(await writeMail({ attachments: [noteFile()] }), { to })
    expect(await mailsOf(id)).toEqual([])
    await mailIn(await writeMail({ attachments: [noteFile()] }), { to: fresh })
    expect((await mailedRecords(id)).length).toBe(1)
    expect((await caseEvents(id)).map(({ type }) => type)).toContain('record.mailAddressRenewed')
  })

  it('is what cannot be read, which is told so', async () => {
    const { id } = await newCase()
    const deep = Array.from(
      { length: 300 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    )
    const raw = Buffer.from(`From: kim@vets.example\r\n${deep.join('')}`)
    const answer = await mailIn(raw, { to: await mailAddressOf(people.owner, id) })
    expect(wordsOf(answer)).toMatch(/could not be read/)
    expect(await mailsOf(id)).toEqual([{ status: 'UNREADABLE', files: 0, holder: 'OWNER' }])
  })
})
