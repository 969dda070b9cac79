import { test as base } from '@playwright/test'
import { addresses } from './addresses.ts'

export { expect } from '@playwright/test'

/** Playwright's `test`, with `page.goto('/path')` going to the product that global-setup.ts started. */
export const test = base.extend({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures wanted from this pattern
  baseURL: async ({}, use) => use(addresses().web),
})
