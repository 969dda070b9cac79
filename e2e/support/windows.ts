import type { Browser, BrowserContext, Page } from '@playwright/test'
import { devices } from '@playwright/test'
import { addresses } from './addresses.ts'

export type Window = { page: Page; context: BrowserContext }

const open = async (browser: Browser, options: Parameters<Browser['newContext']>[0]): Promise<Window> => {
  const context = await browser.newContext({
    baseURL: addresses().web,
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    ...options,
  })
  return { context, page: await context.newPage() }
}

/** Somebody on a phone: 390 px, touch. */
export const phone = (browser: Browser) =>
  open(browser, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    userAgent: devices['iPhone 14'].userAgent,
  })

/** Somebody at a desk: 1280 px. */
export const desk = (browser: Browser, more: Parameters<Browser['newContext']>[0] = {}) =>
  open(browser, { viewport: { width: 1280, height: 900 }, ...more })
