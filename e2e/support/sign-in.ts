import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** Signs in as a demo person by the button that local mode shows for them, as someone trying the product would. */
export async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto('/demo')
  await page.getByRole('listitem').filter({ hasText: email }).getByRole('button').first().click()
  await expect(page).not.toHaveURL(/\/demo/)
}
