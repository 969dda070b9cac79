import { createHmac, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { sha256 } from '#lib/hash.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person, type TestCase } from '#lib/testing/world.ts'
import { secretIn } from './pages/world.ts'
import { ADDRESSES_FILE, addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { pdfPages, pdfText } from './support/files.ts'
import { linkFrom, waitForMail } from './support/mail.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// What is missing is seen before it is sent, asked for in one press, added from the mailed link, and then there; and the case
// on one page.

// axe reads each page twice, in light and dark.
test.describe.configure({ timeout: 120_000 })

useOwnerPool()

let folder: string
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-readiness-'))
})
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

type Scene = { owner: PersonActor; specialist: PersonActor; at: TestCase; vetEmail: string }

/** A case whose vet has an address, and a link that mails can name. */
async function scene(status: CaseStatus): Promise<Scene> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const at = await caseIn({ owner, hospital, status })
  const vetEmail = `mazur.${randomUUID()}@riverside.test`
  const token = createHmac('sha256', secretIn(process.env[ADDRESSES_FILE] ?? ''))
    .update(`link:${at.link.linkId}`)
    .digest('base64url')
  await ownerPool().query('update "Case" set "attendingVetEmail" = $2 where id = $1', [at.id, vetEmail])
  await ownerPool().query('update "CaseLink" set email = $2, "tokenHash" = $3 where "caseId" = $1', [
    at.id,
    vetEmail,
    sha256(token),
  ])
  return { owner, specialist: await member(hospital, 'SPECIALIST', 'Helena Lindqvist'), at, vetEmail }
}

/** A window of somebody who is signed in. */
async function windowOf(browser: Browser, page: Page, who: PersonActor, script = true): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({ baseURL: web, viewport: page.viewportSize(), javaScriptEnabled: script })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

const item = (page: Page, id: string) => page.locator(`[data-item="${id}"]`)

test('an owner sees what is missing before sending, and the mail to the vet names it @phone', async ({
  browser,
  page,
}) => {
  const { owner, at, vetEmail } = await scene('DRAFT')
  await ownerPool().query(`update "CaseRequest" set history = 'Since November' where "caseId" = $1`, [at.id])
  // Without script, as some phones are.
  const mine = await windowOf(browser, page, owner, false)
  await mine.goto(`/cases/${at.id}/request?step=review`)
  await expect(mine.getByRole('heading', { name: 'Ready for cardiology?' })).toBeVisible()
  await expect(item(mine, 'chest-xrays')).toContainText('missing, wanted newer than 30 days')
  await expect(item(mine, 'chest-xrays')).toContainText('Ask for the original files (DICOM)')
  await mine.getByRole('button', { name: /Ask Riverside Vets for all/ }).click()
  await expect(item(mine, 'chest-xrays')).toContainText('The owner asked Riverside Vets for it')
  await mine.getByRole('button', { name: 'Send the request' }).click()
  await mine.waitForURL('**/consent')
  const mail = await waitForMail(vetEmail, { subject: /take part/ })
  expect(mail.text).toContain('- Chest X-rays')
  expect(mail.text).toContain('- Blood results')
})

test('a hospital asks in one press; the practice adds it from the mailed link, and it is there @once', async ({
  browser,
  page,
}) => {
  const { specialist, at, vetEmail } = await scene('IN_TRIAGE')
  const theirs = await windowOf(browser, page, specialist)
  await theirs.goto(`/cases/${at.id}/triage`)
  await expect(theirs.getByRole('heading', { name: 'Ready for cardiology?' })).toBeVisible()
  await theirs.getByRole('button', { name: /Ask Riverside Vets for all/ }).click()
  await expect(theirs.getByText('Information asked', { exact: true })).toBeVisible()

  const mail = await waitForMail(vetEmail, { subject: /needs a little more/ })
  expect(mail.text).toContain('Chest X-rays newer than 30 days: Two projections')
  const vet = await (await browser.newContext({ baseURL: addresses().web, viewport: page.viewportSize() })).newPage()
  await vet.goto(linkFrom(mail, /\/agree\//))
  await expect(item(vet, 'chest-xrays')).toContainText('The hospital asked Riverside Vets for it')
  await expectNoAxeViolations(vet, 'the vet’s page with what is asked')
  await vet.getByRole('button', { name: 'Add records' }).click()
  await vet.waitForURL('**/records')
  await item(vet, 'chest-xrays')
    .getByRole('link', { name: /Add chest X-rays/ })
    .click()
  await expect(vet.getByRole('heading', { name: 'Add: chest X-rays newer than 30 days' })).toBeVisible()

  const today = new Date().toISOString().slice(0, 10)
  const film = path.join(folder, `${randomUUID()}.dcm`)
  await writeFile(film, dxImage(randomUUID(), { ...SAMPLE_FACTS, date: today }))
  await vet.locator('input[type=file][multiple]').setInputFiles(film)
  await expect(item(vet, 'chest-xrays')).toHaveAttribute('data-state', 'there', { timeout: 30_000 })

  await theirs.goto(`/cases/${at.id}/records`)
  await expect(item(theirs, 'chest-xrays')).toHaveAttribute('data-state', 'there')
})

test('a file that is added for one thing gets its kind @phone', async ({ browser, page }) => {
  const { owner, at } = await scene('IN_TRIAGE')
  const mine = await windowOf(browser, page, owner)
  await mine.goto(`/cases/${at.id}/records?for=bloods`)
  const text = path.join(folder, `${randomUUID()}.txt`)
  await writeFile(text, `Seen on Monday ${randomUUID()}`)
  await mine.locator('input[type=file][multiple]').setInputFiles(text)
  await expect(item(mine, 'bloods')).toHaveAttribute('data-state', 'there', { timeout: 30_000 })
})

test('the case on one page: on screen, on paper and as a PDF @once', async ({ browser, page }) => {
  const { specialist, at } = await scene('IN_TRIAGE')
  const long = 'She eats less, sleeps more, and breathes faster than she did in spring. '.repeat(40)
  await ownerPool().query(
    `update "CaseRequest" set history = $2, "proposedPlan" = $2, "workingDiagnosis" = $2, "presentingComplaint" = $2,
       medications = $2, "decisionAhead" = $2 where "caseId" = $1`,
    [at.id, Array.from({ length: 15 }, () => long).join('\n')],
  )
  const theirs = await windowOf(browser, page, specialist)
  await theirs.goto(`/cases/${at.id}`)
  await theirs.getByRole('link', { name: 'One-page summary' }).click()
  await expect(theirs.getByRole('heading', { level: 1, name: 'Miso' })).toBeVisible()
  await expect(theirs.getByText('Is it heart disease?')).toBeVisible()
  await expect(theirs.getByText(/Left out to fit one page: .*shortened/)).toBeVisible()
  await expect(theirs.getByText(/Made for Helena Lindqvist/)).toBeVisible()
  await expectNoAxeViolations(theirs, 'the summary')
  for (const format of ['A4', 'Letter'])
    expect(await pdfPages(await theirs.pdf({ format, preferCSSPageSize: false })), format).toBe(1)

  const [download] = await Promise.all([
    theirs.waitForEvent('download'),
    theirs.getByRole('link', { name: 'Download as PDF' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^CF-.* Miso summary\.pdf$/)
  const answer = await theirs.request.get(`/api/cases/${at.id}/summary/pdf`)
  const bytes = await answer.body()
  expect(await pdfPages(bytes)).toBe(1)
  expect(await pdfText(bytes)).toContain('Is it heart disease?')
})
