import { randomUUID } from 'node:crypto'
import type { Browser, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type pg from 'pg'
import type { PersonActor } from '#lib/access/actor.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import type { TestOrg } from '#lib/testing/world.ts'
import type { Product } from './product.ts'

export type Scene = {
  owner: PersonActor
  specialist: PersonActor
  hospital: TestOrg
  caseId: string
  /** "/cases/<id>" */
  address: string
  link: string
}

/** An owner and the specialist who looks after their case, in this status. */
export async function scene(status: 'IN_REVIEW' | 'AWAITING_PAYMENT'): Promise<Scene> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const specialist = await member(hospital, 'SPECIALIST', 'Helena Lindqvist')
  const at = await caseIn({ owner, hospital, status, assignee: specialist })
  return { owner, specialist, hospital, caseId: at.id, address: `/cases/${at.id}`, link: `/agree/${at.linkToken}` }
}

/** A window of somebody who is signed in to this product, with or without JavaScript. */
export async function windowOf(browser: Browser, { at }: Product, who: PersonActor, script = true): Promise<Page> {
  const viewport = { width: 1280, height: 900 }
  const context = await browser.newContext({ baseURL: at.web, viewport, javaScriptEnabled: script })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: at.web }])
  return context.newPage()
}

/** Opens a page and waits until its script has taken over: words typed before that are not saved as they are typed. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
}

/** Asks for a link to sign in, signed out. */
export async function askForLink(browser: Browser, { at }: Product, { email }: PersonActor): Promise<void> {
  const context = await browser.newContext({ baseURL: at.web })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: /link/i }).click()
  await expect(page).toHaveURL(/\/sign-in\/sent/)
  await context.close()
}

/** Another window of the same person. */
export const besides = (page: Page): Promise<Page> => page.context().newPage()

/** Writes into the thread and presses the button; whether it arrives is for the caller to see. */
export async function post(page: Page, words: string, { urgent = false } = {}): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(words)
  await page.getByLabel(/This cannot wait/).setChecked(urgent)
  await page.getByRole('button', { name: 'Post to everyone' }).click()
}

/** A message in the thread, wherever else its words stand. */
export const said = (page: Page, words: string): Locator => page.getByRole('log').getByText(words)

/** A message as another web process would have stored it, while this one is cut off. */
export async function postElsewhere(pool: pg.Pool, { caseId, specialist }: Scene, words: string): Promise<void> {
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`select app.set_actor('SYSTEM', null, null, null, $1, null)`, [caseId])
  await client.query(
    `insert into "Message" ("caseId", id, audience, side, "authorKind", "authorId", "authorName", body, "clientKey")
     values ($1, $2, 'EVERYONE', 'HOSPITAL', 'PERSON', $3, 'Helena Lindqvist', $4, $2)`,
    [caseId, randomUUID(), specialist.personId, words],
  )
  await client.query(`select app.append_event($1, 'thread.posted', 'EVERYONE', '{}')`, [caseId])
  await client.query('commit')
  client.release()
}

export type Answered = { status: number; text: string; seconds: number }

/** What a browser is shown for an address, and how long that takes. */
export async function shown(page: Page, address: string): Promise<Answered> {
  const begun = performance.now()
  const answer = await page.request.get(address, { headers: { accept: 'text/html', 'sec-fetch-mode': 'navigate' } })
  return { status: answer.status(), text: await answer.text(), seconds: (performance.now() - begun) / 1000 }
}

/** A page that says what is away: soon, with 503, and without anything of our inside. */
export function expectAwayPage({ status, text, seconds }: Answered, title: string): void {
  expect(status).toBe(503)
  expect(text).toContain(title)
  expect(text).not.toMatch(/ECONN|ETIMEDOUT|Prisma|node_modules|\bat \w+ \(/)
  expect(seconds).toBeLessThan(10)
}

/** Resolves when the health check that a balancer asks says so. */
export async function untilReady(page: Page): Promise<void> {
  await expect.poll(async () => (await page.request.get('/api/health?ready')).status()).toBe(200)
}
