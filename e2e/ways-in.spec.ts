import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import nodemailer from 'nodemailer'
import { ctSeries, dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { zipOf } from '#lib/testing/zip.ts'
import { scene, windowOf } from './imaging/scene.ts'
import { addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { waitForMail } from './support/mail.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Two ways in besides picking files: a mail to the case's address, and the zip of a CD.

test.describe.configure({ timeout: 120_000 })

useOwnerPool()

let folder: string
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-ways-'))
})
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('what a vet forwards to the address on their link becomes records, and they are told what was taken @phone', async ({
  page,
}) => {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const at = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
  const vet = `kim.${at.id.slice(0, 8)}@vets.test`
  await page.goto(`/agree/${at.linkToken}`)
  const way = page.getByRole('region', { name: 'Or forward the mail' })
  const to = (await way.getByRole('link').textContent()) ?? ''
  expect(to).toMatch(/^cf-[0-9a-z]+-[0-9a-z]{20}@/)
  await expectNoAxeViolations(page, 'a vet’s page with an address for mail')

  const smtp = nodemailer.createTransport(addresses().smtp)
  await smtp.sendMail({
    from: `Dr Kim Lee <${vet}>`,
    to,
    subject: 'Fwd: bloods of Miso',
    html: '<p>As asked. <img src="cid:logo"></p>',
    attachments: [
      { filename: 'Blutbild 12. März.pdf', content: await labReportPdf(11, SAMPLE_FACTS) },
      { filename: 'thorax.dcm', content: dxImage(11, SAMPLE_FACTS) },
      { filename: 'logo.png', content: Buffer.alloc(2000, 7), cid: 'logo', contentDisposition: 'inline' },
      { filename: 'setup.exe', content: Buffer.from('MZ'.padEnd(600, ' ')) },
    ],
  })
  const answer = await waitForMail(vet, { subject: /2 files added, 1 not/ })
  expect(answer.text).toContain('Blutbild 12. März.pdf')
  expect(answer.text).toMatch(/setup\.exe: This file is a program/)
  expect(answer.text).not.toMatch(/logo|Miso\b(?!$)/m)

  await page.getByRole('button', { name: 'Add records' }).click()
  await expect(page.getByRole('heading', { name: '2 records' })).toBeVisible()
  const bloods = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /Blutbild/ }) })
  await expect(bloods).toContainText(`came by mail, sender as stated: Dr Kim Lee (${vet})`)
  await expect(page.getByText('This file is a program, not a record.')).toBeVisible()
  await expectNoAxeViolations(page, 'records that came by mail')

  const mine = page.getByRole('region', { name: 'Or forward the mail' })
  await mine.getByText('Who can use this address?').click()
  await mine.getByRole('button', { name: 'Take a new address' }).click()
  await expect(mine.getByRole('link')).not.toHaveText(to)
})

test('the zip of a CD becomes studies, beside what else was on it @once', async ({ browser, page }) => {
  const { owner, records } = await scene()
  const cd = path.join(folder, 'CD of Miso.zip')
  const slices = ctSeries('ways-in', SAMPLE_FACTS, 6)
  await writeFile(
    cd,
    zipOf([
      ...slices.map((bytes, n) => ({ name: `DICOM/ST1/SE1/IM${n}`, bytes })),
      { name: 'DICOM/ST2/SE1/IM0', bytes: dxImage(12, SAMPLE_FACTS) },
      { name: 'report.pdf', bytes: await labReportPdf(12, SAMPLE_FACTS) },
      { name: 'VIEWER.EXE', bytes: Buffer.from('MZ') },
      { name: 'autorun.inf', bytes: Buffer.from('[autorun]') },
    ]),
  )
  const mine = await windowOf(browser, page, owner)
  await mine.goto(records)
  await mine.waitForLoadState('networkidle')
  await mine.getByLabel('Choose files').setInputFiles(cd)
  await expect(mine.getByText('Unpacked into 8 files. Left out: 2 programs and their parts.')).toBeVisible({
    timeout: 45_000,
  })
  const studies = mine.getByRole('listitem').filter({ has: mine.getByRole('heading', { name: /^(CT|DX)/ }) })
  await expect(studies).toHaveCount(2)
  await expect(studies.filter({ hasText: '6 images' })).toHaveCount(1)
  await expect(mine.getByRole('heading', { name: '8 records' })).toBeVisible()
  await expect(mine.getByRole('heading', { name: 'report.pdf' })).toBeVisible()

  // The same zip again: nothing is sent, and nothing stands there twice.
  await mine.reload()
  await mine.waitForLoadState('networkidle')
  await mine.getByLabel('Choose files').setInputFiles(cd)
  await expect(mine.getByText('already here: 1 file')).toBeVisible()
  await expect(mine.getByRole('heading', { name: '8 records' })).toBeVisible()
})
