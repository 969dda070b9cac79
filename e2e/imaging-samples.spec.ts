import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { pane, place } from './imaging/canvas.ts'
import { scene, windowOf } from './imaging/scene.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Real files of every transfer syntax, and broken ones: each is shown, or said why not. They are not part of the repository.

const folders = ['syntax', 'us', 'vet', 'xray', 'mr', 'multiframe', 'no-pixel', 'malformed']
const SAMPLES = ['../../shared', '../../../shared']
  .map((shared) => path.join(import.meta.dirname, shared, 'samples/dicom'))
  .find((folder) => existsSync(folder))
const files = SAMPLES
  ? folders.flatMap((folder) => readdirSync(path.join(SAMPLES, folder)).map((name) => path.join(SAMPLES, folder, name)))
  : []

useOwnerPool()

test(`${files.length} real files are shown, or said why not`, { tag: '@once' }, async ({ browser, page }) => {
  test.setTimeout(60_000 + files.length * 3000)
  if (files.length === 0) return
  const { owner, records, imaging, at } = await scene()
  const mine = await windowOf(browser, page, owner)
  await mine.goto(records)
  await mine.waitForLoadState('networkidle')
  await mine.getByLabel('Choose files').setInputFiles(files)
  await expect.poll(() => settled(at.id), { timeout: 120_000, message: 'every file comes to a clear state' }).toBe(true)
  await mine.goto(imaging)
  const outcomes = await lookThrough(mine)
  process.stdout.write(`${outcomes.join('\n')}\n`)
  expect(outcomes.filter((outcome) => outcome.startsWith('shown')).length).toBeGreaterThan(45)
})

async function settled(caseId: string): Promise<boolean> {
  const { rows } = await ownerPool().query<{ open: number; all: number }>(
    `select count(*) filter (where status in ('UPLOADING', 'CHECKING'))::int as open, count(*)::int as all from "Record" where "caseId" = $1`,
    [caseId],
  )
  return rows[0] !== undefined && rows[0].open === 0 && rows[0].all >= files.length / 2
}

/** Opens every series and looks at its images one by one. */
async function lookThrough(mine: Page): Promise<string[]> {
  const buttons = mine.getByRole('navigation', { name: 'Series' }).getByRole('button')
  await expect(buttons.first()).toBeVisible()
  const outcomes: string[] = []
  for (let series = 0; series < (await buttons.count()); series += 1) {
    await buttons.nth(series).click()
    await expect(pane(mine)).toHaveAttribute('data-phase', /OPEN$|FAILED|CLOSED/, { timeout: 15_000 })
    await pane(mine).locator('.viewer-focus').focus()
    const images = await imagesIn(mine)
    // A series opens at the first image that can be shown, which need not be its first one.
    await mine.keyboard.press('Home')
    for (let image = 1; image <= images; image += 1) {
      if (images > 1) await expect(place(mine)).toHaveText(new RegExp(`^${image}\\b`))
      outcomes.push(await outcomeOf(mine))
      await mine.keyboard.press('ArrowDown')
    }
  }
  return outcomes
}

/** How many there are in the series that is open, once all of them are in or have been tried in vain. */
async function imagesIn(mine: Page): Promise<number> {
  if ((await pane(mine).getAttribute('data-phase')) !== 'OPEN') return 1
  const words = await place(mine).textContent()
  const images = Number(/(\d+)\D*$/.exec(words ?? '')?.[1] ?? 1)
  await expect(pane(mine)).toHaveAttribute('data-settled', String(images), { timeout: 15_000 })
  return images
}

/** An image is drawn a frame or two after it is chosen: one that stays blank is told as such. */
async function outcomeOf(mine: Page): Promise<string> {
  const look = () => pane(mine).evaluate(whatStands)
  await expect.poll(async () => (await look()).words, { timeout: 5000 }).not.toBe('BLANK')
  const { file, words } = await look()
  return `${words}: ${file}`
}

/** Runs in the page. */
function whatStands(shown: Element): { file: string; words: string } {
  const file = shown.getAttribute('data-file') ?? ''
  const said = shown.querySelector('[role=alert] p')?.textContent
  if (said) return { file, words: `said (${said.slice(0, 60)})` }
  const canvas = shown.querySelector('canvas')
  const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
  const greys = new Set<number>()
  for (let at = 0; at < pixels.length; at += 16) greys.add(pixels[at] ?? 0)
  return { file, words: greys.size > 1 ? 'shown' : 'BLANK' }
}
