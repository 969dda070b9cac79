import { createHmac, randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { linkFrom, waitForMail } from './support/mail.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Consent when it does not go smoothly: a no, an end, a link that a mail scanner opens, that comes twice, or that has ended.

useOwnerPool()

type Scene = { owner: PersonActor; hospital: TestOrg; specialist: PersonActor; at: TestCase; vetEmail: string }

/** A fresh case with a vet's address of its own; past consent, with a record of the practice. */
async function scene(status: CaseStatus, released: boolean, agreed = false): Promise<Scene> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const at = await caseIn({ owner, hospital, status, released, agreed })
  const vetEmail = `mazur.${randomUUID()}@riverside.test`
  await ownerPool().query('update "Case" set "attendingVetEmail" = $2 where id = $1', [at.id, vetEmail])
  await ownerPool().query('update "CaseLink" set email = $2 where "caseId" = $1', [at.id, vetEmail])
  if (status !== 'AWAITING_CONSENT')
    await ownerPool().query(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType", "readyAt")
     values ($1, $2, 'PRACTICE', 'LAB', 'bloods of 12 November.pdf', 10, $3, 'READY', 'application/pdf', now())`,
      [at.id, randomUUID(), `e2e/${randomUUID()}`],
    )
  return { owner, hospital, specialist: await member(hospital, 'SPECIALIST'), at, vetEmail }
}

/** A window of somebody who is signed in, or of nobody. */
async function windowOf(browser: Browser, page: Page, who: PersonActor | null, script = true): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({
    baseURL: web,
    viewport: page.viewportSize(),
    javaScriptEnabled: script,
  })
  if (who) await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

const linkRow = async (at: TestCase) =>
  (await ownerPool().query<{ openedAt: Date | null }>('select * from "CaseLink" where id = $1', [at.link.linkId]))
    .rows[0]
const countOf = async (table: 'CaseEvent' | 'Agreement' | 'Release', at: TestCase) =>
  (await ownerPool().query(`select from "${table}" where "caseId" = $1`, [at.id])).rowCount

const link = (at: TestCase) => `/agree/${at.linkToken}`
const sign = (page: Page) => page.getByRole('button', { name: 'Sign and add records' })

test('a mail scanner opens the link, and nothing happens; the vet answers, and comes back by the same link @phone', async ({
  browser,
  page,
}) => {
  const { at } = await scene('AWAITING_CONSENT', true)
  const [before, events] = [await linkRow(at), await countOf('CaseEvent', at)]
  for (const method of ['GET', 'HEAD', 'GET']) {
    const answer = await fetch(addresses().web + link(at), { method })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie') ?? '').not.toContain('conferral.link')
  }
  expect(await linkRow(at)).toEqual(before)
  expect(await countOf('CaseEvent', at)).toBe(events)

  const second = await windowOf(browser, page, null)
  await page.goto(link(at))
  await second.goto(link(at))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Ana Ruiz asks for a second opinion on Miso, with you',
  )
  await expectNoAxeViolations(page, 'the vet’s page')
  await sign(page).click()
  await expect(page.getByRole('heading', { name: 'You agreed to share Miso’s records' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Add records' })).toBeVisible()
  await expectNoAxeViolations(page, 'the vet’s page after a yes')

  // The other tab still shows the question: a different answer there changes nothing, and says how it stands.
  await second.getByRole('radio', { name: /^No/ }).check()
  await second.getByRole('radio', { name: 'Not our patient' }).check()
  await second.getByRole('button', { name: 'Send this answer' }).click()
  await expect(second.getByRole('heading', { name: 'You agreed to share Miso’s records' })).toBeVisible()
  expect(await countOf('Agreement', at)).toBe(1)

  const later = await windowOf(browser, page, null)
  await later.goto(link(at))
  await expect(later.getByText('In triage')).toBeVisible()
  await later.getByRole('button', { name: 'Open the case' }).click()
  await later.waitForURL(`**/cases/${at.id}**`)
})

test('a no goes to the owner with its reason, and the owner has ways on @phone', async ({ browser, page }) => {
  const { at, owner } = await scene('AWAITING_CONSENT', true)
  await page.goto(link(at))
  await page.getByRole('radio', { name: /^No/ }).check()
  await page.getByRole('radio', { name: 'Another reason' }).check()
  await page.getByRole('button', { name: 'Send this answer' }).click()
  await expect(page.getByRole('link', { name: 'Say why in a line: the owner will read it' })).toBeVisible()
  await page.getByRole('textbox', { name: 'In a line' }).fill('Miso was here once, two years ago')
  await page.getByRole('button', { name: 'Send this answer' }).click()
  await expect(page.getByText('Thank you, your answer is in')).toBeVisible()

  const mail = await waitForMail(owner.email, { subject: /has answered about Miso/ })
  expect(mail.text).toContain('Miso was here once, two years ago')
  const mine = await windowOf(browser, page, owner)
  await mine.goto(linkFrom(mail, /\/consent$/))
  await expect(mine.getByText('Miso was here once, two years ago').first()).toBeVisible()
  await expect(mine.getByText('Your turn')).toBeVisible()
  await mine.getByText('Words for a talk with your vet').click()
  await expect(mine.getByLabel('Words for your vet: In a mail')).toHaveValue(/Dear Dr Tomasz Mazur/)
  await expectNoAxeViolations(mine, 'the owner’s consent page after a no')
})

test('another vet is asked: the old link ends, the new one arrives by mail @phone', async ({ browser, page }) => {
  const { at, owner } = await scene('AWAITING_CONSENT', true)
  const mine = await windowOf(browser, page, owner)
  await mine.goto(`/cases/${at.id}/consent`)
  await mine.getByText('Correct the vet’s name or address').click()
  const address = `roth.${randomUUID()}@hillside.test`
  await mine.getByLabel('Your vet’s name').fill('Dr Ines Roth')
  await mine.getByLabel('Their practice').fill('Hillside Vets')
  await mine.getByLabel('Their e-mail address').fill(address)
  await mine.getByRole('button', { name: 'Save and ask' }).click()
  await expect(mine.getByText('Dr Ines Roth').first()).toBeVisible()

  expect((await page.goto(link(at)))?.status()).toBe(404)
  const mail = await waitForMail(address)
  await page.goto(linkFrom(mail, /\/agree\//))
  await expect(page.getByLabel('Signing as')).toHaveValue('Dr Ines Roth')
})

test('ending the release closes the records to the hospital at once; signing again opens them @phone', async ({
  browser,
  page,
}) => {
  const { at, owner, specialist } = await scene('IN_TRIAGE', true, true)
  const theirs = await windowOf(browser, page, specialist)
  const file = theirs.getByRole('heading', { name: 'bloods of 12 November' })
  await theirs.goto(`/cases/${at.id}/records`)
  await expect(file).toBeVisible()

  const mine = await windowOf(browser, page, owner)
  await mine.goto(`/cases/${at.id}/consent`)
  await mine.getByText('End the release', { exact: true }).click()
  await mine.getByRole('button', { name: 'End it now' }).click()
  await expect(mine.getByRole('heading', { name: 'Sign a new release' })).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByRole('heading', { level: 1, name: 'Miso' })).toBeVisible()
  await expect(file).toBeHidden()
  await theirs.goto(`/cases/${at.id}/consent`)
  await expect(theirs.getByText('Consent does not stand any more')).toBeVisible()
  await expectNoAxeViolations(theirs, 'the hospital’s consent page after an end')

  await mine.getByLabel(/I have read this text/).check()
  await mine.getByLabel('Your name, as your signature').fill('Ana Ruiz')
  await mine.getByRole('button', { name: 'Sign the release' }).click()
  await expect(mine.getByText('Released all kinds of records').first()).toBeVisible()
  await theirs.goto(`/cases/${at.id}/records`)
  await expect(file).toBeVisible()
})

test('the vet ends the agreement on the page of the link @phone', async ({ browser, page }) => {
  const { at, specialist } = await scene('IN_TRIAGE', true, true)
  await page.goto(link(at))
  await page.getByText('End the agreement', { exact: true }).click()
  await page.getByRole('button', { name: 'End it now' }).click()
  await expect(page.getByText('Your agreement has ended')).toBeVisible()
  const theirs = await windowOf(browser, page, specialist)
  await theirs.goto(`/cases/${at.id}/records`)
  await expect(theirs.getByRole('heading', { level: 1, name: 'Miso' })).toBeVisible()
  await expect(theirs.getByRole('heading', { name: 'bloods of 12 November' })).toBeHidden()
})

test('release and agreement are signed without JavaScript @phone', async ({ browser, page }) => {
  const { at, owner } = await scene('AWAITING_CONSENT', false)
  const mine = await windowOf(browser, page, owner, false)
  await mine.goto(`/cases/${at.id}/consent`)
  await mine.getByRole('button', { name: 'Sign the release' }).click()
  await expect(mine.getByText('Tick the box to say that you agree to the text').first()).toBeVisible()
  await mine.getByLabel(/I have read this text/).check()
  await mine.getByLabel('Your name, as your signature').fill('Ana Ruiz')
  await mine.getByRole('button', { name: 'Sign the release' }).click()
  await expect(mine.getByText('Released all kinds of records').first()).toBeVisible()

  const vet = await windowOf(browser, page, null, false)
  await vet.goto(link(at))
  await vet.getByRole('radio', { name: /^Yes, some/ }).check()
  await vet.getByLabel('Photo').uncheck()
  await sign(vet).click()
  await expect(vet.getByRole('heading', { name: 'You agreed to share Miso’s records' })).toBeVisible()
  await vet.getByRole('button', { name: 'Open the case' }).click()
  await vet.waitForURL(`**/cases/${at.id}**`)
})

test('on a phone the practice answers in at most four taps plus the files @phone', async ({ page }, info) => {
  const { at, vetEmail } = await scene('AWAITING_CONSENT', true)
  let taps = 0
  const tap = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    taps++
  }
  const began = performance.now()
  await page.goto(link(at))
  await expect(page.getByLabel('Signing as')).toHaveValue('Dr Tomasz Mazur')
  await tap('Sign and add records')
  await expect(page.getByRole('heading', { name: 'You agreed to share Miso’s records' })).toBeVisible()
  await page.getByRole('textbox', { name: 'A word to owner and hospital' }).fill('Seen on Monday, films are attached.')
  await tap('Save the comment')
  await expect(page.getByText('Saved. It can be read now.').first()).toBeVisible()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `the practice's answer (${info.project.name}): ${taps} taps plus the files, a comment typed, ${seconds} s`,
  )
  expect(taps).toBeLessThanOrEqual(4)
  expect(await countOf('Agreement', at)).toBe(1)
  expect((await ownerPool().query('select comment from "Agreement" where "caseId" = $1', [at.id])).rows).toEqual([
    { comment: 'Seen on Monday, films are attached.' },
  ])

  // The mail is lost: a new link is asked for without an account, and the one before opens nothing any more.
  await page.goto('/agree/again')
  const number = `CF-${randomUUID().slice(0, 5).toUpperCase()}`
  await ownerPool().query('update "Case" set number = $2 where id = $1', [at.id, number])
  await page.getByLabel('The address we wrote to').fill(vetEmail)
  await page.getByLabel('Case number').fill(number)
  await page.getByRole('button', { name: 'Send me a new link' }).click()
  await expect(page.getByText(/a new link is on its way there/).first()).toBeVisible()
  const mail = await waitForMail(vetEmail, { subject: /Your new link/ })
  expect((await page.goto(link(at)))?.status()).toBe(404)
  await expect(page.getByRole('link', { name: 'Ask for a new link' })).toBeVisible()
  await page.goto(linkFrom(mail, /\/agree\//))
  await expect(page.getByRole('heading', { name: 'You agreed to share Miso’s records' })).toBeVisible()
})

test('a link that has ended, was withdrawn or guessed says the same, kindly @phone', async ({ page }) => {
  const [expired, revoked] = [await scene('AWAITING_CONSENT', true), await scene('AWAITING_CONSENT', true)]
  await ownerPool().query('update "CaseLink" set "expiresAt" = now() where "caseId" = $1', [expired.at.id])
  await ownerPool().query('update "CaseLink" set "revokedAt" = now() where "caseId" = $1', [revoked.at.id])
  const guess = createHmac('sha256', 'a guess').update('link').digest('base64url')
  const said: string[] = []
  for (const address of [link(expired.at), link(revoked.at), `/agree/${guess}`, '/agree/x']) {
    const answer = await page.goto(address)
    expect(answer?.status(), address).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'This link has ended' })).toBeVisible()
    await expect(page).toHaveTitle('This link has ended · Conferral')
    said.push(`${await page.title()} ${await page.locator('main').innerText()}`)
  }
  expect(new Set(said).size).toBe(1)
  expect(said[0]).toContain('ask the owner of the animal to send it again')
  await expectNoAxeViolations(page, 'an ended link')
})

test('a record is left out with one press, without JavaScript; the hospital reads only that some are not shared @once', async ({
  browser,
  page,
}) => {
  const { at, owner, specialist } = await scene('IN_TRIAGE', true, true)
  const { rows } = await ownerPool().query<{ id: string }>('select id from "Record" where "caseId" = $1', [at.id])
  const record = `/cases/${at.id}/records/${rows[0]?.id}`
  const theirs = await windowOf(browser, page, specialist)
  expect((await theirs.goto(record))?.status()).toBe(200)

  const mine = await windowOf(browser, page, owner, false)
  await mine.goto(record)
  await mine.getByRole('button', { name: 'Leave this record out' }).click()
  await expect(mine.getByText('Your release does not cover this record')).toBeVisible()
  await mine.goto(`/cases/${at.id}/consent`)
  await expect(mine.getByText('without “bloods of 12 November.pdf”').first()).toBeVisible()

  expect((await theirs.goto(record))?.status()).toBe(404)
  await theirs.goto(`/cases/${at.id}/consent`)
  await expect(theirs.getByText('some records are not shared').first()).toBeVisible()
  await expect(theirs.getByText('bloods of 12 November')).toHaveCount(0)
  await expectNoAxeViolations(theirs, 'what is open to a hospital')

  await mine.getByText('Change what or until when').click()
  await mine.getByRole('radio', { name: /^Only single records/ }).check()
  await mine
    .getByRole('group', { name: 'Share only these' })
    .getByLabel(/bloods of 12 November/)
    .check()
  await mine.getByLabel(/I have read this text/).check()
  await mine.getByLabel('Your name, as your signature').fill('Ana Ruiz')
  await mine.getByRole('button', { name: 'Sign the release' }).click()
  await expect(mine.getByText('Released only “bloods of 12 November.pdf”').first()).toBeVisible()
  expect((await theirs.goto(record))?.status()).toBe(200)
})
