import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { useOwnerPool } from './support/owner-pool.ts'
import { expect, test } from './support/test.ts'
import { windowOf } from './bad-input/screen.ts'

// History and laboratory values: written on a phone without script, pasted by a practice, read by a hospital once it may.

test.describe.configure({ timeout: 120_000 })

useOwnerPool()

async function scene(agreed: boolean) {
  const [owner, hospital, practice] = [
    await person('Ana Ruiz'),
    await organization('HOSPITAL', 'Northgate Animal Hospital'),
    await organization('PRACTICE', 'Riverside Vets'),
  ]
  const at = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE', agreed })
  return {
    at,
    hospital,
    owner,
    vet: await member(practice, 'VET', 'Tomasz Mazur'),
    specialist: await member(hospital, 'SPECIALIST', 'Helena Lindqvist'),
    history: `/cases/${at.id}/records/history`,
    lab: `/cases/${at.id}/records/lab`,
  }
}

const agree = ({ at, hospital, vet }: Awaited<ReturnType<typeof scene>>) =>
  ownerPool().query(
    `insert into "Agreement" ("caseId", id, "hospitalId", kinds, "textId", "actorId", "actorKind", decision, "signedName", "expiresAt")
     select $1, $4, $2, '{HISTORY,LAB}', t.id, $3, 'PERSON', 'AGREED', 'Vet', now() + interval '90 days' from "ConsentText" t where t.key = 'AGREEMENT' limit 1`,
    [at.id, hospital.id, vet.personId, randomUUID()],
  )

async function writeMedicine(page: Page, name: string, dose: string): Promise<void> {
  await page.getByLabel('Medicine (required)').fill(name)
  await page.getByLabel('Dose').fill(dose)
  await page.getByLabel('Unit').fill('mg')
  await page.getByLabel('How often').fill('twice a day')
  await page.getByRole('button', { name: 'Save, and add another' }).click()
}

const line = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })

test('an owner writes two medicines on a phone without script, mends one, removes one and takes that back @phone', async ({
  browser,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const { owner, history } = await scene(true)
  const phone = await windowOf(browser, page, owner, false)
  await phone.goto(history)
  await phone.getByRole('link', { name: 'Add: medicine' }).click()
  await phone.getByLabel('Since').fill('03/04/2026')
  await writeMedicine(phone, 'Furosemide', '10')
  // A day that could be two is asked about, and what was typed stays.
  await expect(phone.getByText(/could be two days/).first()).toBeVisible()
  await expect(phone.getByLabel('Medicine (required)')).toHaveValue('Furosemide')
  await phone.getByLabel('Since').fill('3 April 2026')
  await writeMedicine(phone, 'Furosemide', '10')
  await expect(line(phone, 'Furosemide 10 mg, twice a day')).toContainText('since 3 Apr 2026')
  await writeMedicine(phone, 'Pimobendan', '1.25')
  await expect(line(phone, 'Pimobendan 1.25 mg')).toContainText('Saved')

  await phone.getByRole('link', { name: /Edit Furosemide/ }).click()
  await phone.getByLabel('Dose').fill('20')
  await phone.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line(phone, 'Furosemide 20 mg')).toBeVisible()

  await phone.getByRole('link', { name: /Edit Pimobendan/ }).click()
  await phone.getByRole('button', { name: 'Remove this line' }).click()
  await expect(line(phone, 'Pimobendan')).toHaveCount(0)
  await phone.getByRole('button', { name: 'Undo' }).click()
  await expect(line(phone, 'Pimobendan 1.25 mg')).toBeVisible()
})

const TABLE = [
  'Untersuchung\t12.01.2026\t3.3.2026\t14.11.2026\tEinheit\tReferenz',
  'Kreatinin\t1,2\t1,6\t2,9 H\tmg/dl\t0,8 - 1,8',
  'Kalium\t4,2\t4,4\t3,9\tmmol/l\t3,5 - 5,8',
  'ALT\t?\t48\t50\tU/l\t10 - 100',
].join('\n')

test('a practice pastes a table, and mends the line that is not clear @once', async ({ browser, page }) => {
  const { vet, specialist, lab, ...rest } = await scene(false)
  const desk = await windowOf(browser, page, vet)
  await desk.goto(lab)
  await desk.getByLabel(/^Values/).fill(TABLE)
  await desk.getByRole('button', { name: 'Save the values' }).click()
  await expect(desk.getByRole('list', { name: 'Lines to mend' })).toContainText('Line 4: “?” is no result')
  await expect(desk.getByLabel(/^Values/)).toHaveValue(TABLE)
  await desk.getByLabel(/^Values/).fill(TABLE.replace('?', '44'))
  await desk.getByRole('button', { name: 'Save the values' }).click()
  await expect(desk.getByText('9 values are saved.')).toBeVisible()
  const creatinine = (at: Page) => at.getByRole('listitem', { name: 'Creatinine' })
  await expect(creatinine(desk)).toContainText('2.9 mg/dL')

  // The hospital reads nothing of it, nor hears of it, before the vet has agreed.
  const theirs = await windowOf(browser, page, specialist)
  await theirs.goto(lab)
  await expect(theirs.getByText('Laboratory values open with consent')).toBeVisible()
  await theirs.goto(`/cases/${rest.at.id}/thread`)
  await expect(theirs.getByText('Laboratory values were added')).toHaveCount(0)

  await agree({ vet, specialist, lab, ...rest })
  await theirs.goto(lab)
  await expect(creatinine(theirs)).toContainText('high')
  await expect(creatinine(theirs)).toContainText('↑ rising')
  await expect(theirs.getByRole('group', { name: /Creatinine from 12 Jan 2026 to 14 Nov 2026/ })).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'Add values' })).toHaveCount(0)
  await theirs.getByRole('link', { name: /SI/ }).click()
  await expect(creatinine(theirs)).toContainText('256 µmol/L')
  await expect(creatinine(theirs)).toContainText('molar mass of C4H7N3O')
  await expectNoAxeViolations(theirs, 'laboratory')
  await theirs.goto(`/cases/${rest.at.id}/thread`)
  await expect(theirs.getByText('Laboratory values were added')).toBeVisible()
})

test('two windows, one line: the later one sees what the other wrote, and keeps its words @once', async ({
  browser,
  page,
}) => {
  const { owner, history } = await scene(true)
  const one = await windowOf(browser, page, owner)
  await one.goto(`${history}?add=PROBLEM`)
  await one.getByLabel('Problem (required)').fill('Heart murmur')
  await one.getByRole('button', { name: 'Save, and add another' }).click()
  await expect(line(one, 'Heart murmur')).toContainText('Saved')
  await one.getByRole('link', { name: /Edit Heart murmur/ }).click()
  const two = await one.context().newPage()
  await expect(one.getByLabel('Problem (required)')).toHaveValue('Heart murmur')
  await two.goto(one.url())
  await two.getByLabel('Problem (required)').fill('Heart murmur, grade II')
  await two.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line(two, 'grade II')).toContainText('Saved')
  await one.getByLabel('Problem (required)').fill('Heart murmur, grade III')
  await one.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(one.getByText(/now reads “Heart murmur, grade II”/)).toBeVisible()
  await expect(one.getByLabel('Problem (required)')).toHaveValue('Heart murmur, grade III')
  await one.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line(one, 'grade III')).toContainText('Saved')
})
