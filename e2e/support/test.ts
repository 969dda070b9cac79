import { test as base } from '@playwright/test'
import { addresses } from './addresses.ts'

export { expect } from '@playwright/test'

/** Playwright's `test`, with `page.goto('/path')` going to the product that global-setup.ts started. */
export const test = base.extend<{ windowsEndWithTheirTest: void }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures wanted from this pattern
  baseURL: async ({}, use) => use(addresses().web),
  // A window that a story opens for somebody else would stay for the whole run otherwise, listening live and being drawn.
  windowsEndWithTheirTest: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts())
      await use()
      await Promise.all(
        browser
          .contexts()
          .filter((one) => !before.has(one))
          .map((one) => one.close()),
      )
    },
    { auto: true },
  ],
})
