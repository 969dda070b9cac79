import { addresses } from './support/addresses.ts'
import { signInAs } from './support/sign-in.ts'
import { expect, test } from './support/test.ts'

// A practice's own texts are put beside what is typed, with JavaScript and without.

const VET = 'tomasz.mazur@riverside-vets.demo.example'

for (const script of [true, false])
  test(`@once a text of the practice joins what is typed ${script ? 'at once' : 'without JavaScript too'}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ baseURL: addresses().web, javaScriptEnabled: script })
    const page = await context.newPage()
    await signInAs(page, VET)
    await page.goto('/practice/riverside-vets?view=progress')
    const line = page.locator('main a[href^="/cases/"]').first()
    await page.goto(`${await line.getAttribute('href')}/thread`)
    const [message, summary] = [
      page.getByRole('textbox', { name: 'Message' }),
      page.getByText('Put in a text of your practice'),
    ]
    await message.fill('Dear colleagues,')
    await page.getByText('This cannot wait').click()
    await summary.click()
    const text = page.locator('details', { has: summary }).getByRole('listitem').first()
    await text.getByRole('button').click()
    await expect(message).toHaveValue(/^Dear colleagues,\n\n\S/)
    await expect(message).not.toHaveValue(/\{(patient|owner|hospital)\}/)
    await expect(page.getByLabel('This cannot wait')).toBeChecked()
    await context.close()
  })
