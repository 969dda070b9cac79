import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { linkFrom, mailsTo, waitForMail } from './support/mail.ts'
import { expect, test } from './support/test.ts'

// Signing in by a mailed link, sessions, and a team that grows by an invitation; with people of this test's own.

// Three mails and two windows each: slow on a machine that does other things as well.
test.describe.configure({ timeout: 180_000 })

const newAddress = (who: string) => `${who}.${randomUUID().slice(0, 8)}@people.example`
const CONFIRM = /\/sign-in\/confirm\?/

async function askForLink(page: Page, address: string): Promise<string> {
  const [before] = await mailsTo(address)
  await page.goto('/sign-in')
  await page.getByLabel('Your e-mail address').fill(address)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await expect(page.getByRole('heading', { name: 'Look in your mail' })).toBeVisible()
  return linkFrom(await waitForMail(address, { subject: /sign in/i, after: before }), CONFIRM)
}

async function signUp(page: Page, address: string, name: string): Promise<string> {
  const link = await askForLink(page, address)
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: /^Sign in as/ }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  return link
}

async function otherWindow(browser: Browser, page: Page, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({
    baseURL: addresses().web,
    viewport: page.viewportSize(),
    javaScriptEnabled,
  })
  return context.newPage()
}

test('a link is not used up by a mail scanner, signs in once, and says so the second time @phone', async ({
  page,
  browser,
}) => {
  const address = newAddress('ana')
  const link = await askForLink(page, address)
  for (const method of ['GET', 'HEAD', 'GET']) {
    expect((await page.request.fetch(link, { method })).status()).toBe(200)
    const callback = link.replace('/sign-in/confirm', '/api/auth/callback/email')
    await page.request.fetch(callback, { method })
  }
  await page.goto(link)
  await expectNoAxeViolations(page, 'the button of a mailed link')
  const second = await otherWindow(browser, page)
  await second.goto(link)
  await page.getByRole('button', { name: /^Sign in as/ }).click()
  await expect(page.getByText('Please say what we may call you').first()).toBeVisible()
  for (const [window, name] of [
    [page, 'Ana Ruiz'],
    [second, 'Somebody else'],
  ] as const) {
    await window.getByLabel('Your name').fill(name)
    await window.getByRole('button', { name: /^Sign in as/ }).click()
    await expect(window).not.toHaveURL(window === page ? /sign-in/ : /\/home/)
  }
  await expect(second.getByRole('heading', { name: 'This link has ended' })).toBeVisible()
  await expectNoAxeViolations(second, 'a link that has ended')
  await page.goto('/account')
  await expect(page.getByLabel('Name')).toHaveValue('Ana Ruiz')
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
  await second.context().close()
})

test('signing in works without JavaScript, and an address with a slip is kept @phone', async ({ page, browser }) => {
  const plain = await otherWindow(browser, page, false)
  await plain.goto('/sign-in?next=/account')
  await plain.getByLabel('Your e-mail address').fill('ana,eve@people.example')
  await plain.getByRole('button', { name: 'Mail me a link' }).click()
  await expect(plain.getByText('Please give one address only, without a name around it').first()).toBeVisible()
  await expect(plain.getByLabel('Your e-mail address')).toHaveValue('ana,eve@people.example')
  const address = newAddress('plain')
  await plain.getByLabel('Your e-mail address').fill(address)
  await plain.getByRole('button', { name: 'Mail me a link' }).click()
  await expect(plain.getByRole('heading', { name: 'Look in your mail' })).toBeVisible()
  await plain.goto(linkFrom(await waitForMail(address), CONFIRM))
  await plain.getByLabel('Your name').fill('Petra Plain')
  await plain.getByRole('button', { name: /^Sign in as/ }).click()
  await expect(plain).toHaveURL(/\/account$/)
  await plain.context().close()
})

test('a session that is signed out from elsewhere fails with its next click @once', async ({ page, browser }) => {
  const address = newAddress('ben')
  await signUp(page, address, 'Ben Okafor')
  const other = await otherWindow(browser, page)
  await other.goto(await askForLink(other, address))
  await other.getByRole('button', { name: /^Sign in as/ }).click()
  await expect(other).toHaveURL(/\/home/)
  await page.goto('/account/sessions')
  await expectNoAxeViolations(page, 'where somebody is signed in')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('Signed out on the other device.').first()).toBeVisible()
  await other.goto('/account')
  await expect(other).toHaveURL(/\/sign-in\?next=%2Faccount/)
  await page.goto('/sign-out')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)
  await other.context().close()
})

test('a practice is founded, a colleague joins by invitation, and is gone at once when removed @once', async ({
  page,
  browser,
}) => {
  await signUp(page, newAddress('ada'), 'Dr Ada Admin')
  await page.goto('/organizations/new')
  await expectNoAxeViolations(page, 'a new organization')
  await page.getByText('A practice', { exact: true }).click()
  await page.getByLabel('Name').fill('Brook Street Vets')
  await page.getByLabel('Town or city').fill('Leeds')
  await page.getByLabel('Country').selectOption('United Kingdom')
  await page.getByRole('button', { name: 'Add it' }).click()
  await expect(page).toHaveURL(/\/practice\/brook-street-vets/)
  const team = `${new URL(page.url()).pathname}/team`
  await page.goto(team)
  const address = newAddress('vic')
  await page.getByLabel('E-mail address').fill(address)
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByText('The invitation is on its way.').first()).toBeVisible()
  await expectNoAxeViolations(page, 'a team with an invitation')
  const invitation = linkFrom(await waitForMail(address), /\/invitations\//)

  await page.goto(invitation)
  await expect(page.getByText('For another address')).toBeVisible()

  const vet = await otherWindow(browser, page)
  await vet.goto(invitation)
  await expectNoAxeViolations(vet, 'an invitation')
  await vet.getByRole('link', { name: /^Sign in as/ }).click()
  await vet.getByRole('button', { name: 'Mail me a link' }).click()
  await vet.goto(linkFrom(await waitForMail(address, { subject: /sign in/i }), CONFIRM))
  await vet.getByLabel('Your name').fill('Dr Vic Vet')
  await vet.getByRole('button', { name: /^Sign in as/ }).click()
  await vet.getByRole('button', { name: 'Join Brook Street Vets' }).click()
  await expect(vet).toHaveURL(/\/practice\/brook-street-vets/)
  await vet.goto(team)
  await expect(vet.getByText('Invite somebody')).toHaveCount(0)

  await page.goto(team)
  await page.getByRole('button', { name: 'Leave the team' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave the team' }).click()
  await expect(page.getByText('needs at least one admin').first()).toBeVisible()
  await page.goto(team)
  await page.getByRole('button', { name: 'Remove Dr Vic Vet' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove Dr Vic Vet' }).click()
  await expect(page.getByText('They have left the team.').first()).toBeVisible()
  await vet.goto(team)
  await expect(vet.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()

  await page.goto('/act-as')
  await page.getByRole('button', { name: 'Myself, as an owner' }).click()
  await expect(page).toHaveURL(/\/home/)
  await page.goto(team)
  await expect(page).toHaveURL(/\/act-as\?as=/)
  await page.getByRole('button', { name: 'Act as Brook Street Vets' }).click()
  await expect(page).toHaveURL(new RegExp(`${team}$`))
  await vet.context().close()
})

test('health answers, and says whether the process can do its work @once', async ({ request }) => {
  const ready = await request.get('/api/health?ready')
  expect(ready.status()).toBe(200)
  expect(await ready.json()).toMatchObject({ ok: true, database: 'up' })
})
