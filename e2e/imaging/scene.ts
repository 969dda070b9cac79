import type { Browser, Page } from '@playwright/test'
import type { PersonActor } from '#lib/access/actor.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import { addresses } from '../support/addresses.ts'
import { expect } from '../support/test.ts'

/** A case in triage whose release stands, its owner and a specialist of its hospital. */
export async function scene() {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate Animal Hospital')]
  const at = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
  return {
    owner,
    specialist: await member(hospital, 'SPECIALIST', 'Helena Lindqvist'),
    records: `/cases/${at.id}/records`,
    imaging: `/cases/${at.id}/records/imaging`,
    thread: `/cases/${at.id}/thread`,
    at,
  }
}

/** A window of somebody who is signed in. */
export async function windowOf(browser: Browser, page: Page, who: PersonActor, script = true): Promise<Page> {
  const { web } = addresses()
  const context = await browser.newContext({
    baseURL: web,
    viewport: page.viewportSize(),
    hasTouch: (page.viewportSize()?.width ?? 0) < 600,
    javaScriptEnabled: script,
  })
  await context.addCookies([{ name: 'next-auth.session-token', value: who.sessionId, url: web }])
  return context.newPage()
}

/** Adds files as a person does, and waits until they stand among the images. */
export async function addImages(mine: Page, records: string, paths: string[], images: number): Promise<void> {
  await mine.goto(records)
  await mine.waitForLoadState('networkidle')
  await mine.getByLabel('Choose files').setInputFiles(paths)
  await expect
    .poll(
      async () => {
        const answer = await mine.request.get(`/api${records.replace('/records', '/imaging')}`)
        const { studies } = (await answer.json()) as { studies: { series: { images: number }[] }[] }
        return studies.flatMap(({ series }) => series).reduce((sum, one) => sum + one.images, 0)
      },
      { timeout: 45_000 },
    )
    .toBe(images)
}
