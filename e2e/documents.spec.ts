import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import sharp from 'sharp'
import type { PersonActor } from '#lib/access/actor.ts'
import { labCsv } from '#lib/fixtures/csv.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { hugePng } from '#lib/fixtures/huge-png.ts'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { lockedPdf } from '#lib/fixtures/locked-pdf.ts'
import { clinicHistoryPdf, labReportPdf } from '#lib/fixtures/pdf.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import { addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// A record on a page of its own: what it shows, what it never gives away, and who is told that somebody looked.

test.describe.configure({ timeout: 120_000 })

useOwnerPool()

async function scene() {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const practice = await organization('PRACTICE', 'Riverside Vets')
  const at = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE' })
  const specialist = await member(hospital, 'SPECIALIST', 'Helena Lindqvist')
  return { owner, specialist, vet: await member(practice, 'VET', 'Dr Mazur'), records: `/cases/${at.id}/records`, at }
}

async function windowOf(browser: Browser, page: Page, who: PersonActor, script = true): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({ baseURL: web, viewport: page.viewportSize(), javaScriptEnabled: script })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

type Given = { name: string; mimeType: string; buffer: Buffer }
const given = (name: string, buffer: Buffer, mimeType = ''): Given => ({ name, buffer, mimeType })

/** Adds files as a person does, and waits until each is read. */
async function added(page: Page, records: string, files: Given[]): Promise<void> {
  await page.goto(records)
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Choose files').setInputFiles(files)
  for (const { name } of files)
    await expect(page.getByRole('heading', { name, level: 4 })).toBeVisible({ timeout: 30_000 })
  const caseId = records.split('/')[2]
  await expect
    .poll(() => countOf('select count(*)::int as n from "RecordReading" where "caseId" = $1', caseId), {
      timeout: 40_000,
    })
    .toBe(files.length)
}

const countOf = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await ownerPool().query<{ n: number }>(sql, values)).rows[0]?.n ?? 0
const looksAt = (caseId: string, action: string) =>
  countOf('select count(*)::int as n from "RecordView" where "caseId" = $1 and action = $2', caseId, action)

async function opened(page: Page, records: string, name: string): Promise<void> {
  await page.goto(records)
  await page.getByRole('link', { name: `Open ${name}`, exact: true }).click()
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible()
}

/** The drawn pages that are not one plain colour. */
const drawn = (page: Page) =>
  page.locator('.pdfViewer canvas').evaluateAll(
    (all) =>
      all.filter((one) => {
        const canvas = one as HTMLCanvasElement
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return data.some((value, at) => at % 4 === 0 && value < 128)
      }).length,
  )

test('a PDF is read on its page: pages, search in its text, and one look', async ({ browser, page }) => {
  const { owner, specialist, records, at } = await scene()
  const mine = await windowOf(browser, page, owner)
  await added(mine, records, [given('history.pdf', await clinicHistoryPdf(3, SAMPLE_FACTS), 'application/pdf')])
  await expect(mine.locator('.thumb img')).toBeVisible()
  expect(await looksAt(at.id, 'viewed'), 'a list is no look').toBe(0)

  const theirs = await windowOf(browser, page, specialist)
  await opened(theirs, records, 'history.pdf')
  await expect.poll(() => drawn(theirs), { timeout: 20_000 }).toBeGreaterThan(0)
  await expect(theirs.getByText(/^Page 1 of [3-9]$/)).toBeVisible()
  await theirs.getByRole('searchbox', { name: 'Words in this document' }).fill('Diet trial')
  await theirs.getByRole('searchbox', { name: 'Words in this document' }).press('Enter')
  await expect(theirs.getByText(/^1 of \d+$/)).toBeVisible()
  await expect(theirs.locator('.highlight.selected').first()).toBeVisible()
  await theirs.getByRole('button', { name: 'Page 2', exact: true }).click()
  await expect(theirs.getByText(/^Page 2 of/)).toBeVisible()
  await expectNoAxeViolations(theirs, 'a PDF')
  expect(await looksAt(at.id, 'viewed')).toBe(1)

  // A browser that only looks ahead has seen nothing.
  const address = theirs.url()
  await theirs.request.get(address, { headers: { 'sec-purpose': 'prefetch' } })
  expect(await looksAt(at.id, 'viewed')).toBe(1)

  await ownerPool().query('update "Release" set "revokedAt" = now() where "caseId" = $1', [at.id])
  expect((await theirs.request.get(address)).status()).toBe(404)
  expect((await theirs.request.post(`/api${new URL(address).pathname}/link`, { data: { again: true } })).status()).toBe(
    404,
  )
})

test('a photo is shown upright, without the place where it was taken; the original is a download @phone', async ({
  browser,
  page,
}) => {
  const { owner, specialist, records, at } = await scene()
  const photo = await sharp(await photoJpeg(7, { subject: 'coat' }))
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' } })
    .toBuffer()
  expect((await sharp(photo).metadata()).exif?.length).toBeGreaterThan(0)
  const mine = await windowOf(browser, page, owner)
  await added(mine, records, [given('coat.jpg', photo, 'image/jpeg')])

  const theirs = await windowOf(browser, page, specialist)
  const bytes = theirs.waitForResponse(
    (one) => one.url().startsWith(addresses().s3) && one.url().includes('.view.webp'),
  )
  await opened(theirs, records, 'coat.jpg')
  const shown = await (await bytes).body()
  const { exif, format } = await sharp(shown).metadata()
  expect([format, exif]).toEqual(['webp', undefined])
  expect(await looksAt(at.id, 'viewed')).toBe(1)

  const size = () => theirs.locator('.doc-picture img').evaluate((one) => one.getBoundingClientRect().width)
  const before = await size()
  await theirs.getByRole('button', { name: 'Larger' }).click()
  expect(await size()).toBeGreaterThan(before * 1.3)
  await theirs.getByRole('button', { name: 'Turn left' }).click()
  await theirs.getByRole('button', { name: 'Fit', exact: true }).click()
  expect(await size()).toBeCloseTo(before, 0)
  await expectNoAxeViolations(theirs, 'a photo')

  const file = `/api${new URL(theirs.url()).pathname}/file?disposition=inline`
  const sent = await theirs.request.get(file, { maxRedirects: 0 })
  expect(new URL(sent.headers()['location']!).searchParams.get('response-content-disposition')).toMatch(/^attachment/)

  const plain = await windowOf(browser, page, owner, false)
  await opened(plain, records, 'coat.jpg')
  await expect
    .poll(() => plain.locator('.doc-picture img').evaluate((one) => (one as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)
})

test('a table is a table, a text is text: what looks like a page in it stays words @once', async ({
  browser,
  page,
}) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  const words = 'Dear all, <script>document.title = "run"</script> <img src=x onerror=alert(1)>'
  await added(mine, records, [given('values.csv', labCsv(1, SAMPLE_FACTS)), given('note.txt', Buffer.from(words))])
  await opened(mine, records, 'values.csv')
  await expect(mine.getByRole('columnheader').first()).toBeVisible()
  expect(await mine.getByRole('row').count()).toBeGreaterThan(5)
  await expectNoAxeViolations(mine, 'a table')
  await opened(mine, records, 'note.txt')
  await expect(mine.getByText(words)).toBeVisible()
  await expect(mine).toHaveTitle(/note\.txt/)
})

test('what cannot be read says so in clear words, and the rest of the case goes on @once', async ({
  browser,
  page,
}) => {
  const { owner, records } = await scene()
  const mine = await windowOf(browser, page, owner)
  const whole = await labReportPdf(7, SAMPLE_FACTS)
  await added(mine, records, [
    given('cut.pdf', whole.subarray(0, 900), 'application/pdf'),
    given('locked.pdf', lockedPdf(), 'application/pdf'),
    given('huge.png', hugePng(30_000), 'image/png'),
    given(
      'broken.heic',
      Buffer.from(`\0\0\0\x18ftypheic\0\0\0\0heicmif1${'\xab'.repeat(400)}`, 'latin1'),
      'image/heic',
    ),
  ])
  await opened(mine, records, 'cut.pdf')
  await expect(mine.getByText(/seems to be damaged or cut off/).first()).toBeVisible()
  await opened(mine, records, 'locked.pdf')
  await mine.getByLabel(/This PDF is locked/).fill('guess')
  await mine.getByRole('button', { name: 'Open it' }).click()
  await expect(mine.getByText('That is not its password')).toBeVisible()
  await opened(mine, records, 'huge.png')
  await expect(mine.getByText(/30,000 × 30,000 pixels/)).toBeVisible()
  await opened(mine, records, 'broken.heic')
  await expect(mine.getByText(/seems to be damaged or cut off/)).toBeVisible()
  await expect(mine.getByRole('link', { name: 'Download broken.heic' })).toBeVisible()
  await mine.getByRole('link', { name: 'Records', exact: true }).last().click()
  await expect(mine.getByRole('heading', { name: '4 records' })).toBeVisible()
})

test('words in a record are found by the hospital only while consent covers it @once', async ({ browser, page }) => {
  const { vet, specialist, records, at } = await scene()
  const word = `xyloph${at.id.slice(0, 8)}`
  const clinic = await windowOf(browser, page, vet)
  await added(clinic, records, [given('findings.txt', Buffer.from(`A foreign body, perhaps a ${word}, was felt.`))])
  const theirs = await windowOf(browser, page, specialist)
  const look = async () => {
    await theirs.goto(`/search?q=${word}`)
    return theirs.getByRole('list', { name: 'Records found' })
  }
  const hit = await look()
  await expect(hit.getByRole('link', { name: 'findings.txt' })).toBeVisible()
  await expect(hit.locator('mark')).toHaveText(word)
  await expectNoAxeViolations(theirs, 'what was found')
  await hit.getByRole('link', { name: 'findings.txt' }).click()
  await expect(theirs.getByText(/A foreign body, perhaps/)).toBeVisible()
  await ownerPool().query('update "Agreement" set "revokedAt" = now() where "caseId" = $1', [at.id])
  await look()
  await expect(theirs.getByText('No case has these words')).toBeVisible()
})

const SAMPLES = path.join(import.meta.dirname, '../../shared/samples/records')
const sample = (file: string) => readFileSync(path.join(SAMPLES, file))

if (existsSync(SAMPLES)) {
  test('a HEIC photo is shown @once', async ({ browser, page }) => {
    const { owner, records } = await scene()
    const mine = await windowOf(browser, page, owner)
    await added(mine, records, [given('IMG_2682.heic', sample('photo/IMG_2682.heic'), 'image/heic')])
    await opened(mine, records, 'IMG_2682.heic')
    const wide = () => mine.locator('.doc-picture img').evaluate((one) => (one as HTMLImageElement).naturalWidth)
    await expect.poll(wide).toBeGreaterThan(1000)
  })

  /** A film on its page, its first picture there, and the ranges that were read of it so far. */
  async function filmOf(browser: Browser, page: Page, bytes: Buffer) {
    const { owner, records } = await scene()
    const mine = await windowOf(browser, page, owner)
    await mine.goto(records)
    await mine.waitForLoadState('networkidle')
    await mine.getByLabel('Choose files').setInputFiles([given('limp.mp4', bytes, 'video/mp4')])
    await expect(mine.getByRole('heading', { name: 'limp.mp4', level: 4 })).toBeVisible({ timeout: 30_000 })
    const ranges: string[] = []
    mine.on('response', (one) => one.status() === 206 && ranges.push(one.url()))
    await opened(mine, records, 'limp.mp4')
    const film = mine.locator('video')
    const state = () => film.evaluate((one) => (one as HTMLVideoElement).readyState)
    await expect.poll(state).toBeGreaterThanOrEqual(2)
    const seek = (part: number) =>
      film.evaluate((one, of) => {
        const video = one as HTMLVideoElement
        video.currentTime = video.duration * of
      }, part)
    const at = () =>
      film.evaluate((one) => {
        const video = one as HTMLVideoElement
        return video.seeking || video.readyState < 2 ? null : video.currentTime / video.duration
      })
    return { mine, ranges, seek, at }
  }
  const phoneFilm = () => sample('video/VID_20191220_170832.mp4')

  test('a film is played and sought in by ranges of its bytes @once', async ({ browser, page }) => {
    const { mine, ranges, seek, at } = await filmOf(browser, page, phoneFilm())
    await seek(0.9)
    await expect.poll(at).toBeCloseTo(0.9, 1)
    expect(ranges.length).toBeGreaterThan(0)
    await expect(mine.getByText(/begins anew/)).toBeHidden()
  })

  test('a film that is damaged in its middle begins anew, as often as it takes @once', async ({ browser, page }) => {
    const bytes = phoneFilm()
    bytes.fill(0xff, Math.round(bytes.length * 0.6), Math.round(bytes.length * 0.9))
    const { mine, seek, at } = await filmOf(browser, page, bytes)
    for (let time = 0; time < 2; time += 1) {
      await seek(0.9)
      await expect(mine.getByText(/could not play it from there, so it begins anew/)).toBeVisible()
      await expect.poll(at).toBe(0)
    }
  })
}
