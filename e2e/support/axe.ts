import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { untilStill } from '../pages/inside.ts'

/** The rules that every page is measured by. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]
type Tool = { run: (where: Document, how: object) => Promise<{ violations: Violation[] }> }
type Scheme = 'light' | 'dark'

/** The axe that @axe-core/playwright brings, put into a page once for both runs; its builder would do so four times. */
const source = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)

/**
 * What axe finds on the page as it stands, in words. All rules in light; in dark only the colours can differ. What passes is not
 * worked out in detail.
 */
export async function axeFindings(page: Page, scheme: Scheme): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.evaluate(untilStill)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const violations = await page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: Tool }
      return (await axe.run(document, options)).violations
    },
    { runOnly: scheme === 'light' ? TAGS : ['color-contrast'], resultTypes: ['violations'] },
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe, ${scheme}: ${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

/** Fails with every finding of axe on the page as it stands, in light and in dark. `name` tells the state in the report. */
export async function expectNoAxeViolations(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const)
    // A page that is being read again has no title for a moment; what is wrong with it stays wrong.
    await expect
      .poll(() => axeFindings(page, scheme), { message: `axe on ${name}, ${scheme}`, timeout: 10_000 })
      .toEqual([])
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}
