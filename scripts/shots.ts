// npm run shots: every page as everybody who reads it (the visits of e2e/pages), 390 and 1280 px wide, in light and in dark,
// as pictures with an index.html to flip through. Looks at the product that runs (`npm start`).
//   npm run shots -- --only queue,agree     visits whose name has one of these words
//   npm run shots -- --out /tmp/before      another folder than .shots/
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContextOptions, chromium } from '@playwright/test'
import { untilStill } from '../e2e/pages/inside.ts'
import { open } from '../e2e/pages/open.ts'
import { addressOf, type Visit, VISITS } from '../e2e/pages/visits.ts'
import { openWorld, secretIn, type World } from '../e2e/pages/world.ts'
import { ADDRESSES_FILE, type Addresses, addressesIn } from '../e2e/support/addresses.ts'
import { chromiumArgs, findChromium } from './chromium.ts'
import { album, SCHEMES, shotName } from './shots/album.ts'

const root = path.join(import.meta.dirname, '..')
const SCREENS: BrowserContextOptions[] = [
  { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  { viewport: { width: 1280, height: 900 } },
]

type Studio = { browser: Browser; world: World; product: Addresses; out: string; visits: Visit[] }

const { values: options } = parseArgs({ options: { only: { type: 'string' }, out: { type: 'string' } } })
const out = path.resolve(options.out ?? path.join(root, '.shots'))
const words = options.only?.split(',') ?? []
const visits = VISITS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
await takeAll()

async function takeAll(): Promise<void> {
  const file = process.env[ADDRESSES_FILE] ?? path.join(root, '.data/running.json')
  const product = addressesIn(file)
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) })
  const world = await openWorld(product, secretIn(file))
  try {
    if (words.length === 0) rmSync(out, { recursive: true, force: true })
    mkdirSync(out, { recursive: true })
    await Promise.all(SCREENS.map((screen) => takeOn(screen, { browser, world, product, out, visits })))
    writeFileSync(path.join(out, 'index.html'), album(visits))
  } finally {
    await world.end()
    await browser.close()
  }
  console.log(`${visits.length} visits: ${path.join(out, 'index.html')}`)
}

/** All visits on one screen, in one window that changes hands. */
async function takeOn(screen: BrowserContextOptions, studio: Studio): Promise<void> {
  const { browser, world, product, out: folder } = studio
  const context = await browser.newContext({ ...screen, baseURL: product.web, reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const visit of studio.visits) {
    await context.clearCookies()
    await context.addCookies(await world.cookies(visit.as, visit.of))
    await open(page, visit, addressOf(visit, world))
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(untilStill)
      const name = shotName(visit.name, screen.viewport?.width ?? 0, colorScheme)
      await page.screenshot({ path: path.join(folder, name), fullPage: true })
    }
  }
}
