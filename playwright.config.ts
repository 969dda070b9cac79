import { defineConfig } from '@playwright/test'
import { chromiumArgs, findChromium } from './scripts/chromium.ts'

const report = process.env.CONFERRAL_TEST_REPORT

/**
 * Browser tests of the whole product, as `npm start` runs it. A story runs on the screen of whoever lives it: owners and vets behind
 * a mailed link on a phone (@phone), teams and what has no screen at a desk (@once). Without a tag it runs on both: every page, and
 * what is laid out anew on a small screen (uploads, viewers, the queue).
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/support/global-setup.ts',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
  use: {
    browserName: 'chromium',
    actionTimeout: 20_000,
    timezoneId: 'UTC',
    // Recording costs a third of the browser's work: asked for when a failure is looked into.
    trace: process.env.CONFERRAL_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium(), args: chromiumArgs },
  },
  projects: [
    { name: 'chromium-desk', grepInvert: /@phone/, use: { viewport: { width: 1280, height: 900 } } },
    {
      name: 'chromium-phone',
      grepInvert: /@once/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
})
