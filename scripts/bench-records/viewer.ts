import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import dicomParser from 'dicom-parser'
import { ctSeries } from '#lib/fixtures/dicom.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { product, type Product } from './product.ts'
import type { BenchRow } from './row.ts'

// How soon a CT of 30 slices of 512 x 512 is seen in a browser that has nothing in its cache, and whether scrolling stays whole.

const SLICES = 30
const RUNS = 3
const GOAL_MS = 2000

type Scene = { imaging: string; records: string; session: string }
type Times = { first: number; all: number; blank: number; frames: number }

export async function rows(): Promise<BenchRow[]> {
  const running = await product()
  const scene = await layOut()
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) })
  try {
    await upload(await windowOf(browser, running, scene), running, scene)
    const runs: Times[] = []
    for (let run = 0; run < RUNS; run += 1) runs.push(await openOnce(browser, running, scene))
    const middle = (of: (times: Times) => number) =>
      runs.map(of).toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN
    return [
      row(
        'first image of a 30-slice CT',
        middle(({ first }) => first),
        'at most 1',
      ),
      row(
        'all slices of it in',
        middle(({ all }) => all),
        'none, for reading',
      ),
      blankRow(runs),
    ]
  } finally {
    await browser.close()
  }
}

const row = (name: string, value: number, goal: string): BenchRow => ({
  ...{ name, value, unit: 'ms after opening the page, nothing cached', against: 'the goal of 2.0 s', floor: GOAL_MS },
  ...{ ratio: value / GOAL_MS, goal },
})

const blankRow = (runs: readonly Times[]): BenchRow => {
  const [blank, frames] = [
    runs.reduce((sum, run) => sum + run.blank, 0),
    runs.reduce((sum, run) => sum + run.frames, 0),
  ]
  return {
    ...{
      name: 'blank frames while scrolling',
      value: blank,
      unit: 'frames',
      against: 'frames drawn meanwhile',
      floor: frames,
    },
    ...{ ratio: blank / frames, goal: '0' },
  }
}

async function layOut(): Promise<Scene> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate')]
  const { id } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
  return { imaging: `/cases/${id}/records/imaging`, records: `/cases/${id}/records`, session: owner.sessionId }
}

async function windowOf(browser: Browser, { web }: Product, { session }: Scene): Promise<Page> {
  const context = await browser.newContext({ baseURL: web, viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name: 'next-auth.session-token', value: session, url: web }])
  return context.newPage()
}

/** Through the page, as a person adds them, until all stand among the images. */
async function upload(page: Page, { folder }: Product, { records }: Scene): Promise<void> {
  const place = path.join(folder, 'ct')
  await mkdir(place)
  const files = ctSeries('bench', SAMPLE_FACTS, SLICES).map((bytes, at) => ({
    file: path.join(place, `${at}.dcm`),
    bytes,
  }))
  for (const { file, bytes } of files) await writeFile(file, atFullSize(bytes))
  await page.goto(records)
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Choose files').setInputFiles(files.map(({ file }) => file))
  const api = `/api${records.replace('/records', '/imaging')}`
  for (let tries = 0; tries < 120; tries += 1) {
    const { studies } = (await (await page.request.get(api)).json()) as { studies: { series: { images: number }[] }[] }
    if (studies[0]?.series[0]?.images === SLICES) return page.context().close()
    await page.waitForTimeout(500)
  }
  throw new Error('the slices did not arrive')
}

/** The generated slices are 256 x 256; each pixel becomes four. */
function atFullSize(file: Buffer): Buffer {
  const { elements } = dicomParser.parseDicom(file)
  const [rowsAt, columnsAt, pixels] = [elements['x00280010'], elements['x00280011'], elements['x7fe00010']]
  if (!rowsAt || !columnsAt || !pixels) throw new Error('no picture')
  const size = file.readUInt16LE(columnsAt.dataOffset)
  const head = Buffer.from(file.subarray(0, pixels.dataOffset))
  for (const at of [rowsAt, columnsAt]) head.writeUInt16LE(2 * size, at.dataOffset)
  head.writeUInt32LE(4 * pixels.length, pixels.dataOffset - 4)
  const large = Buffer.alloc(4 * pixels.length)
  for (let at = 0; at < 4 * size * size; at += 1) {
    const [x, y] = [Math.floor((at % (2 * size)) / 2), Math.floor(at / (2 * size) / 2)]
    file.copy(large, 2 * at, pixels.dataOffset + 2 * (y * size + x), pixels.dataOffset + 2 * (y * size + x) + 2)
  }
  return Buffer.concat([head, large])
}

/** A browser window without a cache: from the start of the navigation. */
async function openOnce(browser: Browser, running: Product, scene: Scene): Promise<Times> {
  const page = await windowOf(browser, running, scene)
  await page.addInitScript(watch)
  await page.goto(scene.imaging)
  const { first, all } = (await page
    .waitForFunction(() => window.seen?.all && window.seen)
    .then((seen) => seen.jsonValue())) as Times
  await page.locator('.viewer-focus').first().focus()
  await page.evaluate(() => window.seen && Object.assign(window.seen, { blank: 0, frames: 0 }))
  for (let at = 0; at < 2 * SLICES; at += 1) await page.keyboard.press(at < SLICES ? 'ArrowDown' : 'ArrowUp')
  const { blank, frames } = (await page.evaluate(() => window.seen)) as Times
  await page.context().close()
  return { first, all, blank, frames }
}

declare global {
  interface Window {
    seen?: Times
  }
}

/** Runs in the page: looks at each frame whether there is a picture, and notes when it came. */
function watch(): void {
  const seen: Times = { first: 0, all: 0, blank: 0, frames: 0 }
  window.seen = seen
  const look = () => {
    requestAnimationFrame(look)
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane] canvas')
    if (!canvas?.width) return
    const line = canvas.getContext('2d')?.getImageData(0, Math.floor(canvas.height / 2), canvas.width, 1).data ?? []
    const picture = line.some((value, at) => at % 4 < 3 && value > 20)
    seen.frames += 1
    if (!picture) seen.blank += 1
    seen.first ||= picture ? performance.now() : 0
    const settled = document.querySelector('[data-pane]')?.getAttribute('data-settled')
    seen.all ||= picture && settled === '30' ? performance.now() : 0
  }
  requestAnimationFrame(look)
}
