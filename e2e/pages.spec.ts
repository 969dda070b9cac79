import { publicPages } from '../scripts/laws/public-pages.ts'
import { pages } from './matrix/entrances.ts'
import { findingsAt } from './pages/check.ts'
import { addressOf, HANDFULS, VISITS } from './pages/visits.ts'
import { openWorld, secretIn, type World } from './pages/world.ts'
import { ADDRESSES_FILE, addresses } from './support/addresses.ts'
import { expect, test } from './support/test.ts'

// Every page, as everybody who reads it, on a phone and on a desk, in light and in dark.

// What is wrong is told in words; a trace of a hundred pages would cost more than looking at them.
test.use({ trace: 'off', screenshot: 'off' })

let world: World
test.beforeAll(async () => {
  world = await openWorld(addresses(), secretIn(process.env[ADDRESSES_FILE] ?? ''))
})
test.afterAll(async () => {
  await world.end()
})

test('every page has a visit, and every visit a page of its own name @once', () => {
  const there = pages(publicPages).map((page) => page.kind === 'page' && page.pattern)
  const visited = new Set(VISITS.flatMap(({ page }) => page ?? []))
  expect(
    there.filter((pattern) => !visited.has(pattern as string)),
    'pages without a visit in e2e/pages/visits.ts',
  ).toEqual([])
  expect(
    [...visited].filter((pattern) => !there.includes(pattern)),
    'visits to pages that are not there',
  ).toEqual([])
  const names = VISITS.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('a page with faults is found out @once', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', bypassCSP: true })
  await context.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () => {
      document.documentElement.lang = ''
      document.head.append(
        Object.assign(document.createElement('style'), {
          textContent: 'a:focus-visible { outline: none } @media (prefers-color-scheme: dark) { p { color: #333 } }',
        }),
      )
      document.body.append(
        Object.assign(document.createElement('h1'), { textContent: 'Another', style: 'width: 2000px' }),
      )
      console.error('something is wrong')
    }),
  )
  const visit = VISITS.find(({ name }) => name === 'privacy')!
  const found = await findingsAt(await context.newPage(), { ...visit, status: 201, shows: 'Nowhere' }, '/privacy')
  await context.close()
  const said = found.join('\n')
  for (const fault of [
    'answered 200, not 201',
    'does not show Nowhere',
    'has 2 h1',
    'has the language ""',
    'px wide on a screen of 1280',
    'focus cannot be seen on <a',
    'console: something is wrong',
    'axe, light: html-has-lang',
    'axe, dark: color-contrast',
  ])
    expect(said).toContain(fault)
})

for (const [handful, visits] of Object.entries(HANDFULS))
  test(`every page is open to everybody: ${handful}`, async ({ browser }) => {
    test.setTimeout(150_000)
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light' })
    const page = await context.newPage()
    for (const visit of visits) {
      // One window that changes hands: what all pages share is fetched once. What the page before still fetches is not theirs.
      await page.goto('about:blank')
      await context.clearCookies()
      await context.addCookies(await world.cookies(visit.as, visit.of))
      const found = await findingsAt(page, visit, addressOf(visit, world))
      expect.soft(found, `${visit.name}, ${page.url()}`).toEqual([])
    }
    await context.close()
  })
