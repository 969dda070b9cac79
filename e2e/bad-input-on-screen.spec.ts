import type { Page } from '@playwright/test'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { expectAsText, html, refuseDialogs, windowOf } from './bad-input/screen.ts'
import { addresses } from './support/addresses.ts'
import { pdfText } from './support/files.ts'
import { waitForMail } from './support/mail.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// What people do to forms in a browser: HTML where words belong, two presses, two tabs, back and again, signed out meanwhile.

useOwnerPool()

type Scene = { at: TestCase; owner: PersonActor; vet: PersonActor; specialist: PersonActor; hospital: TestOrg }

async function scene(status: CaseStatus): Promise<Scene> {
  const [owner, hospital, practice] = [
    await person('Ana Ruiz'),
    await organization('HOSPITAL', 'Northgate Animal Hospital'),
    await organization('PRACTICE', 'Riverside Vets'),
  ]
  const specialist = await member(hospital, 'SPECIALIST', 'Helena Lindqvist')
  const vet = await member(practice, 'VET', 'Tomasz Mazur')
  return { at: await caseIn({ owner, hospital, practice, status }), owner, vet, specialist, hospital }
}

const count = async (sql: string, at: TestCase) => (await ownerPool().query(sql, [at.id])).rowCount
const bodyOf = (page: Page) => page.getByLabel('Message', { exact: true })
const toEveryone = (page: Page) => page.getByRole('button', { name: 'Post to everyone' })

/** The owner names the animal and asks, in a draft; then the case is where the hospital writes its answer. */
async function typeRequest(mine: Page, { at }: Scene, typed: { name: string; question: string }): Promise<void> {
  const { rows } = await ownerPool().query<{ patientId: string; practiceId: string }>(
    'select "patientId", "practiceId" from "Case" where id = $1',
    [at.id],
  )
  const { patientId, practiceId } = rows[0] ?? {}
  await ownerPool().query(
    `update "Case" set status = 'DRAFT', "submittedAt" = null, "practiceId" = null where id = $1`,
    [at.id],
  )
  await mine.goto(`/home/animals/${patientId}`)
  await mine.getByLabel('Name').fill(typed.name)
  await mine.getByRole('button', { name: 'Save' }).click()
  await mine.waitForURL('**/home')
  await expectAsText(mine, [typed.name], 'home')
  await mine.goto(`/cases/${at.id}/request?step=questions`)
  await mine.getByLabel('Question 1').fill(typed.question)
  await mine.getByRole('button', { name: 'Save and go on' }).click()
  await mine.waitForURL(/step=vet/)
  const sent = `update "Case" set status = 'IN_REVIEW', "submittedAt" = now(), "practiceId" = $2 where id = $1`
  await ownerPool().query(sent, [at.id, practiceId])
}

async function writeAndSign(desk: Page, { at }: Scene, typed: { question: string; advice: string }): Promise<void> {
  await desk.goto(`/cases/${at.id}/recommendation`)
  await expectAsText(desk, [typed.question], 'the form of the recommendation')
  await desk.getByLabel(/^Assessment/).fill(typed.advice)
  await desk.locator('input[name=agreement]').first().check({ force: true })
  await desk.getByLabel(/^What it means for/).fill(typed.advice)
  await desk.locator('input[name=urgency]').first().check({ force: true })
  for (const field of await desk.locator('textarea[name^=answer]').all()) await field.fill(typed.advice)
  await desk.getByRole('button', { name: 'Save and review' }).click()
  await desk.getByLabel('Your full name').fill('Helena Lindqvist')
  await expectAsText(desk, [typed.advice, typed.question], 'the review')
  await desk.getByLabel(/my own professional opinion/).check()
  await desk.getByRole('button', { name: 'Sign the recommendation' }).click()
  await expect(desk.getByText('Answered').first()).toBeVisible()
}

test('HTML that people type is read as they typed it, by everybody, everywhere, and runs nowhere @once', async ({
  browser,
  page,
}) => {
  test.setTimeout(90_000)
  const at = await scene('IN_REVIEW')
  const typed = { name: html('Miso'), question: html('Why?'), message: html('34 a minute'), advice: html('Rest') }
  const [mine, desk] = [await windowOf(browser, page, at.owner), await windowOf(browser, page, at.specialist)]
  refuseDialogs([mine, desk, page])
  await typeRequest(mine, at, typed)
  await mine.goto(`/cases/${at.at.id}/thread`)
  await expect(mine.getByRole('heading', { level: 1 })).toHaveText(typed.name)
  await bodyOf(mine).fill(typed.message)
  await mine.getByLabel('This cannot wait: tell them at once').check()
  await toEveryone(mine).click()
  await expectAsText(mine, [typed.message], 'the thread')

  await desk.goto(`/hospital/${at.hospital.slug}/queue?view=review`)
  await expectAsText(desk, [typed.name], 'the queue')
  await desk.goto(`/cases/${at.at.id}/thread`)
  await expectAsText(desk, [typed.name, typed.message], 'the thread, of the hospital')
  await writeAndSign(desk, at, typed)
  await mine.goto(`/cases/${at.at.id}/recommendation`)
  await expectAsText(mine, [typed.advice, typed.question], 'the recommendation')

  const pdf = await mine.request.get(`/api/cases/${at.at.id}/recommendation/1/pdf`)
  const printed = (await pdfText(await pdf.body())).replaceAll(/\s+/g, '')
  for (const text of [typed.name, typed.question, typed.advice]) expect(printed).toContain(text.replaceAll(/\s+/g, ''))
  for (const subject of [/cannot wait/, /recommendation/i])
    await expectMailAsText(page, subject.source.includes('wait') ? at.specialist : at.owner, subject, typed.name)
})

/** Opened without any policy of ours, as a mail program might. */
async function expectMailAsText(page: Page, reader: PersonActor, subject: RegExp, text: string): Promise<void> {
  const mail = await waitForMail(reader.email, { subject })
  expect(mail.subject).toContain(text)
  await page.setContent(mail.html ?? '')
  await expectAsText(page, [text], `the mail “${mail.subject}”`)
}

test('two quick presses post one message, and a press in a second tab that comes too late keeps its words @once', async ({
  browser,
  page,
}) => {
  const at = await scene('IN_TRIAGE')
  const desk = await windowOf(browser, page, at.specialist)
  const [second, third] = [await desk.context().newPage(), await desk.context().newPage()]
  await desk.goto(`/cases/${at.at.id}/thread`)
  await bodyOf(desk).fill('Twice?')
  await toEveryone(desk).dblclick()
  await expect(bodyOf(desk)).toHaveValue('')
  await expect(desk.getByRole('log').getByText('Twice?')).toHaveCount(1)
  expect(await count('select from "Message" where "caseId" = $1', at.at)).toBe(1)

  for (const tab of [desk, second, third]) await tab.goto(`/cases/${at.at.id}/triage`)
  const acceptance = (tab: Page) => tab.getByRole('button', { name: 'Accept and send estimate' })
  await second.getByLabel('Note to the owner').fill('With an echocardiogram')
  await acceptance(desk).dblclick()
  for (const tab of [desk, third])
    await expect(tab.getByRole('heading', { name: 'You accepted the case' })).toBeVisible()
  expect(await count('select from "Estimate" where "caseId" = $1', at.at)).toBe(1)
  await acceptance(second).click()
  await expect(
    second
      .getByRole('alert')
      .or(second.getByText(/cannot be done while the case is/))
      .first(),
  ).toBeVisible()
  await expect(second.getByLabel('Note to the owner')).toHaveValue('With an echocardiogram')
  expect(await count('select from "Estimate" where "caseId" = $1', at.at)).toBe(1)
})

test('back after a press, and pressed again: it happened once, and words say how it stands @once', async ({
  browser,
  page,
}) => {
  const at = await scene('DRAFT')
  await ownerPool().query(`update "CaseRequest" set history = 'Since November' where "caseId" = $1`, [at.at.id])
  const mine = await windowOf(browser, page, at.owner)
  // As a browser may keep it in its memory: nothing tells this page that the request was sent.
  const kept = await mine.context().newPage()
  await kept.route('**/events**', (route) => route.abort())
  const send = (tab: Page) => tab.getByRole('button', { name: 'Send the request' })
  for (const tab of [kept, mine]) await tab.goto(`/cases/${at.at.id}/request?step=review`)
  await send(mine).click()
  await mine.waitForURL('**/consent')
  await send(kept).click()
  await expect(kept.getByText(/cannot be done while the case is/).first()).toBeVisible()

  await mine.goBack()
  const asked = mine.getByRole('heading', { name: 'What was asked' })
  await expect(send(mine).or(asked)).toBeVisible()
  await mine.reload()
  await expect(asked).toBeVisible()
  await expect(send(mine)).toBeHidden()
  expect(await count(`select from "CaseEvent" where "caseId" = $1 and type = 'case.submitted'`, at.at)).toBe(1)
})

const signOutIn = async (tab: Page) => {
  await tab.goto('/sign-out')
  await tab.getByRole('button', { name: 'Sign out' }).click()
  await expect(tab.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
}

/** The same browser signed in anew, with the hat that was worn. */
async function signInAgain(tab: Page, { personId, hat }: PersonActor): Promise<void> {
  const { sessionId } = await person('Somebody')
  const org = hat.kind === 'OWNER' ? null : hat.orgId
  await ownerPool().query('update "Session" set "personId" = $1, "actingOrgId" = $2 where id = $3', [
    personId,
    org,
    sessionId,
  ])
  await tab.context().addCookies([{ name: 'next-auth.session-token', value: sessionId, url: addresses().web }])
}

test('signed out in another tab: what is typed stays, the press says so, and works after signing in again @once', async ({
  browser,
  page,
}) => {
  const at = await scene('IN_REVIEW')
  const [desk, mine] = [await windowOf(browser, page, at.specialist), await windowOf(browser, page, at.owner)]
  const [idle, last] = [await desk.context().newPage(), await desk.context().newPage()]
  await idle.goto(`/cases/${at.at.id}/records`)
  await mine.goto(`/cases/${at.at.id}/thread`)
  await desk.goto(`/cases/${at.at.id}/triage`)
  const [question, ask] = [
    desk.getByLabel('What do you need to know?'),
    desk.getByRole('button', { name: 'Ask', exact: true }),
  ]
  await desk.getByRole('radio', { name: /Ana Ruiz/ }).check()
  await question.fill('Is there an ECG?')
  await signOutIn(last)
  // Something happens on the case: the line of a page that may not be read any more ends.
  await bodyOf(mine).fill('She eats again')
  await toEveryone(mine).click()
  await expect(idle).toHaveURL(/\/sign-in/)
  await ask.click()
  await expect(desk.getByText('You are signed out. Sign in again: what you typed is kept here.').first()).toBeVisible()
  await expect(question).toHaveValue('Is there an ECG?')
  await signInAgain(desk, at.specialist)
  await ask.click()
  await expect(desk.getByText('No answer yet').first()).toBeVisible()
  expect(await count('select from "InformationRequest" where "caseId" = $1', at.at)).toBe(1)
})

test('words for a few come back for those few, also to a page that was read again @once', async ({ browser, page }) => {
  const at = await scene('IN_REVIEW')
  const desk = await windowOf(browser, page, at.vet)
  await desk.goto(`/cases/${at.at.id}/thread`)
  await desk.getByRole('radio', { name: 'Vets' }).check({ force: true })
  await bodyOf(desk).fill('Between us: I doubt it')
  await desk.reload()
  await expect(bodyOf(desk)).toHaveValue('Between us: I doubt it')
  await expect(desk.getByRole('button', { name: 'Post to the vets' })).toBeVisible()
  await expect(desk.getByRole('radio', { name: 'Vets' })).toBeChecked()
})

test('without script a refused form comes back as it was filled in @once', async ({ browser, page }) => {
  const [triage, review] = [await scene('IN_TRIAGE'), await scene('IN_REVIEW')]
  const desk = await windowOf(browser, page, triage.specialist, false)
  await desk.goto(`/cases/${triage.at.id}/triage`)
  await desk.getByLabel('In your words').fill('We are full.\nUntil December <b>at least</b>.')
  await desk.getByLabel('What may help next').fill('Another hospital')
  await desk.getByRole('button', { name: 'Decline the case' }).click()
  await expect(desk.getByRole('link', { name: 'Choose the reason that fits best' })).toBeVisible()
  await expect(desk.getByLabel('In your words')).toHaveValue('We are full.\nUntil December <b>at least</b>.')
  await expect(desk.getByLabel('What may help next')).toHaveValue('Another hospital')

  const vet = await windowOf(browser, page, review.vet, false)
  await vet.goto(`/cases/${review.at.id}/thread`)
  await vet.getByRole('radio', { name: 'Vets' }).check({ force: true })
  await vet.getByLabel('This cannot wait: tell them at once').check()
  await vet.getByRole('button', { name: /^Post/ }).click()
  await expect(vet.getByRole('link', { name: 'Write something first' })).toBeVisible()
  await expect(vet.getByRole('radio', { name: 'Vets' })).toBeChecked()
  await expect(vet.getByLabel('This cannot wait: tell them at once')).toBeChecked()

  const mine = await windowOf(browser, page, review.owner, false)
  await mine.goto('/home/animals/new')
  await mine.getByLabel('Name').fill('Tilda & <i>Co</i>')
  await mine.getByLabel('Species').selectOption('DOG')
  await mine.getByLabel('Sex').selectOption('FEMALE')
  await mine.getByLabel('Weight in kg').fill('heavy')
  await mine.getByLabel('Born on').fill('2019-02-03')
  await mine.getByRole('button', { name: /Save|Add/ }).click()
  await expect(mine.getByRole('link', { name: 'Give the weight in kilograms, like 4.2' })).toBeVisible()
  await expect(mine.getByLabel('Name')).toHaveValue('Tilda & <i>Co</i>')
  await expect(mine.getByLabel('Species')).toHaveValue('DOG')
  await expect(mine.getByLabel('Sex')).toHaveValue('FEMALE')
  await expect(mine.getByLabel('Weight in kg')).toHaveValue('heavy')
  await expect(mine.getByLabel('Born on')).toHaveValue('2019-02-03')
})
