import type { Browser, Page } from '@playwright/test'
import type { PersonActor } from '#lib/access/actor.ts'
import { addresses } from '../support/addresses.ts'
import { expect } from '../support/test.ts'

/** What was run on a page although it was only to be read. */
type Hits = { __hit?: number }

/** A window of somebody who is signed in, that notes what runs in it. */
export async function windowOf(browser: Browser, page: Page, who: PersonActor, script = true): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({ baseURL: web, viewport: page.viewportSize(), javaScriptEnabled: script })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

/** HTML that would run, or show itself, wherever it is not taken for text. */
export const html = (what: string): string => `<b>${what}</b><img src=x onerror="window.__hit=1">`

/** Everything that was typed is on the page as it was typed, none of it became an element, and nothing ran. */
export async function expectAsText(page: Page, typed: string[], where: string): Promise<void> {
  for (const text of typed)
    await expect(page.getByText(text).filter({ visible: true }).first(), `${text} in ${where}`).toBeVisible()
  await expectNothingRan(page, where)
}

async function expectNothingRan(page: Page, where: string): Promise<void> {
  await expect(page.locator('img[src="x"]'), where).toHaveCount(0)
  expect(await page.evaluate(() => (window as Hits).__hit), where).toBeUndefined()
}

/** Fails the test if any of the pages opens a dialog. */
export function refuseDialogs(pages: Page[]): void {
  for (const page of pages)
    page.on('dialog', (dialog) => {
      throw new Error(`a dialog was opened at ${page.url()}: ${dialog.message()}`)
    })
}
