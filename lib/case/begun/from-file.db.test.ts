import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { checkRecord } from '#lib/case/records/check/job.ts'
import { readRecord } from '#lib/case/records/preview/read.ts'
import { addSmallFile, SmallFileError } from '#lib/case/records/small-file.ts'
import { beginCase, readPracticeDraft } from '#lib/case/request/practice-draft.ts'
import { asActor } from '#lib/db/unit.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { lockedPdf } from '#lib/fixtures/locked-pdf.ts'
import { begin, hatOf, save, team } from '#lib/testing/begun.ts'
import { onCaseAs, useObjectStore } from '#lib/testing/records.ts'
import { member, organization } from '#lib/testing/world.ts'
import { filesOfDraft, takeFromFile } from './from-file.ts'

useObjectStore()

async function pdf(draw: (page: PDFKit.PDFDocument) => void): Promise<Buffer> {
  const page = new PDFDocument()
  const bytes = buffer(page)
  draw(page)
  page.end()
  return bytes
}

/** As a practice's program prints it: two names in a line, a text over two pages. */
const printed = () =>
  pdf((page) => {
    page.fontSize(10)
    page.text('Patient: Bella', 72, 72).text('Species: Canine', 300, 72)
    page.text('DOB: 28.03.2017', 72, 90).text('Owner: Ana Ruiz', 300, 90)
    page.text('Balance: 12.00', 72, 108)
    page.text('Clinical history: Lame since the first of November.', 72, 130)
    page.addPage().text('No better with rest.', 72, 72)
  })

const scanned = (photo: Buffer) => pdf((page) => page.image(photo, 0, 0, { width: 400 }))

async function request(file: Blob | null, name: string): Promise<Request> {
  const form = new FormData()
  if (file) form.set('file', file, name)
  const made = new Response(form)
  const headers = { 'content-type': made.headers.get('content-type') ?? '' }
  const body = await made.arrayBuffer()
  return new Request('https://conferral.example/api/cases/1/records/form', { method: 'POST', body, headers })
}

/** A draft that says nothing, and a file that was added to it, checked and read. */
async function withFile(name: string, bytes: Uint8Array | string) {
  const at = await team()
  const { caseId } = await asActor(at.vet, (db) =>
    beginCase(db, at.vet, hatOf(at.vet), { kind: 'REFERRAL', paste: '' }),
  )
  const recordId = await addSmallFile(
    await request(new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name),
    onCaseAs(at.vet, caseId, 'records.add'),
  )
  const file = async () => {
    const files = await asActor(at.vet, async (db) => {
      const access = await loadCase(db, at.vet, caseId)
      return filesOfDraft(db, access, await readPracticeDraft(db, at.vet, access))
    })
    return files.find(({ id }) => id === recordId)
  }
  const before = await file()
  await checkRecord({ caseId, recordId })
  await readRecord({ caseId, recordId })
  return { ...at, caseId, recordId, before, file }
}

const draftOf = (at: { vet: PersonActor; caseId: string }) =>
  asActor(at.vet, async (db) => readPracticeDraft(db, at.vet, await loadCase(db, at.vet, at.caseId)))
const take = (by: PersonActor, caseId: string, recordId: string) =>
  asActor(by, async (db) => takeFromFile(db, by, await loadCase(db, by, caseId), recordId))

describe('a file of a practice’s draft', () => {
  it('is checked like any record, shown as it was read, and fills what is empty', async () => {
    const at = await withFile('bella.pdf', await printed())
    expect(at.before).toMatchObject({ state: 'WAITS', name: 'bella.pdf' })
    expect(await at.file()).toMatchObject({ state: 'READ', rest: 'Balance: 12.00' })
    await save(at.vet, at.caseId, { name: '', species: '', ownerName: 'A. Ruiz' })
    await take(at.vet, at.caseId, at.recordId)
    const draft = await draftOf(at)
    expect(draft.animal).toMatchObject({ name: 'Bella', species: 'DOG', bornOn: '2017-03-28' })
    expect(draft).toMatchObject({ ownerName: 'A. Ruiz', unread: 'Balance: 12.00' })
    expect(draft.request).toMatchObject({ patientName: 'Bella' })
    expect(draft.request.history).toMatch(/^Lame since the first of November\.\s+No better with rest\.$/)
    // A second time it changes nothing.
    await take(at.vet, at.caseId, at.recordId)
    expect(await draftOf(at)).toEqual({
      ...draft,
      request: { ...draft.request, version: expect.any(Number), savedAt: expect.any(Date) },
    })
  })

  it('is read when it is a table of one animal, whatever its encoding', async () => {
    const latin = Buffer.from('Patient;Species;Client\nMi\u00dfo;Feline;"M\u00fcller; Kim"\n', 'latin1')
    const at = await withFile('export.csv', latin)
    await take(at.vet, at.caseId, at.recordId)
    expect(await draftOf(at)).toMatchObject({ ownerName: 'Müller; Kim', animal: { name: 'Mißo', species: 'CAT' } })
  })

  it.each([
    ['two animals', 'export.csv', () => 'Patient,Species\nMiso,cat\nBella,dog\n', /more than one animal/],
    ['no words', 'scan.pdf', async () => scanned(await photoJpeg(7)), /no words in this PDF/],
    ['a password', 'locked.pdf', () => lockedPdf(), /password/],
    ['half a file', 'half.pdf', async () => (await printed()).subarray(0, 700), /./],
    ['a photo', 'photo.pdf', () => photoJpeg(7), /not a PDF/],
    ['nothing with a name', 'letter.txt', () => 'Dear colleague,\nBella is lame.\n', /certain/],
  ])('with %s says so in words, and nothing is read', async (_, name, bytes, why) => {
    const at = await withFile(name, await bytes())
    expect(await at.file()).toMatchObject({ state: 'NOTHING', why: expect.stringMatching(why) })
    await expect(take(at.vet, at.caseId, at.recordId)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is nobody else’s, and no file of another draft is read into this one', async () => {
    const at = await withFile('bella.txt', 'Patient: Bella\nSpecies: dog')
    const rival = await member(await organization('PRACTICE', 'Lakeside'), 'VET')
    await expect(take(rival, at.caseId, at.recordId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const other = await begin(at, 'REFERRAL')
    for (const recordId of [at.recordId, 'x'])
      await expect(take(at.vet, other, recordId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a plain form', () => {
  const again = async () => {
    const at = await team()
    return onCaseAs(at.vet, await begin(at, 'REFERRAL'), 'records.add')
  }

  it('without a file, with an empty one or one that is too large is refused by name', async () => {
    const add = await again()
    const tries: [Request, string][] = [
      [await request(null, ''), 'none'],
      [await request(new Blob([]), 'empty.pdf'), 'empty'],
      [await request(new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]), 'large.pdf'), 'large'],
      [await request(new Blob([new Uint8Array(12 * 1024 * 1024)]), 'larger.pdf'), 'large'],
      [
        new Request('https://conferral.example', {
          method: 'POST',
          body: 'x',
          headers: { 'content-type': 'multipart/form-data; boundary=y' },
        }),
        'unreadable',
      ],
    ]
    for (const [sent, trouble] of tries) {
      const refused = addSmallFile(sent, add)
      await expect(refused).rejects.toBeInstanceOf(SmallFileError)
      await expect(refused).rejects.toMatchObject({ trouble })
    }
  })

  it('sent twice is one record', async () => {
    const add = await again()
    const send = async () => addSmallFile(await request(new Blob(['Patient: Bella']), 'bella.txt'), add)
    expect(await send()).toBe(await send())
  })
})
