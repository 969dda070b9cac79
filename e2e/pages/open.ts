import type { Page, Response } from '@playwright/test'
import type { Visit } from './visits.ts'

/** Goes to a visit's address, as somebody would who types it. */
export async function open(page: Page, { asksInVain }: Visit, address: string): Promise<Response | null> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  if (asksInVain) await page.route(asksInVain, () => undefined)
  return page.goto(address)
}
