import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import type { PersonActor } from '#lib/access/actor.ts'
import { dxImage } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import { addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Records in a browser: several files at once, an upload that is interrupted, what opens, and who is told of it.

// axe reads each page twice, in light and dark, and the list is long.
test.describe.configure({ timeout: 120_000 })

useOwnerPool()

let files: { pdf: string; jpeg: string; dicom: string }
let folder: string
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-records-'))
  files = {
    pdf: await onDisk('bloods 12 Nov.pdf', await labReportPdf(7, SAMPLE_FACTS)),
    jpeg: await onDisk('Miso asleep.jpg', await photoJpeg(7)),
    dicom: await onDisk('thorax.dcm', dxImage(7, SAMPLE_FACTS)),
  }
})
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const onDisk = async (name: string, bytes: Uint8Array | string): Promise<string> => {
  const file = path.join(folder, name)
  await writeFile(file, bytes)
  return file
}

async function scene() {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const at = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
  return {
    owner,
    specialist: await member(hospital, 'SPECIALIST', 'Helena Lindqvist'),
    records: `/cases/${at.id}/records`,
    at,
  }
}

/** A window of somebody who is signed in. */
async function windowOf(browser: Browser, page: Page, who: PersonActor, script = true): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({ baseURL: web, viewport: page.viewportSize(), javaScriptEnabled: script })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

const record = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })
/** Files and page may travel before React has taken over. */
const hydrated = (page: Page) => page.waitForLoadState('networkidle')

test('several files are added at once; what cannot be a record is refused in words, and the rest goes on', async ({
  browser,
  page,
}) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  await mine.goto(records)
  await expect(mine.getByRole('heading', { name: 'No records yet' })).toBeVisible()
  await expectNoAxeViolations(mine, 'records, empty')
  const [empty, html] = [await onDisk('nothing.pdf', ''), await onDisk('page.pdf', '<!doctype html><script>1</script>')]
  await mine.getByLabel('Choose files').setInputFiles([files.pdf, files.jpeg, files.dicom, empty, html])
  await expect(mine.getByText('This file is empty (0 bytes)')).toBeVisible()
  await expect(mine.getByText('4 of 4 files sent')).toBeVisible()

  await expect(mine.getByRole('heading', { name: '3 records' })).toBeVisible({ timeout: 30_000 })
  await expect(record(mine, 'DX')).toContainText(/chest.*14 Oct 2026 · 1 image · from Ana Ruiz/)
  await expect(record(mine, 'bloods 12 Nov.pdf')).toContainText('from Ana Ruiz · PDF')
  await expect(record(mine, 'bloods 12 Nov.pdf')).toContainText('not scanned')
  await expect(record(mine, 'page.pdf')).toContainText('This file is a web page')
  await expectNoAxeViolations(mine, 'records, with a list')
  await mine.getByRole('button', { name: 'Dismiss page.pdf' }).click()
  await expect(mine.getByRole('heading', { name: 'page.pdf' })).toBeHidden()
})

test('a whole folder is added in few requests @once', async ({ browser, page }) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  const cd = path.join(folder, 'CD')
  for (const series of ['S1', 'S2']) {
    await mkdir(path.join(cd, series), { recursive: true })
    for (let at = 1; at <= 30; at += 1)
      await writeFile(path.join(cd, series, `IM${at}`), dxImage(at + (series === 'S1' ? 0 : 100), SAMPLE_FACTS))
  }
  await writeFile(path.join(cd, 'Thumbs.db'), 'left by a system')
  let asked = 0
  mine.on('request', (request) => {
    if (request.method() === 'POST' && /\/records(\/complete)?$/.test(request.url())) asked += 1
  })
  await mine.goto(records)
  await hydrated(mine)
  await mine.getByLabel('Choose a folder').setInputFiles(cd)
  await expect(mine.getByText('60 of 60 files sent')).toBeVisible({ timeout: 30_000 })
  expect(asked).toBeLessThan(20)
})

test('what is here already is not sent again @phone', async ({ browser, page }) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  let puts = 0
  mine.on('request', (request) => {
    if (request.method() === 'PUT') puts += 1
  })
  await mine.goto(records)
  await hydrated(mine)
  await mine.getByLabel('Choose files').setInputFiles([files.pdf, files.jpeg])
  await expect(mine.getByText('2 of 2 files sent')).toBeVisible()
  expect(puts).toBe(2)
  await mine.reload()
  await hydrated(mine)
  await mine.getByLabel('Choose files').setInputFiles([files.jpeg, files.dicom])
  await expect(mine.getByText('1 of 1 file sent · already here: 1 file')).toBeVisible()
  expect(puts).toBe(3)
  await expectNoAxeViolations(mine, 'records, one of which was here already')
})

test('its holder says of what kind a record is, and takes it out again @phone', async ({ browser, page }) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  await mine.goto(records)
  await hydrated(mine)
  await mine.getByLabel('Choose files').setInputFiles([files.jpeg, files.pdf])
  await expect(mine.getByRole('heading', { name: '2 records' })).toBeVisible({ timeout: 30_000 })
  await mine.getByRole('link', { name: 'Kind, day of Miso asleep.jpg: change' }).click()
  await mine.getByRole('dialog').getByLabel('Kind').selectOption('Pathology')
  await expectNoAxeViolations(mine, 'the kind of a record')
  await mine.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(mine.getByRole('region', { name: /Pathology/ })).toContainText('Miso asleep.jpg')
  await mine.getByRole('link', { name: 'Remove Miso asleep.jpg' }).click()
  await mine.getByRole('button', { name: 'Remove the record' }).click()
  await expect(mine.getByRole('heading', { name: '1 record' })).toBeVisible()
})

test('an upload is paused, outlives a reload, and sends no part twice @once', async ({ browser, page }) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  const video = await onDisk('video of the cough.bin', Buffer.alloc(40 * 1024 * 1024, 7))
  let puts = 0
  mine.on('request', (request) => {
    if (request.method() === 'PUT') puts += 1
  })
  const line = await mine.context().newCDPSession(mine)
  const speed = (uploadThroughput: number) =>
    line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await speed(6_000_000)
  await mine.goto(records)
  await hydrated(mine)
  await mine.getByLabel('Choose files').setInputFiles(video)
  // Four parts travel at once: with so many bytes the fifth has begun, so one has arrived.
  await expect(mine.getByText(/^(3[4-9]|4[01]) MB of 42 MB/).first()).toBeVisible({ timeout: 30_000 })
  await mine.getByRole('button', { name: 'Pause video of the cough.bin' }).click()
  await expect(mine.getByText('Paused')).toBeVisible()

  await mine.reload()
  await expect(mine.getByText('One file is not finished')).toBeVisible()
  await expectNoAxeViolations(mine, 'records, with an unfinished upload')
  await hydrated(mine)
  await speed(-1)
  puts = 0
  await mine.getByLabel('Choose files').setInputFiles(video)
  await expect(mine.getByText('1 of 1 file sent')).toBeVisible({ timeout: 30_000 })
  expect(puts).toBeGreaterThan(0)
  expect(puts).toBeLessThan(5)
  await expect(record(mine, 'video of the cough.bin')).toContainText('42 MB', { timeout: 30_000 })
})

test('who opens a record is written down, and owner and hospital read it @once', async ({ browser, page }) => {
  const { owner, specialist, records, at } = await scene()
  const [mine, theirs] = [await windowOf(browser, page, owner), await windowOf(browser, page, specialist)]
  await mine.goto(records)
  await hydrated(mine)
  await mine.getByLabel('Choose files').setInputFiles(files.pdf)
  await expect(mine.getByRole('heading', { name: '1 record' })).toBeVisible({ timeout: 30_000 })

  await theirs.goto(records)
  const file = theirs.getByRole('link', { name: 'Download bloods 12 Nov.pdf' })
  const address = String(await file.getAttribute('href')).replace('attachment', 'inline')
  const ahead = await theirs.request.get(address, { headers: { 'sec-purpose': 'prefetch' }, maxRedirects: 0 })
  expect(ahead.status()).toBe(204)
  expect((await theirs.request.head(address, { maxRedirects: 0 })).status()).toBe(204)

  const bytes = theirs.context().waitForEvent('response', { predicate: (one) => one.url().startsWith(addresses().s3) })
  await theirs.evaluate((to) => void window.open(to), address)
  const headers = (await bytes).headers()
  expect(headers['content-type']).toBe('application/pdf')
  expect(headers['content-disposition']).toBe('inline; filename="bloods 12 Nov.pdf"')
  const sent = await theirs.request.get(address.replace('inline', 'attachment'), { maxRedirects: 0 })
  expect(sent.status()).toBe(303)
  expect(sent.headers()).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  expect(new URL(sent.headers()['location']!).searchParams.get('X-Amz-Expires')).toBe('60')

  await mine.goto(records)
  await record(mine, 'bloods 12 Nov.pdf').getByRole('link', { name: 'opened 2 times' }).click()
  await expect(mine.getByRole('row', { name: /Helena Lindqvist/ })).toHaveCount(2)
  await expect(mine.getByRole('row', { name: /opened it/ })).toHaveCount(1)
  await expectNoAxeViolations(mine, 'who has seen the records')
  const table = await mine.request.get(`/api/cases/${at.id}/records/seen`)
  expect(await table.text()).toContain('"Helena Lindqvist","HOSPITAL","viewed","bloods 12 Nov.pdf"')

  await ownerPool().query('update "Release" set "revokedAt" = now() where "caseId" = $1', [at.id])
  expect((await theirs.request.get(address, { maxRedirects: 0 })).status()).toBe(404)
  await theirs.goto(records)
  await expect(theirs.getByRole('heading', { name: 'Records open with consent' })).toBeVisible()
  await expectNoAxeViolations(theirs, 'records, before consent')
})

test('without JavaScript the records are read, one file is added at a time, and one is removed @phone', async ({
  browser,
  page,
}) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  await mine.goto(records)
  await hydrated(mine)
  await mine.getByLabel('Choose files').setInputFiles(files.pdf)
  await expect(mine.getByRole('heading', { name: '1 record' })).toBeVisible({ timeout: 30_000 })
  const plain = await windowOf(browser, page, owner, false)
  await plain.goto(records)
  expect(await plain.content()).toContain('one file of up to 10 MB at a time can be added here')
  await expect(plain.getByRole('link', { name: 'Download bloods 12 Nov.pdf' })).toBeVisible()
  // What a row opens in place with JavaScript stands on the record's own page.
  await plain.getByRole('link', { name: 'Remove bloods 12 Nov.pdf' }).click()
  await plain.getByRole('button', { name: 'Remove', exact: true }).click()
  await plain.getByRole('button', { name: 'Remove the record' }).click()
  await expect(plain).toHaveURL(/\/records(#change)?$/)
  await expect(plain.getByRole('link', { name: 'Download bloods 12 Nov.pdf' })).toHaveCount(0)
})
