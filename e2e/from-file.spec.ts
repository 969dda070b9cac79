import { expectNoAxeViolations } from './support/axe.ts'
import { signInAs } from './support/sign-in.ts'
import { expect, test } from './support/test.ts'
import { desk } from './support/windows.ts'

// A practice begins from a file that its own program exported, in a browser without JavaScript.

const VET = 'tomasz.mazur@riverside-vets.demo.example'
const EXPORT = [
  '\ufeffPatient Name;Species;Weight (kg);Client Name;Microchip;Clinical notes',
  'Saffron;Feline;4,1;"Byrne; Ana";372098100112233;"Breathes fast.\nSince November."',
].join('\r\n')
const file = (name: string, text: string, mimeType: string) => ({ name, mimeType, buffer: Buffer.from(text) })

test('a practice begins from an exported table, without JavaScript @once', async ({ browser }) => {
  const { page, context } = await desk(browser, { javaScriptEnabled: false })
  await signInAs(page, VET)
  await page.goto('/practice/riverside-vets/new?kind=REFERRAL')
  await page.getByRole('button', { name: 'Begin with a file' }).click()
  await page.waitForURL(/step=file/)
  const chosen = page.getByLabel('A PDF, a CSV table or a text')

  // Nothing is guessed, and what cannot be read says why.
  await chosen.setInputFiles(file('empty.csv', '', 'text/csv'))
  await page.getByRole('button', { name: 'Add and read' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'This file is empty' })).toBeVisible()

  await chosen.setInputFiles(file('export.csv', EXPORT, 'text/csv'))
  await page.getByRole('button', { name: 'Add and read' }).click()
  const put = page.getByRole('button', { name: 'Put this into the form' })
  await expect(async () => {
    await page.reload()
    await expect(put).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByText('Byrne; Ana')).toBeVisible()
  await page.getByText('Not read into the form').click()
  await expect(page.getByRole('textbox', { name: /^Not read into the form/ })).toHaveValue('Microchip: 372098100112233')
  // The checker of pages is a script itself.
  const looking = await desk(browser, { storageState: await context.storageState() })
  await looking.page.goto(page.url())
  await expectNoAxeViolations(looking.page, 'what a file says')
  await looking.context.close()

  await put.click()
  await page.waitForURL(/step=write/)
  await expect(page.getByLabel('Species')).toHaveValue('CAT')
  await expect(page.getByLabel('Weight in kg')).toHaveValue('4.1')
  await expect(page.getByLabel('Owner’s name')).toHaveValue('Byrne; Ana')
  await expect(page.getByLabel(/^History/)).toHaveValue('Breathes fast.\nSince November.')
  await context.close()
})
