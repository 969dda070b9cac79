import type { Locator, Page } from '@playwright/test'
import { expect } from '../support/test.ts'

// What stands on the canvas of the viewer, read as pixels.

export const pane = (page: Page, at = 0): Locator => page.locator(`[data-pane="${at}"]`)
export const place = (page: Page): Locator => pane(page).locator('[data-place]')

/** Waits until all images of a series are in, or have been tried in vain. */
export async function untilIn(page: Page, images: number, at = 0): Promise<void> {
  await expect(pane(page, at)).toHaveAttribute('data-phase', 'OPEN', { timeout: 30_000 })
  await expect(pane(page, at)).toHaveAttribute('data-settled', String(images), { timeout: 30_000 })
}

/** The grey value in the middle of the canvas, from 0 to 255. */
export const greyInTheMiddle = (page: Page): Promise<number> =>
  pane(page)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const pen = canvas.getContext('2d')
      return pen?.getImageData(Math.floor(canvas.width / 2), Math.floor(canvas.height / 2), 1, 1).data[0] ?? -1
    })

/** Watches each frame that the browser draws, from now on. Call what it returns for how many, and how many were black. */
export async function watchFrames(page: Page): Promise<() => Promise<{ frames: number; blank: number }>> {
  const watched = await pane(page)
    .locator('canvas')
    .first()
    .evaluateHandle((canvas: HTMLCanvasElement) => {
      const seen = { frames: 0, blank: 0, on: true }
      const look = () => {
        const pen = canvas.getContext('2d')
        const row = pen?.getImageData(0, Math.floor(canvas.height / 2), canvas.width, 1).data ?? []
        seen.frames += 1
        if (!row.some((value, at) => at % 4 < 3 && value > 20)) seen.blank += 1
        if (seen.on) requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
      return seen
    })
  return async () => {
    const { frames, blank } = await watched.evaluate((seen) => {
      seen.on = false
      return seen
    })
    return { frames, blank }
  }
}

/** Draws on the image from one point to another, relative to its middle. */
export async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const box = await pane(page).locator('.viewer-canvas').boundingBox()
  if (!box) throw new Error('no canvas')
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]
  await page.mouse.move(x + from[0], y + from[1])
  await page.mouse.down()
  await page.mouse.move(x + (from[0] + to[0]) / 2, y + (from[1] + to[1]) / 2, { steps: 3 })
  await page.mouse.move(x + to[0], y + to[1], { steps: 3 })
  await page.mouse.up()
}
