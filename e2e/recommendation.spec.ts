import type { Page } from '@playwright/test'
import pg from 'pg'
import { addresses } from './support/addresses.ts'
import { expectNoAxeViolations } from './support/axe.ts'
import { signInAs } from './support/sign-in.ts'
import { expect, test } from './support/test.ts'

type Review = { caseId: string; email: string; owner: string }

/** A demo case that waits for its answer, with its specialist and its owner. */
async function caseInReview(): Promise<Review> {
  const db = new pg.Client({ connectionString: addresses().ownerUrl })
  await db.connect()
  try {
    const { rows } = await db.query<Review>(
      `select c.id as "caseId", p.email, o.email as owner from "Case" c join "Person" o on o.id = c."ownerId"
       join "Membership" m on m."organizationId" = c."hospitalId" and m.role = 'SPECIALIST' and m."endedAt" is null
       join "Person" p on p.id = m."personId"
       where c.status = 'IN_REVIEW' and (select count(*) from "Membership" n where n."personId" = p.id) = 1
       order by c.number desc, p.email limit 1`,
    )
    if (!rows[0]) throw new Error('the demo data has no case in review')
    return rows[0]
  } finally {
    await db.end()
  }
}

const typed = (page: Page) => page.getByLabel('Prognosis')
const saved = (page: Page) => expect(page.getByText(/Saved \d/)).toBeVisible()

test('what a specialist writes survives a reload and stands in the review @once', async ({ page }) => {
  const { caseId, email } = await caseInReview()
  const address = `/cases/${caseId}/recommendation`
  await signInAs(page, email)
  await page.goto(address)
  const words = `Guarded, as of ${Date.now()} ≥ ж 🐈`
  await typed(page).fill(words)
  await saved(page)
  await page.reload()
  await expect(typed(page)).toHaveValue(words)
  await expectNoAxeViolations(page, 'writing a recommendation')

  await page.getByRole('button', { name: 'Review and sign' }).click()
  await expect(page.getByText('Draft, as it will be read once signed')).toBeVisible()
  await expect(page.getByText(words)).toBeVisible()
  await expectNoAxeViolations(page, 'reviewing a recommendation')
})

test('the owner reads whose turn it is, and nothing of the draft @phone', async ({ page }) => {
  const { caseId, owner } = await caseInReview()
  await signInAs(page, owner)
  await page.goto(`/cases/${caseId}/recommendation`)
  await expect(page.getByRole('heading', { name: /is writing the recommendation/ })).toBeVisible()
  await expect(page.getByRole('form', { name: 'Recommendation' })).toHaveCount(0)
  await expectNoAxeViolations(page, 'waiting for a recommendation')
})

test('two windows on one draft: nothing is overwritten before the writer has seen both texts @once', async ({
  page,
  context,
}) => {
  const { caseId, email } = await caseInReview()
  await signInAs(page, email)
  const other = await context.newPage()
  for (const window of [page, other]) await window.goto(`/cases/${caseId}/recommendation?step=write`)
  const [first, second] = [`First window ${Date.now()}`, `Second window ${Date.now()}`]
  await typed(page).fill(first)
  await saved(page)
  await typed(other).fill(second)
  await expect(other.getByText(/Not saved: Somebody else/)).toBeVisible()
  await other.getByRole('button', { name: 'Save now' }).click()
  await expect(other.getByText(first)).toBeVisible()
  await expect(typed(other)).toHaveValue(second)
  await page.reload()
  await expect(typed(page)).toHaveValue(first)
  await other.getByRole('button', { name: 'Save mine over the other' }).click()
  await expect(other.getByText('Saved. Only your hospital sees this draft.').first()).toBeVisible()
  await page.reload()
  await expect(typed(page)).toHaveValue(second)
})
