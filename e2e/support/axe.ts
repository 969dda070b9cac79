import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** The rules that every page is measured by. */
export const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails with every finding of axe on the page as it stands, in light and in dark. `name` tells the state in the report. */
export async function expectNoAxeViolations(page: Page, name: string): Promise<void> {
  // Before any colour changes: no colour is measured halfway through a change.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // A page that is being read again has no title for a moment; what is wrong with it stays wrong.
    await expect.poll(() => findings(page), { message: `axe on ${name}, ${colorScheme}`, timeout: 10_000 }).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}
