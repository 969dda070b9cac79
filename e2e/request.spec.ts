import { randomUUID } from 'node:crypto'
import type { Browser, Locator, Page } from '@playwright/test'
import type { PersonActor } from '#lib/access/actor.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { member, organization, person, service, type TestOrg } from '#lib/testing/world.ts'
import { addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { linkFrom, waitForMail } from './support/mail.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// A worried owner on a phone: from "is a second opinion right for this?" to a request that is sent, with JavaScript and without.

useOwnerPool()

type Scene = { owner: PersonActor; hospital: TestOrg; specialist: PersonActor; domain: string }

/** A hospital that answers in Polish and belongs to the group of the vet's practice, which has no account here. */
async function scene(): Promise<Scene> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', `Phone ${randomUUID()}`)]
  await service(hospital)
  const [group, domain] = [`Anvil ${randomUUID()}`, `anvil-${randomUUID()}.test`]
  await ownerPool().query(
    `update "Organization" set "groupName" = $2, languages = '{en,pl}', "weeklyCases" = 5, "returnPledge" = 'A letter with every answer' where id = $1`,
    [hospital.id, group],
  )
  await ownerPool().query(
    `insert into "CorporateGroup" (id, name, domains) values (gen_random_uuid(), $1, array[$2])`,
    [group, domain],
  )
  return { owner, hospital, specialist: await member(hospital, 'SPECIALIST'), domain }
}

async function windowOf(browser: Browser, who: PersonActor, script: boolean, width = 390): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({
    ...{ baseURL: web, viewport: { width, height: 844 }, javaScriptEnabled: script, locale: 'en-GB' },
    ...(width < 500 ? { hasTouch: true, isMobile: true } : {}),
  })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

/** Counts what fingers do: a press of a button, link or box; a field that is chosen or typed into. */
class Hand {
  taps = 0
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  async tap(target: Locator) {
    this.taps += 1
    await target.click()
  }
  async type(label: string | RegExp, text: string) {
    this.taps += 1
    await this.page.getByLabel(label).first().fill(text)
  }
  async choose(label: string | RegExp, option: string) {
    this.taps += 2
    await this.page.getByLabel(label).first().selectOption(option)
  }
  button = (name: string | RegExp) => this.page.getByRole('button', { name })
  next = () => this.tap(this.button('Save and go on'))
}

async function begin(hand: Hand): Promise<string> {
  const { page } = hand
  await page.goto('/is-it-right')
  await hand.tap(page.getByRole('link', { name: /Ask because of this.*cannot be undone/ }))
  await hand.type(/^Name/, 'Miso')
  await hand.choose('Species', 'CAT')
  await hand.tap(hand.button('Begin'))
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}\/request/)
  await hand.tap(page.getByLabel('None of these'))
  await hand.tap(hand.button(/^Go on/))
  await page.waitForURL(/step=story/)
  return new URL(page.url()).pathname
}

async function tellStory(hand: Hand, address: string, script: boolean): Promise<void> {
  const { page } = hand
  await hand.type(/What is the problem/, 'A murmur, and teeth that must come out')
  if (script) {
    // Saved while typing: another look at the page has it, though no button was pressed.
    await expect(page.getByRole('status').filter({ hasText: /Saved \d/ })).toBeVisible()
    await page.goto(`${address}?step=story`)
    await expect(page.getByLabel(/What is the problem/)).toHaveValue('A murmur, and teeth that must come out')
  }
  await expect(page.getByLabel(/Why a second opinion now/)).toHaveValue('irreversible')
  await hand.type('Line 1: when', '3 November 2026')
  await hand.type('Line 1: what happened', 'Breathed fast asleep')
  await hand.type('Line 2: when', 'last week')
  await hand.type('Line 2: what happened', 'Hid in the cupboard')
  await hand.next()
  await page.waitForURL(/step=plan/)
}

async function askQuestions(hand: Hand, address: string): Promise<void> {
  const { page } = hand
  await hand.type(/What does your vet think/, 'Suspected heart disease')
  await hand.type(/By which day/, '2099-12-24')
  await hand.next()
  await page.waitForURL(/step=questions/)
  await hand.type('Question 1', 'Is it really heart disease?')
  // The suggestions that fit the situation stand first, and open.
  for (const question of [
    'How safe is the anaesthetic for Miso?',
    'What does recovery look like, and what can go wrong?',
  ]) {
    await hand.tap(hand.button(`Add: ${question}`))
    await expect(
      page.locator(`input[name="questions[]"][value="${question}"]`).or(page.getByLabel('Question 3')),
    ).not.toHaveCount(0)
  }
  await expect(page.getByLabel('Question 2')).toHaveValue('How safe is the anaesthetic for Miso?')
  await expect(page.getByLabel('Question 3')).toHaveValue(/What does recovery/)
  await hand.tap(page.getByLabel('A good life, without pain'))
  await hand.next()
  await page.waitForURL(/step=vet/)
  // Back and forth: nothing is lost.
  await page.goto(`${address}?step=story`)
  await expect(page.getByLabel('Line 2: what happened')).toHaveValue('Hid in the cupboard')
  await page.goto(`${address}?step=vet`)
}

async function nameVetAndHospital(hand: Hand, { hospital, domain }: Scene): Promise<void> {
  const { page } = hand
  await hand.type(/Your vet’s name/, 'Dr Tomasz Mazur')
  await hand.type('Name of the practice', 'Riverside Vets')
  await hand.type(/E-mail address of the vet/, `mazur@${domain}`)
  await hand.next()
  await page.waitForURL(/step=reach/)
  await hand.choose(/Which language/, 'pl')
  await hand.tap(page.getByLabel('Phone', { exact: true }))
  await hand.next()
  // Refused in words, by the field, and what was ticked stays.
  await expect(page.getByText('Give the phone number with digits').first()).toBeVisible()
  await expect(page.getByLabel('Phone', { exact: true })).toBeChecked()
  await hand.type(/^Phone number/, '+353 1 555 0101')
  await hand.next()
  await page.waitForURL(/step=hospital/)
  await hand.type('Name or city', hospital.name)
  await hand.tap(hand.button('Show'))
  await page.waitForURL(/q=Phone/)
  const card = page.getByRole('radio', { name: new RegExp(hospital.name) })
  await expect(page.getByText('Answers in Polish. Takes new cases now.')).toBeVisible()
  await expect(page.getByText(/Belongs to Anvil .*, as your vet’s practice does/)).toBeVisible()
  hand.taps += 1
  await card.check({ force: true })
  await hand.next()
  await page.waitForURL(/step=review/)
}

for (const script of [true, false])
  test(`a request is finished on a phone ${script ? 'with' : 'without'} JavaScript @once`, async ({ browser }) => {
    test.setTimeout(120_000)
    const all = await scene()
    const page = await windowOf(browser, all.owner, script)
    const hand = new Hand(page)
    const began = Date.now()
    const address = await begin(hand)
    await tellStory(hand, address, script)
    await askQuestions(hand, address)
    await nameVetAndHospital(hand, all)
    await expect(page.getByText('belong to the same group').first()).toBeVisible()
    for (const said of ['3 November 2026', 'Hid in the cupboard', 'A good life, without pain', '24 Dec 2099'])
      await expect(page.getByText(said).first()).toBeVisible()
    await expect(page.getByText('Phone +353 1 555 0101, e-mail · in Polish')).toBeVisible()
    for (const step of [
      'the questions',
      'what happened',
      'diagnosis and plan',
      'how you can be reached',
      'the hospital',
      'the vet',
    ])
      await expect(page.getByRole('link', { name: `Change ${step}` })).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByText('Hid in the cupboard')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Change the questions' })).toBeHidden()
    await page.emulateMedia({ media: 'screen' })
    if (script) await expectNoAxeViolations(page, 'the review')
    await hand.tap(hand.button('Send the request'))
    await page.waitForURL(/\/consent/)
    const seconds = Math.round((Date.now() - began) / 1000)
    console.log(
      `request at 390 px ${script ? 'with' : 'without'} JavaScript: ${hand.taps} taps, ${seconds} s by script`,
    )
    expect(hand.taps).toBeLessThan(60)
    const mail = await waitForMail(`mazur@${all.domain}`, { subject: /Miso/ })
    expect(linkFrom(mail, /\/agree\//)).toBeTruthy()
    expect(JSON.stringify(mail)).toContain('A letter with every answer')
    await seenByHospital(browser, all, address.replace(/\/request$/, ''))
    await page.context().close()
  })

/** In the queue by the owner's language, and in triage with how to reach the owner and by when. */
async function seenByHospital(browser: Browser, { specialist, hospital }: Scene, address: string): Promise<void> {
  const desk = await windowOf(browser, specialist, true, 1280)
  const id = address.split('/').at(-1) ?? ''
  await desk.goto(`/hospital/${hospital.slug}/queue?view=waiting&language=pl&case=${id}`)
  await expect(desk.getByRole('link', { name: 'Miso' }).first()).toBeVisible()
  await expect(desk.locator('#queue')).toContainText('Polish')
  const preview = desk.getByRole('complementary')
  for (const said of ['Phone +353 1 555 0101', '24 Dec 2099', 'A good life, without pain', 'Hid in the cupboard'])
    await expect(preview.getByText(said).first()).toBeVisible()
  await desk.goto(`/hospital/${hospital.slug}/queue?view=waiting&language=da`)
  await expect(desk.getByRole('heading', { name: 'No case matches' })).toBeVisible()
  await desk.context().close()
}
