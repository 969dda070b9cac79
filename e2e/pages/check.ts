import type { ConsoleMessage, Page, Response } from '@playwright/test'
import { axeFindings } from '../support/axe.ts'
import { type PageFacts, readPage, unseenFocus } from './inside.ts'
import { open } from './open.ts'
import type { Visit } from './visits.ts'

// What every page must be, whoever reads it: answered as meant, quiet, as wide as the screen, and open to everybody.

/** What is drawn in the browser may take a while on a busy machine: a page of a PDF needs its reader and the file first. */
const PATIENCE = { timeout: 10_000 }

/** Opens the page once and tells all that is wrong with it, in words; nothing when all is well. */
export async function findingsAt(page: Page, visit: Visit, address: string): Promise<string[]> {
  const heard = listen(page, visit)
  const answer = await open(page, visit, address)
  // What a page does not have is drawn by Next in the browser, a moment after the document has come.
  await page
    .waitForFunction(() => document.querySelector('h1') && document.documentElement.lang, null, PATIENCE)
    .catch(() => null)
  await page.waitForFunction(showsIt, wanted(visit), PATIENCE).catch(() => null)
  const facts = await page.evaluate(readPage)
  const findings = [...judgeAnswer(visit, address, answer, page.url()), ...judgeFacts(visit, facts)]
  // The key press tells the browser that the keyboard is in use, as for somebody who tabs through the page.
  await page.keyboard.press('Tab')
  findings.push(...(await page.evaluate(unseenFocus)).map((element) => `focus cannot be seen on ${element}`))
  // What a fold hides is looked at, too.
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details')) fold.open = true
  })
  for (const scheme of ['light', 'dark'] as const) findings.push(...(await axeFindings(page, scheme)))
  await page.emulateMedia({ colorScheme: 'light' })
  findings.push(...heard.stop())
  return findings
}

const wanted = ({ shows }: Visit): { words?: string; pattern?: string; flags?: string } =>
  typeof shows === 'string' ? { words: shows } : { pattern: shows.source, flags: shows.flags }

/** Runs in the page. */
function showsIt({ words, pattern, flags }: ReturnType<typeof wanted>): boolean {
  const text = document.body.innerText
  return words === undefined ? new RegExp(pattern!, flags).test(text) : text.includes(words)
}

/** What the browser complains about while the page is open. */
function listen(page: Page, { status }: Visit): { stop: () => string[] } {
  const complaints: string[] = []
  const said = (message: ConsoleMessage) => {
    // A page that is meant to be missing, or away, is reported by the browser as such.
    const expected = status !== 200 && message.text().includes(`status of ${status}`)
    if (message.type() === 'error' && !expected) complaints.push(`console: ${message.text()} ${message.location().url}`)
  }
  const thrown = (error: Error) => complaints.push(`error: ${error.message}`)
  page.on('console', said).on('pageerror', thrown)
  return {
    stop() {
      page.off('console', said).off('pageerror', thrown)
      return complaints
    },
  }
}

function judgeAnswer(visit: Visit, address: string, answer: Response | null, end: string): string[] {
  const findings: string[] = []
  if (answer?.status() !== visit.status) findings.push(`answered ${answer?.status()}, not ${visit.status}`)
  const { pathname } = new URL(end)
  const [asked = ''] = address.split('?')
  const arrived = visit.leadsTo ? visit.leadsTo.test(pathname) : pathname === asked
  if (!arrived) findings.push(`led to ${pathname}`)
  return findings
}

function judgeFacts(visit: Visit, facts: PageFacts): string[] {
  const { headings, title, lang, width, screen, text, wide } = facts
  const shown = typeof visit.shows === 'string' ? text.includes(visit.shows) : visit.shows.test(text)
  return [
    ...(shown ? [] : [`does not show ${visit.shows}`]),
    ...(headings.length === 1 ? [] : [`has ${headings.length} h1: ${headings.join(', ')}`]),
    ...(/^\S.* · Conferral$|^Conferral: /.test(title) ? [] : [`has the title "${title}"`]),
    ...(lang === 'en' ? [] : [`has the language "${lang}"`]),
    ...(width <= screen ? [] : [`is ${width} px wide on a screen of ${screen}: ${wide.join(', ')}`]),
  ]
}
