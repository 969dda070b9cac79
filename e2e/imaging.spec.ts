import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ctSeries, dxImage } from '#lib/fixtures/dicom.ts'
import { usCine } from '#lib/fixtures/dicom-cine.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { addImages as add, scene, windowOf } from './imaging/scene.ts'
import { drag, greyInTheMiddle, pane, place, untilIn, watchFrames } from './imaging/canvas.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Images in a browser: what is drawn, measured, played, attached; what cannot be shown; and consent that ends meanwhile.

test.describe.configure({ timeout: 120_000 })

const SLICES = 12
/** Of the generated series. */
const MM_A_PIXEL = 0.7

useOwnerPool()

let folder: string
let files: { ct: string[]; xray: string; cine: string; broken: string }
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-imaging-'))
  const ct = ctSeries(7, SAMPLE_FACTS, SLICES)
  files = {
    ct: await Promise.all(ct.map((bytes, at) => onDisk(`slice ${at + 1}.dcm`, bytes))),
    xray: await onDisk('thorax.dcm', dxImage(7, SAMPLE_FACTS)),
    cine: await onDisk('heart.dcm', usCine(7, SAMPLE_FACTS, 24)),
    broken: await onDisk('slice 3.dcm', cutShort(ct[2]!)),
  }
})
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const onDisk = async (name: string, bytes: Uint8Array): Promise<string> => {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}-${name}`)
  await writeFile(file, bytes)
  return file
}

/** Says that each pixel takes twice the bytes that there are. */
function cutShort(file: Buffer): Buffer {
  const bitsAllocated = file.indexOf(Buffer.from([0x28, 0x00, 0x00, 0x01, 0x55, 0x53, 0x02, 0x00]))
  const cut = Buffer.from(file)
  cut.writeUInt16LE(32, bitsAllocated + 8)
  return cut
}

test('a CT is looked through: windows, every slice, a measured distance, cine, what the file says', async ({
  browser,
  page,
}) => {
  const { owner, records, imaging } = await scene()
  const mine = await windowOf(browser, page, owner)
  await add(mine, records, files.ct, SLICES)
  await mine.goto(imaging)
  await untilIn(mine, SLICES)
  await expect(place(mine)).toHaveText(`1 / ${SLICES}`)
  await expectNoAxeViolations(mine, 'the viewer')

  await mine.locator('.viewer-focus').first().focus()
  const [tissue, lung] = [await greyInTheMiddle(mine), mine.getByLabel('Window', { exact: true })]
  await lung.selectOption({ label: '3 Lung' })
  await expect(pane(mine).locator('[data-window]')).toHaveText('W 1500 L -600')
  await expect.poll(() => greyInTheMiddle(mine)).not.toBe(tissue)
  await mine.locator('.viewer-focus').first().focus()
  await mine.keyboard.press('1')
  await expect.poll(() => greyInTheMiddle(mine)).toBe(tissue)

  const stop = await watchFrames(mine)
  for (let at = 2; at <= SLICES; at += 1) {
    await mine.keyboard.press('ArrowDown')
    await expect(place(mine)).toHaveText(`${at} / ${SLICES}`)
  }
  const { frames, blank } = await stop()
  // How many there were is the machine's; none of them may be blank.
  expect(frames).toBeGreaterThan(0)
  expect(blank).toBe(0)

  await mine.keyboard.press('o')
  await mine.keyboard.press('l')
  await drag(mine, [-50, 0], [50, 0])
  await mine.keyboard.press('m')
  await expect(mine.getByRole('complementary', { name: 'Measurements' })).toContainText(
    `Length ${(100 * MM_A_PIXEL).toFixed(1)} mm`,
  )
  await mine.keyboard.press('t')
  await mine.getByLabel('Find in the file’s data').fill('pixel spacing')
  await expect(mine.getByRole('complementary', { name: 'What the file says' })).toContainText('0.7 × 0.7')
  await expectNoAxeViolations(mine, 'the viewer, with what the file says')
  await mine.locator('.viewer-focus').first().focus()
  await mine.keyboard.press('t')

  await mine.keyboard.press('Home')
  await mine.keyboard.press(' ')
  await expect(place(mine)).toHaveText(/^[3-9] /)
  await mine.keyboard.press(' ')

  await mine.reload()
  await untilIn(mine, SLICES)
  await mine.keyboard.press('m')
  await expect(mine.getByRole('complementary', { name: 'Measurements' })).toContainText('Length 70.0 mm')
})

test('a clip of ultrasound plays, as fast as it was recorded', { tag: '@once' }, async ({ browser, page }) => {
  const { owner, records, imaging } = await scene()
  const mine = await windowOf(browser, page, owner)
  await add(mine, records, [files.cine], 1)
  await mine.goto(imaging)
  await untilIn(mine, 24)
  await expect(mine.getByLabel('Speed')).toHaveValue('25')
  await mine.getByRole('button', { name: 'Play' }).click()
  await expect(place(mine)).toHaveText(/^1\d \/ 24/)
  await mine.getByRole('button', { name: 'Stop' }).click()
  const stopped = await place(mine).innerText()
  await mine.getByRole('button', { name: 'As it was' }).click()
  await expect(place(mine)).toHaveText(stopped)
})

test('what cannot be shown is said in its place, with a download; the others are shown @once', async ({
  browser,
  page,
}) => {
  const { owner, records, imaging } = await scene()
  const mine = await windowOf(browser, page, owner)
  await add(mine, records, [files.ct[0]!, files.ct[1]!, files.broken, files.ct[3]!], 4)
  await mine.goto(imaging)
  await untilIn(mine, 4)
  await mine.locator('.viewer-focus').first().focus()
  await mine.keyboard.press('ArrowDown')
  await mine.keyboard.press('ArrowDown')
  await expect(place(mine)).toHaveText('3 / 4')
  await expect(pane(mine).getByRole('alert')).toContainText('This image is cut short')
  await expect(pane(mine).getByRole('link', { name: 'Download the file' })).toHaveAttribute(
    'href',
    /disposition=attachment/,
  )
  await expectNoAxeViolations(mine, 'the viewer, with an image that cannot be shown')
  await mine.locator('.viewer-focus').first().focus()
  await mine.keyboard.press('ArrowDown')
  await expect(pane(mine).getByRole('alert')).toBeHidden()
  await expect.poll(() => greyInTheMiddle(mine)).toBeGreaterThan(20)
})

test('the view goes into a message, as a picture with what was measured @once', async ({ browser, page }) => {
  const { owner, specialist, records, imaging, thread } = await scene()
  const mine = await windowOf(browser, page, owner)
  await add(mine, records, [files.xray], 1)
  const theirs = await windowOf(browser, page, specialist)
  await theirs.goto(imaging)
  await untilIn(theirs, 1)
  await theirs.getByRole('button', { name: 'Attach view' }).click()
  const dialog = theirs.getByRole('dialog', { name: 'Attach this view' })
  await expect(dialog.getByRole('img')).toBeVisible()
  await expect(dialog.getByLabel('What it shows')).toHaveValue('DX Lateral, image 1 of 1')
  await dialog.getByLabel('What it shows').fill('Look at the cardiac shadow')
  await expectNoAxeViolations(theirs, 'attaching a view')
  await dialog.getByRole('button', { name: 'Add to the records' }).click()
  await dialog.getByRole('link', { name: 'Write a message with it' }).click({ timeout: 30_000 })
  await expect(theirs).toHaveURL(/\/thread\?attach=/)
  await expect(theirs.getByLabel('Message', { exact: true })).toHaveValue('Look at the cardiac shadow')
  await expect(theirs.getByRole('checkbox', { name: 'DX Lateral, image 1.png' })).toBeChecked()
  await theirs.getByRole('button', { name: 'Post to everyone' }).click()
  await expect(theirs.getByRole('article').filter({ hasText: 'Look at the cardiac shadow' })).toContainText(
    'image 1.png',
  )
  await expect(theirs).toHaveURL(/\/thread$/)

  await mine.goto(thread)
  await expect(mine.getByRole('article').filter({ hasText: 'Look at the cardiac shadow' })).toContainText('image 1.png')
})

test('consent that ends closes what is open, and a link to it is worth nothing @once', async ({ browser, page }) => {
  const { owner, specialist, records, imaging, at } = await scene()
  const mine = await windowOf(browser, page, owner)
  await add(mine, records, files.ct, SLICES)
  const theirs = await windowOf(browser, page, specialist)
  await theirs.goto(imaging)
  await untilIn(theirs, SLICES)

  await mine.goto(`/cases/${at.id}/consent`)
  await mine.getByText('End the release', { exact: true }).click()
  await mine.getByRole('button', { name: 'End it now' }).click()
  await expect(theirs.getByText('No images are shared with you')).toBeVisible({ timeout: 15_000 })
  await expect(pane(theirs)).toHaveCount(0)
})

test('two series side by side scroll together', { tag: '@once' }, async ({ browser, page }) => {
  const { owner, records, imaging } = await scene()
  const mine = await windowOf(browser, page, owner)
  await add(mine, records, files.ct, SLICES)
  await mine.goto(imaging)
  await untilIn(mine, SLICES)
  await mine.locator('.viewer-focus').first().focus()
  await mine.keyboard.press('d')
  await pane(mine, 1).click()
  await mine.getByRole('navigation', { name: 'Series' }).getByRole('button').first().click()
  await untilIn(mine, SLICES, 1)
  await pane(mine, 1).locator('.viewer-focus').focus()
  await mine.keyboard.press('PageDown')
  await expect(pane(mine, 1).locator('[data-place]')).toHaveText(`11 / ${SLICES}`)
  await expect(pane(mine, 0).locator('[data-place]')).toHaveText(`11 / ${SLICES}`)
  await expectNoAxeViolations(mine, 'two series side by side')
  await mine.keyboard.press('?')
  await expect(mine.getByRole('dialog', { name: 'Keys of the viewer' })).toBeVisible()
  await expectNoAxeViolations(mine, 'the keys of the viewer')
})

test('without JavaScript the series are listed, and what to do is said @phone', async ({ browser, page }) => {
  const { owner, records, imaging } = await scene()
  await add(await windowOf(browser, page, owner), records, [files.xray], 1)
  const plain = await windowOf(browser, page, owner, false)
  await plain.goto(imaging)
  expect(await plain.content()).toContain('Looking at images needs JavaScript')
  await expect(plain.getByRole('link', { name: 'To the files' })).toBeVisible()
  await expect(plain.getByRole('listitem').filter({ hasText: 'DX Lateral, 1 image' })).toBeVisible()
})
