import type { Page } from '@playwright/test'
import pg from 'pg'
import { addresses } from './addresses.ts'
import { expect } from './test.ts'

// The stages of a case as people press them, so that several stories can walk them.

export type Request = { animal: string; hospitalSlug: string; specialty: string; vetEmail: string }

/** Stage 1: an owner adds an animal and asks. @returns the case's address, "/cases/<id>" */
export async function askForOpinion(page: Page, request: Request): Promise<string> {
  const service = await serviceOf(request.hospitalSlug, request.specialty)
  await page.goto(`/cases/new?hospital=${request.hospitalSlug}&service=${service}`)
  const another = page.getByRole('radio', { name: 'Another animal' })
  if (await another.isVisible()) await another.check()
  await page.getByLabel('Name', { exact: false }).first().fill(request.animal)
  await page.getByLabel('Species').selectOption('CAT')
  await page.getByLabel('Breed').fill('Domestic shorthair')
  await page.getByLabel('Weight in kg').fill('4.1')
  await page.getByRole('button', { name: /Go on|Begin|Start|Next/ }).click()
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}\/request/)
  const address = new URL(page.url()).pathname.replace(/\/request$/, '')

  await page.getByLabel('None of these').check()
  await page
    .getByRole('button', { name: /go on|Next|Go on/i })
    .first()
    .click()
  await page.getByLabel(/What is the problem/).fill('Breathes fast when she sleeps, hides since three weeks')
  await page.getByLabel(/In your own words/).fill('First signs on 1 November. Seen by our vet on the 12th.')
  await next(page)
  await page.getByLabel(/What does your vet think/).fill('Suspected hypertrophic cardiomyopathy')
  await page.getByLabel(/What is planned/).fill('Furosemide, then a dental operation')
  await page.getByLabel(/Which medicines/).fill('Furosemide 1 mg/kg twice a day')
  await page.getByLabel(/Which decision is ahead/).fill('The dental operation on the 27th')
  await next(page)
  for (const [at, question] of QUESTIONS.entries()) await page.getByLabel(`Question ${at + 1}`).fill(question)
  await page.getByLabel(/In your own words/).fill('That she does not suffer')
  await next(page)
  await page.getByLabel(/Your vet’s name/).fill('Dr Tomasz Mazur')
  await page.getByLabel('Name of the practice').fill('Riverside Vets')
  await page.getByLabel(/E-mail address of the vet/).fill(request.vetEmail)
  await next(page)
  await page.getByLabel(/Which language/).selectOption('Polish')
  await next(page)
  await page.locator(`input[name=service][value="${service}"]`).check({ force: true })
  await next(page)
  await page.getByRole('button', { name: 'Send the request' }).click()
  await page.waitForURL(`**${address}/consent`)
  return address
}

/** The service's id, as the hospital's public page links to it. */
async function serviceOf(slug: string, specialty: string): Promise<string> {
  const client = new pg.Client({ connectionString: addresses().ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(
    `select s.id from "Service" s join "Organization" o on o.id = s."organizationId" where o.slug = $1 and s.specialty::text = $2 and s.active`,
    [slug, specialty],
  )
  await client.end()
  if (!rows[0]) throw new Error(`${slug} offers no ${specialty}`)
  return rows[0].id
}

export const QUESTIONS = ['Is it really heart disease?', 'Is the anaesthetic safe for her?', 'What happens if we wait?']

const next = (page: Page) => page.getByRole('button', { name: 'Save and go on' }).click()

/** Stage 3, the owner's side. */
export async function signRelease(page: Page, address: string, name: string): Promise<void> {
  await page.goto(`${address}/consent`)
  await page.getByLabel(/I have read this text/).check()
  await page.getByLabel('Your name, as your signature').fill(name)
  await page.getByRole('button', { name: 'Sign the release' }).click()
  // The button's own words change while it is pressed: what stands in its place afterwards is what tells.
  await expect(page.getByText('End the release').first()).toBeVisible()
}

/** Stage 3, the attending vet's side, on the page of the mailed link. */
export async function agreeByLink(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Signing as').fill('Dr Tomasz Mazur')
  await page.getByRole('button', { name: 'Sign and add records' }).click()
  await expect(page.getByRole('heading', { name: 'Add records' })).toBeVisible()
}

/** Stage 2: files from disk. Waits until each was checked. */
export async function addRecords(page: Page, files: string[], names: RegExp[]): Promise<void> {
  await page.locator('input[type=file][multiple]').setInputFiles(files)
  for (const name of names)
    await expect(page.getByRole('link', { name }).or(page.getByText(name)).first()).toBeVisible({ timeout: 30_000 })
}

/** Stage 5, on Stripe's page. */
export async function pay(page: Page, address: string, amount: string): Promise<void> {
  await page.goto(`${address}/fee`)
  await page.getByRole('button', { name: `Pay ${amount}` }).click()
  await page.getByRole('button', { name: `Pay ${amount}` }).click()
  await page.waitForURL(`**${address}/fee?back=paid`)
}
