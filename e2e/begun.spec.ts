import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './support/axe.ts'
import { linkFrom, waitForMail } from './support/mail.ts'
import { signInAs } from './support/sign-in.ts'
import { expect, test } from './support/test.ts'
import { pay, signRelease } from './support/way.ts'
import { desk, phone, type Window } from './support/windows.ts'

// Cases that a practice begins: a referral, which its owner authorizes from a phone, and a consultation between vets.

const VET = 'tomasz.mazur@riverside-vets.demo.example'
const HELENA = 'helena.lindqvist@northgate.demo.example'

const history = (animal: string, owner: string) =>
  [
    `Patient: ${animal}`,
    'Species: Feline',
    'Sex: FN',
    'DOB: 28 March 2017',
    'Weight: 4.1 kg',
    owner && `Owner: Ana Byrne\nE-mail: ${owner}`,
    'Microchip: 372098100112233',
    'Presenting complaint: Breathes fast when she sleeps',
    'History: First signs on 1 November.',
    'Questions: Is it heart disease?',
  ]
    .filter(Boolean)
    .join('\n')

/** From the board to the hospital's choice, out of one paste. @returns the case's address */
async function begin(page: Page, verb: string, paste: string): Promise<string> {
  await page.goto('/practice/riverside-vets')
  await page.getByRole('link', { name: verb }).click()
  await page.getByLabel('Paste the history from your system').fill(paste)
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}\/request/)
  await expect(page.getByLabel('Species')).toHaveValue('CAT')
  await expect(page.getByLabel('Weight in kg')).toHaveValue('4.1')
  await expect(page.getByRole('textbox', { name: /^From your paste/ })).toHaveValue('Microchip: 372098100112233')
  return new URL(page.url()).pathname.replace(/\/request$/, '')
}

async function signAndSend(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.waitForURL(/step=hospital/)
  // Other tests found hospitals of the same name; the demo's is the one in Dublin.
  await page.goto(`${new URL(page.url()).pathname}?step=hospital&q=Dublin`)
  await page
    .getByRole('radio', { name: /^Northgate.*Cardiology/ })
    .first()
    .check({ force: true })
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.waitForURL(/step=review/)
  await page.getByRole('button', { name: 'Sign and send' }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/request'))
}

async function accept({ page }: Window, address: string, amount: string): Promise<void> {
  await page.goto(`${address}/triage`)
  await page.getByLabel(/^Fee/).first().fill(amount)
  await page.getByRole('button', { name: /Accept and send/ }).click()
  await expect(page.getByText('Waiting for payment').first()).toBeVisible()
}

/** The specialist writes and signs. */
async function answer(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/recommendation`)
  await page.getByLabel(/^Assessment/).fill('Early heart muscle disease is likely.')
  await page.locator('input[name=agreement]').first().check({ force: true })
  await page.getByLabel(/^What it means for/).fill('Her heart muscle is a little thick.')
  await page.locator('input[name=urgency]').first().check({ force: true })
  await page.getByLabel('1. Is it heart disease?').fill('Yes, with care.')
  await page.getByRole('button', { name: 'Save and review' }).click()
  await page.getByLabel('Your full name').fill('Helena Lindqvist')
  await page.getByLabel(/my own professional opinion/).check()
  await page.getByRole('button', { name: 'Sign the recommendation' }).click()
  await expect(page.getByText('Answered').first()).toBeVisible()
}

test('a practice refers from one paste; the owner authorizes by mail on a phone, and pays @once', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const [vet, owner, hospital] = [await desk(browser), await phone(browser), await desk(browser)]
  const mailbox = `ana.byrne.${randomUUID()}@owners.test`
  await signInAs(vet.page, VET)
  await signInAs(hospital.page, HELENA)
  const address = await begin(vet.page, 'Refer a patient', history('Saffron', mailbox))
  // No hospital is chosen yet: each page of the draft is there all the same.
  for (const stage of ['records', 'consent', 'triage', 'fee', 'thread', 'people', 'summary'])
    expect((await vet.page.request.get(`${address}/${stage}`)).status(), stage).toBeLessThan(500)
  await expectNoAxeViolations(vet.page, 'a practice’s draft')
  await signAndSend(vet.page)
  await expect(vet.page.getByText('Waiting for Ana Byrne').first()).toBeVisible()
  // Until the owner has signed, the hospital knows nothing of it.
  expect((await hospital.page.goto(address))?.status()).toBe(404)

  const link = linkFrom(await waitForMail(mailbox, { subject: /refer Saffron/ }), /\/owner\//)
  for (const method of ['GET', 'HEAD']) expect((await fetch(link, { method })).status).toBe(200)
  await owner.page.goto(link)
  await expectNoAxeViolations(owner.page, 'the owner’s invitation')
  await owner.page.getByRole('button', { name: 'Yes, Saffron is mine' }).click()
  await owner.page.waitForURL(`**${address}/consent`)
  await expect(owner.page.getByRole('heading', { name: 'Riverside Vets would like to refer Saffron' })).toBeVisible()
  await signRelease(owner.page, address, 'Ana Byrne')

  await accept(hospital, address, '320.00')
  await pay(owner.page, address, '€320.00')
  await expect(owner.page.getByText('The fee is paid').first()).toBeVisible()
  await vet.page.goto(`${address}/fee`)
  await expect(vet.page.getByText('The fee is paid', { exact: true })).toBeVisible()
  await expect(vet.page.getByText('320')).toBeHidden()
  // The link has done its work.
  await owner.page.goto(link)
  await expect(owner.page.getByRole('heading', { name: 'This invitation has ended' })).toBeVisible()
  for (const { context } of [vet, owner, hospital]) await context.close()
})

test('a practice asks a specialist, pays, and reads the answer alone until it shares it @once', async ({ browser }) => {
  test.setTimeout(180_000)
  const [vet, hospital, owner] = [await desk(browser), await desk(browser), await phone(browser)]
  await signInAs(vet.page, VET)
  await signInAs(hospital.page, HELENA)
  const { page } = vet
  const address = await begin(page, 'Ask a specialist', history('Nettle', ''))
  await page.getByLabel('Owner’s name').fill('Ana Byrne')
  await page.getByRole('radio', { name: 'By telephone, noted by us' }).check({ force: true })
  await page.getByLabel('On which day?').fill('2026-11-20')
  await signAndSend(page)
  await accept(hospital, address, '90.00')
  await pay(page, address, '€90.00')
  await expect(page.getByText('The fee is paid').first()).toBeVisible()

  await answer(hospital.page, address)
  await page.goto(`${address}/recommendation`)
  await expect(page.getByText('Her heart muscle is a little thick.')).toBeVisible()
  await expectNoAxeViolations(page, 'a consultation’s answer')

  // The owner is asked for nothing, and reads it once it is shared.
  const mailbox = `ana.byrne.${randomUUID()}@owners.test`
  await page.getByLabel('Owner’s e-mail address').fill(mailbox)
  await page.getByRole('button', { name: 'Share the answer' }).click()
  await expect(page.getByRole('heading', { name: 'Shared with Ana Byrne' })).toBeVisible()
  await owner.page.goto(linkFrom(await waitForMail(mailbox), /\/owner\//))
  await owner.page.getByRole('button', { name: 'Yes, Nettle is mine' }).click()
  await owner.page.waitForURL(`**${address}/recommendation`)
  await expect(owner.page.getByText('Her heart muscle is a little thick.')).toBeVisible()
  await expectNoAxeViolations(owner.page, 'the answer that is shared with its owner')
  for (const closed of ['thread', 'records', 'consent', 'triage'])
    expect((await owner.page.goto(`${address}/${closed}`))?.status(), closed).toBe(404)
  for (const { context } of [vet, hospital, owner]) await context.close()
})
