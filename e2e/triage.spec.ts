import { randomUUID } from 'node:crypto'
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

// The hospital decides: by keyboard at a desk, by links on a phone, and the others hear of it in its own words.

useOwnerPool()

type Scene = { hospital: TestOrg; coordinator: PersonActor; owner: PersonActor; cases: TestCase[]; vetEmail: string }

/** A hospital with so many cases of one owner, the first one the newest. */
async function scene(status: CaseStatus, count = 1): Promise<Scene> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const vetEmail = `mazur.${randomUUID()}@riverside.test`
  const cases: TestCase[] = []
  for (let at = 0; at < count; at += 1) {
    const made = await caseIn({ owner, hospital, status })
    await ownerPool().query(
      `update "Case" set "turnSince" = now() - $2 * interval '1 hour', "dueAt" = now() + $2 * interval '1 hour', headline = $3 where id = $1`,
      [made.id, at + 1, `Question ${at + 1}`],
    )
    await ownerPool().query('update "CaseLink" set email = $2 where "caseId" = $1', [made.id, vetEmail])
    cases.push(made)
  }
  return { hospital, owner, cases, vetEmail, coordinator: await member(hospital, 'COORDINATOR', 'Cora Lind') }
}

/** A window of somebody who is signed in. */
async function windowOf(browser: Browser, page: Page, who: PersonActor, script = true): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({ baseURL: web, viewport: page.viewportSize(), javaScriptEnabled: script })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

const queueOf = ({ hospital }: Scene) => `/hospital/${hospital.slug}/queue`
/** Keys work once the script has come; the list of them opens then, and stays open however often it is asked for. */
async function openKeys(desk: Page): Promise<void> {
  await expect(async () => {
    await desk.keyboard.press('?')
    await expect(desk.getByRole('dialog', { name: 'Keys' })).toBeVisible({ timeout: 500 })
  }).toPass()
}

const onScreen = (page: Page, text: string) => page.getByText(text, { exact: false }).first()

test('by keyboard: down the queue, decline, and owner and practice read why @once', async ({ browser, page }) => {
  const at = await scene('IN_TRIAGE', 3)
  const desk = await windowOf(browser, page, at.coordinator)
  await desk.goto(queueOf(at))
  await expect(desk.getByRole('row')).toHaveCount(4)
  await openKeys(desk)
  await expectNoAxeViolations(desk, 'the queue with its keys')
  await desk.keyboard.press('Escape')

  const second = desk.getByRole('row', { name: /Question 2/ })
  await desk.keyboard.press('j')
  await desk.keyboard.press('j')
  await desk.keyboard.press('k')
  await expect(second.getByRole('link')).toBeFocused()
  await expect(desk).toHaveURL(new RegExp(`case=${at.cases[1]!.id}`))
  await expect(second.getByRole('link')).toHaveAttribute('aria-current', 'true')

  await desk.keyboard.press('d')
  await expect(desk).toHaveURL(new RegExp(`/cases/${at.cases[1]!.id}/triage#decline`))
  const first = desk.getByRole('radio', { name: /No capacity just now/ })
  await expect(first).toBeFocused()
  await desk.keyboard.press('Space')
  await desk.getByLabel('In your words').fill('We are full until December, and Miso should not wait so long.')
  await desk.getByRole('button', { name: 'Decline the case' }).click()
  await expect(desk.getByRole('heading', { name: 'You could not take this case' })).toBeVisible()
  await expectNoAxeViolations(desk, 'triage of a declined case, hospital')

  const vetMail = await waitForMail(at.vetEmail, { subject: /cannot take Miso/ })
  const ownerMail = await waitForMail(at.owner.email, { subject: /cannot take Miso/ })
  for (const mail of [vetMail, ownerMail]) {
    expect(mail.text).toContain('We are full until December, and Miso should not wait so long.')
    expect(mail.text).toContain('Another hospital with this specialty may be free')
  }
  const mine = await windowOf(browser, page, at.owner)
  await mine.goto(linkFrom(ownerMail, /\/triage$/))
  await expect(onScreen(mine, 'We are full until December')).toBeVisible()
  await mine.getByRole('button', { name: 'Send to another hospital' }).click()
  await expect(mine).toHaveURL(/\/cases\/[0-9a-f-]+\/request/)
  expect(mine.url()).not.toContain(at.cases[1]!.id)
})

test('two keys accept with the service’s fee, and the owner gets the whole sum by mail @once', async ({
  browser,
  page,
}) => {
  const at = await scene('IN_TRIAGE', 2)
  const desk = await windowOf(browser, page, at.coordinator)
  await desk.goto(queueOf(at))
  await expect(desk.getByRole('heading', { name: 'Miso', level: 2 })).toBeVisible()
  await openKeys(desk)
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('a')
  await expect(desk.getByLabel('Fee in EUR')).toBeFocused()
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('heading', { name: 'You accepted the case' })).toBeVisible()
  const mail = await waitForMail(at.owner.email, { subject: /the fee is €320.00/ })
  const mine = await windowOf(browser, page, at.owner)
  await mine.goto(linkFrom(mail, /\/fee$/))
  await expect(onScreen(mine, '€320.00')).toBeVisible()
})

test('without script, by links and posts: look, ask, be answered, and see what went wrong @once', async ({
  browser,
  page,
}) => {
  const at = await scene('IN_TRIAGE', 2)
  const plain = await windowOf(browser, page, at.coordinator, false)
  await plain.goto(queueOf(at))
  await plain.getByRole('link', { name: 'Miso' }).last().click()
  await expect(plain).toHaveURL(new RegExp(`case=${at.cases[1]!.id}`))
  await plain.getByRole('link', { name: /^Ask/ }).click()
  await plain.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(plain.getByRole('link', { name: 'Write what you need to know' })).toBeVisible()
  await plain.getByRole('radio', { name: /Ana Ruiz/ }).check()
  await plain.getByLabel('What do you need to know?').fill('Is there an ECG?')
  await plain.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(onScreen(plain, 'No answer yet')).toBeVisible()

  const mail = await waitForMail(at.owner.email, { subject: /needs a little more/ })
  const mine = await windowOf(browser, page, at.owner)
  await mine.goto(linkFrom(mail, /\/triage$/))
  await expectNoAxeViolations(mine, 'a question to the owner')
  await mine.getByLabel('Your answer').fill('No, only a film. Je ne l’ai pas, שלום 🐈')
  await mine.getByRole('button', { name: 'Send the answer' }).click()
  await expect(mine.getByRole('heading', { name: /is reading the request/ })).toBeVisible()
  await waitForMail(at.coordinator.email, { subject: /Information has come/ })
  await plain.reload()
  await expect(onScreen(plain, 'No, only a film. Je ne l’ai pas, שלום 🐈')).toBeVisible()
})

test('the queue on every screen: views, filters, empty, and a file', async ({ browser, page }) => {
  const at = await scene('IN_TRIAGE', 2)
  const desk = await windowOf(browser, page, at.coordinator)
  await desk.goto(queueOf(at))
  await expectNoAxeViolations(desk, 'the queue')
  await desk.getByRole('button', { name: 'Any species' }).click()
  await desk.getByRole('link', { name: 'Horse' }).click()
  await expect(desk.getByRole('heading', { name: 'No case matches' })).toBeVisible()
  await expectNoAxeViolations(desk, 'a filtered queue without cases')
  await desk.getByRole('link', { name: 'Show all' }).click()
  await expect(desk.getByRole('row')).toHaveCount(3)
  await desk.getByRole('link', { name: /Mine/ }).click()
  await expect(desk.getByRole('heading', { name: 'No case is yours' })).toBeVisible()
  await desk.getByRole('link', { name: /Due soon/ }).click()
  await expect(desk).toHaveURL(/view=due/)
  const download = desk.waitForEvent('download')
  await desk.getByRole('link', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^queue-due-\d{4}-\d\d-\d\d\.csv$/)

  await desk.goto(`/cases/${at.cases[0]!.id}/triage`)
  await expectNoAxeViolations(desk, 'triage, hospital')
  await desk.getByRole('button', { name: 'Take it myself' }).click()
  await expect(desk.getByRole('combobox', { name: 'Who looks after this case' })).toHaveValue(at.coordinator.personId)
  await desk.goto(`${queueOf(at)}?view=mine`)
  await expect(desk.getByRole('row')).toHaveCount(2)
})

test('services: one is added, changed and taken off; a wrong fee says so and keeps what was typed @once', async ({
  browser,
  page,
}) => {
  const hospital = await organization('HOSPITAL', 'Northgate Animal Hospital')
  const admin = await windowOf(browser, page, await member(hospital, 'ADMIN', 'Ada Min'))
  await admin.goto(`/hospital/${hospital.slug}/services`)
  await expect(admin.getByRole('heading', { name: 'No service yet' })).toBeVisible()
  await admin.getByRole('button', { name: 'Add a service' }).click()
  const form = admin.getByRole('dialog', { name: 'Add a service' })
  await form.getByLabel('Specialty').selectOption('Neurology')
  await form.getByLabel('Name').fill('Neurology opinion')
  await form.getByLabel('Fee in EUR').fill('three hundred')
  await form.getByRole('button', { name: 'Add the service' }).click()
  await expect(form.getByRole('link', { name: /Write the fee as an amount in EUR/ })).toBeVisible()
  await expect(form.getByLabel('Name')).toHaveValue('Neurology opinion')
  await expectNoAxeViolations(admin, 'a service with a wrong fee')
  await form.getByLabel('Fee in EUR').fill('300')
  await form.getByRole('button', { name: 'Add the service' }).click()
  await expect(admin.getByRole('heading', { name: 'Neurology opinion' })).toBeVisible()
  await expect(onScreen(admin, '€300.00')).toBeVisible()
  await admin.getByRole('button', { name: 'Stop offering Neurology opinion' }).click()
  await expect(onScreen(admin, 'Not offered now')).toBeVisible()
  await admin.getByLabel('Hours to your decision').fill('12')
  await admin.getByRole('button', { name: 'Save the promises' }).click()
  await expect(admin.getByText('Saved. Cases from now on get these promises.').first()).toBeVisible()
  await expectNoAxeViolations(admin, 'services')
})
