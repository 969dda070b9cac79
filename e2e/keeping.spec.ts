import { readFile } from 'node:fs/promises'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { unzip } from '#lib/testing/unzip.ts'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import { windowOf } from './bad-input/screen.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'

// Rules about advice from afar, published by the operator and read by an owner; and what a person does about their own data.

useOwnerPool()

test('a rule is looked at, published, and read by an owner before the request is sent @once', async ({
  browser,
  page: first,
}) => {
  const operator = await person('Olga Operator')
  await ownerPool().query('update "Person" set "isOperator" = true where id = $1', [operator.personId])
  const desk = await windowOf(browser, first, operator)
  await desk.goto('/operator/delivery?region=IS')
  await desk.getByLabel('To the owner as general advice').check()
  await desk.getByLabel('The rule in words').fill('Words for people in Iceland')
  await desk.getByLabel('With the attending vet’s agreement').fill('Both get it')
  await desk.getByLabel('Sources').fill('no source')
  await desk.getByLabel('Why this version').fill('A first one')
  await desk.getByRole('button', { name: 'Look at it before it is published' }).click()
  await expect(desk.getByText('Line 1 could not be read').first()).toBeVisible()
  await desk.getByLabel('Sources').fill('2026-11-21 | A law of Iceland')
  await desk.getByRole('button', { name: 'Look at it before it is published' }).click()
  await expect(desk.getByText('What publishing does')).toBeVisible()
  await desk.getByRole('button', { name: /^Publish version/ }).click()
  await expect(desk.getByText('by Olga Operator').first()).toBeVisible()

  const owner = await person('Ana Ruiz')
  const hospital = await organization('HOSPITAL', 'Northgate', { deliveryPolicy: 'GENERAL_ADVICE' })
  const { id } = await caseIn({ owner, hospital, status: 'DRAFT' })
  const mine = await windowOf(browser, first, owner)
  await mine.goto(`/cases/${id}/request?step=vet`)
  await mine.getByLabel('Where does Miso live?').selectOption('IS')
  await mine.getByRole('button', { name: 'Save and go on' }).click()
  await mine.waitForURL(/step=reach/)
  await mine.goto(`/cases/${id}/request?step=review`)
  const card = mine.locator('section').filter({ has: mine.getByRole('heading', { name: 'Who gets the answer' }) })
  await expect(card).toContainText('the rule for Iceland and Northgate’s own say the same')
  await card.getByText('The rule, and where it comes from').click()
  await expect(card.getByText('Words for people in Iceland')).toBeVisible()
  await expect(card.getByText('A law of Iceland')).toBeVisible()
})

test('a person takes their data along, asks to be forgotten and calls it off @once', async ({
  browser,
  page: first,
}) => {
  const who = await person('Ana Ruiz')
  const hospital = await organization('HOSPITAL', 'Northgate')
  const { id } = await caseIn({ owner: who, hospital, status: 'CLOSED' })
  const page = await windowOf(browser, first, who)
  await page.goto('/account/data')
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download everything' }).click()
  const found = await unzip(await readFile(await (await coming).path()))
  const { rows } = await ownerPool().query<{ number: string }>('select number from "Case" where id = $1', [id])
  expect(found['profile.json']).toContain(who.email)
  expect(found[`cases/${rows[0]?.number}/case.json`]).toContain('Breathes fast asleep')

  await page.getByRole('button', { name: 'Ask to be forgotten' }).click()
  await expect(page.getByText('Tick that you have read').first()).toBeVisible()
  await page.getByLabel('I have read what goes and what must stay').check()
  await page.getByRole('button', { name: 'Ask to be forgotten' }).click()
  await expect(page.getByText('You asked to be forgotten')).toBeVisible()
  await page.getByRole('button', { name: /^Call it off/ }).click()
  await expect(page.getByRole('button', { name: 'Ask to be forgotten' })).toBeVisible()

  await ownerPool().query(`update "Session" set "createdAt" = now() - interval '1 hour' where id = $1`, [who.sessionId])
  await page.goto('/account/data')
  await expect(page.getByText('For this, please sign in anew')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Download everything' })).toHaveCount(0)
})
