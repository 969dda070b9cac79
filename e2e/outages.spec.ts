import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import pg from 'pg'
import { setOwnerPool } from '#lib/testing/owner-pool.ts'
import { startProduct } from './outages/product.ts'
import type { Product } from './outages/product.ts'
import { untilDone, untilFailed, untilMailing } from './outages/queue.ts'
import {
  askForLink,
  besides,
  expectAwayPage,
  post,
  postElsewhere,
  said,
  scene,
  shown,
  untilReady,
  visit,
  windowOf,
} from './outages/scene.ts'
import type { Scene } from './outages/scene.ts'
import { addFile, bigFile, startUpload } from './outages/uploads.ts'
import { deliveriesOf, onboard, refundsOf, stripeOf } from './outages/stripe.ts'
import { mailsTo } from './support/mail.ts'

// PostgreSQL, the object store, mail and Stripe go away and come back while people work: a clear page, nothing lost, and it
// goes on by itself. Others use the shared product meanwhile, so this one is started here.

const DATABASE_AWAY = 'The database cannot be reached just now'
const STORE_AWAY = 'The file store cannot be reached just now'

let product: Product
let pool: pg.Pool
let big: Awaited<ReturnType<typeof bigFile>>
test.beforeAll(async () => {
  product = await startProduct()
  big = await bigFile()
  pool = new pg.Pool({ connectionString: product.ownerUrl, max: 3 })
  setOwnerPool(pool)
})
test.afterEach(async () => {
  for (const line of Object.values(product.lines)) await line.mend()
})
test.afterAll(async () => {
  setOwnerPool(undefined)
  await pool.end()
  await big.remove()
  await product.stop()
})

async function bothInThread(browser: Browser, on: Scene): Promise<[owner: Page, specialist: Page]> {
  const owner = await windowOf(browser, product, on.owner)
  const specialist = await windowOf(browser, product, on.specialist)
  for (const page of [owner, specialist]) await visit(page, `${on.address}/thread`)
  return [owner, specialist]
}

/** None of our processes was ended by what happened. */
const expectSameProcesses = () => {
  for (const name of ['web', 'worker']) expect(product.pids.get(name), `${name} was started`).toHaveLength(1)
}
const mailsOf = async (who: { email: string }) => mailsTo(who.email, product.at.mail)

test.describe('outages @once', () => {
  test.describe.configure({ timeout: 90_000 })

  test('PostgreSQL ends and comes back: pages say so, words are kept, and all goes on by itself', async ({
    browser,
  }) => {
    const { lines } = product
    const on = await scene('IN_REVIEW')
    const [owner, specialist] = await bothInThread(browser, on)
    const plain = await windowOf(browser, product, on.owner, false)
    await plain.goto(`${on.address}/thread`)
    const desk = await besides(specialist)
    await visit(desk, `${on.address}/recommendation`)
    const assessment = desk.getByLabel(/^Assessment/)
    const saved = desk.getByRole('status').filter({ hasText: /Saved \d/ })
    await assessment.fill('Concentric hypertrophy')
    await expect(saved).toBeVisible()

    // A mail is under way, and arrives while its job cannot be crossed off.
    lines.smtp.hang()
    await askForLink(browser, product, on.owner)
    await untilMailing(pool, on.owner)
    await lines.postgres.refuse()
    await lines.smtp.mend()
    await expect.poll(() => mailsOf(on.owner)).toHaveLength(1)
    expect(await (await owner.request.get('/api/health')).json()).toMatchObject({ ok: true, database: 'away' })
    expect((await owner.request.get('/api/health?ready')).status()).toBe(503)
    const pages = [`${on.address}/thread`, `${on.address}/records`, '/home', '/hospitals', '/sign-in', on.link]
    for (const answer of await Promise.all(pages.map((address) => shown(owner, address))))
      expectAwayPage(answer, DATABASE_AWAY)
    const waiting = await besides(owner)
    expect((await waiting.goto('/home'))?.status()).toBe(503)
    await expect(waiting.getByRole('heading', { name: DATABASE_AWAY })).toBeVisible()
    await post(owner, 'Shall I come in?')
    await expect(owner.getByRole('group').filter({ hasText: `${DATABASE_AWAY}. Nothing was lost` })).toBeVisible()
    await post(plain, 'This browser has no script.')
    await expect(plain.getByText('what you typed is in the page before this one')).toBeVisible()
    await assessment.fill('Concentric hypertrophy with a mildly enlarged left atrium.')
    await expect(desk.getByText('Not saved yet: we keep trying')).toBeVisible()
    await postElsewhere(pool, on, 'Her last echo has come in.')
    // Live lines are cut as well, and are refused as long as there is no database.
    const refused = specialist.waitForResponse((one) => one.url().includes('/events') && one.status() === 503)
    await lines.web.refuse()
    await lines.web.mend()
    await refused

    await lines.postgres.mend()
    await untilReady(owner)
    await expect(waiting).toHaveURL('/home')
    await expect(waiting.getByRole('heading', { level: 1 })).not.toHaveText(DATABASE_AWAY)
    for (const page of [owner, specialist]) await expect(said(page, 'Her last echo')).toBeVisible({ timeout: 20_000 })
    await expect(owner.getByLabel('Message', { exact: true })).toHaveValue('Shall I come in?')
    await owner.getByRole('button', { name: 'Post to everyone' }).click()
    for (const page of [owner, specialist]) await expect(said(page, 'Shall I come in?')).toBeVisible()
    await plain.goBack()
    await expect(plain.getByLabel('Message', { exact: true })).toHaveValue('This browser has no script.')
    await plain.getByRole('button', { name: 'Post to everyone' }).click()
    await expect(said(plain, 'This browser has no script.')).toBeVisible()
    await expect(saved).toBeVisible({ timeout: 20_000 })
    await desk.reload()
    await expect(assessment).toHaveValue(/mildly enlarged left atrium/)
    await untilDone(pool)
    expect(await mailsOf(on.owner)).toHaveLength(1)
    expectSameProcesses()
  })

  test('PostgreSQL hangs and goes on: nobody waits for ever, and no connection is lost', async ({ browser }) => {
    const on = await scene('IN_REVIEW')
    const [owner, specialist] = await bothInThread(browser, on)

    product.lines.postgres.hang()
    // More at once than the pool has connections.
    const many = Array.from({ length: 12 }, (_, at) => shown(owner, at % 2 ? '/home' : `${on.address}/thread`))
    const ready = owner.request.get('/api/health?ready')
    await post(owner, 'Shall I come in?')
    await expect(owner.getByRole('group').filter({ hasText: DATABASE_AWAY })).toBeVisible()
    for (const answer of await Promise.all(many)) expectAwayPage(answer, DATABASE_AWAY)
    expect((await ready).status()).toBe(503)
    await postElsewhere(pool, on, 'Her last echo has come in.')

    await product.lines.postgres.mend()
    await untilReady(owner)
    for (const page of [owner, specialist]) await expect(said(page, 'Her last echo')).toBeVisible({ timeout: 20_000 })
    await owner.getByRole('button', { name: 'Post to everyone' }).click()
    for (const page of [owner, specialist]) await expect(said(page, 'Shall I come in?')).toHaveCount(1)
    const again = await Promise.all(Array.from({ length: 12 }, () => shown(owner, `${on.address}/thread`)))
    expect(again.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200))
    await post(owner, 'It is urgent now.', { urgent: true })
    await untilDone(pool)
    expectSameProcesses()
  })

  test('the object store ends and comes back: uploads wait, opening says so, the rest of the case works', async ({
    browser,
  }) => {
    const { s3 } = product.lines
    const on = await scene('IN_REVIEW')
    const owner = await windowOf(browser, product, on.owner)
    await visit(owner, `${on.address}/records`)
    await addFile(owner, { name: 'Miso.txt', mimeType: 'text/plain', buffer: Buffer.from('Sleeps a lot.') })
    const file = owner.getByRole('link', { name: 'Download Miso.txt' })
    await expect(file).toBeVisible({ timeout: 20_000 })
    const inline = String(await file.getAttribute('href')).replace('attachment', 'inline')
    const open = () => owner.evaluate((to) => void window.open(to), inline)
    const speed = await startUpload(owner, big.file)

    await s3.refuse()
    await owner.getByLabel('Choose files').setInputFiles({ name: 'notes.csv', mimeType: 'text/csv', buffer: NOTES })
    await expect(owner.getByText(`${STORE_AWAY}: it goes on by itself`)).toHaveCount(2)
    const tab = await opened(owner, open)
    await expect(tab.getByRole('heading', { name: STORE_AWAY })).toBeVisible()
    expectAwayPage(await shown(owner, inline), STORE_AWAY)
    const thread = await besides(owner)
    await thread.goto(`${on.address}/thread`)
    await post(thread, 'A video is on its way.')
    await expect(said(thread, 'A video is on its way.')).toBeVisible()

    await s3.mend()
    await speed.full()
    await tab.waitForURL(`${product.at.s3}/**`)
    await expect(owner.getByText('3 of 3 files sent')).toBeVisible({ timeout: 30_000 })
    await expect(owner.getByRole('heading', { name: '3 records' })).toBeVisible({ timeout: 30_000 })
    const seen = await pool.query('select action from "RecordView" where "caseId" = $1', [on.caseId])
    expect(seen.rows, 'what could not be opened was not seen').toEqual([{ action: 'viewed' }])
  })

  test('the object store hangs and goes on: an upload says so and finishes by itself', async ({ browser }) => {
    const { s3 } = product.lines
    const on = await scene('IN_REVIEW')
    const owner = await windowOf(browser, product, on.owner)
    await visit(owner, `${on.address}/records`)
    await addFile(owner, { name: 'Miso.txt', mimeType: 'text/plain', buffer: Buffer.from('Sleeps a lot.') })
    const file = owner.getByRole('link', { name: 'Download Miso.txt' })
    await expect(file).toBeVisible({ timeout: 20_000 })
    const inline = String(await file.getAttribute('href')).replace('attachment', 'inline')
    const open = () => owner.evaluate((to) => void window.open(to), inline)
    const speed = await startUpload(owner, big.file)

    s3.hang()
    const tab = await opened(owner, open)
    await expect(tab.getByRole('heading', { name: STORE_AWAY })).toBeVisible()
    await expect(owner.getByText('The file store is not answering just now: it goes on by itself')).toBeVisible()

    await s3.mend()
    await speed.full()
    await tab.waitForURL(`${product.at.s3}/**`)
    await expect(owner.getByText('2 of 2 files sent')).toBeVisible({ timeout: 30_000 })
    await expect(owner.getByRole('heading', { name: '2 records' })).toBeVisible({ timeout: 30_000 })
  })

  test('mail ends and comes back: what people do succeeds, and each mail comes once', async ({ browser }) => {
    const on = await scene('IN_REVIEW')
    const owner = await windowOf(browser, product, on.owner)
    await owner.goto(`${on.address}/thread`)
    await product.lines.smtp.refuse()
    await askForLink(browser, product, on.owner)
    await post(owner, 'She counted 34 breaths a minute.', { urgent: true })
    await expect(said(owner, '34 breaths')).toBeVisible()
    for (const { email } of [on.owner, on.specialist]) await untilFailed(pool, 'mail', email)
    expect(await mailsOf(on.specialist)).toEqual([])

    await product.lines.smtp.mend()
    await untilDone(pool)
    expect((await mailsOf(on.specialist)).map(({ subject }) => subject)).toEqual([expect.stringMatching(/Miso/)])
    expect(await mailsOf(on.owner)).toHaveLength(1)
  })

  test('Stripe goes away while paying and while paying back; our web goes away while Stripe tells us', async ({
    browser,
  }) => {
    const { stripe: line, web } = product.lines
    const on = await scene('AWAITING_PAYMENT')
    await onboard(pool, stripeOf(product), on.hospital)
    const owner = await windowOf(browser, product, on.owner)
    await owner.goto(`${on.address}/fee`)
    await line.refuse()
    const pay = owner.getByRole('button', { name: 'Pay €320.00' })
    await pay.click()
    const sorry = 'The payment service cannot be reached just now. Nothing was charged: please try again in a minute.'
    await expect(owner.getByText(sorry)).toBeVisible()

    await line.mend()
    await pay.click()
    await owner.waitForURL(`${product.at.stripe}/**`)
    await web.refuse()
    await pay.click({ noWaitAfter: true })
    const attempts = async () => (await deliveriesOf(product, 'checkout.session.completed')).at(-1)?.attempts ?? []
    await expect.poll(async () => (await attempts()).length).toBeGreaterThan(1)
    await web.mend()
    await expect.poll(async () => (await attempts()).at(-1)?.result).toBe('200')
    await owner.goto(`${on.address}/fee`)
    await expect(owner.getByText('The fee is paid').first()).toBeVisible({ timeout: 20_000 })
    await untilDone(pool)
    expect(await booked(on.caseId)).toEqual({ payments: 'PAID', paid: 1, refunded: 0 })

    await line.refuse()
    const specialist = await windowOf(browser, product, on.specialist)
    await specialist.goto(`${on.address}/fee`)
    await specialist.getByText('Give this case back and refund the fee').click()
    await specialist.getByLabel('Why you cannot answer it').fill('Our cardiologist has fallen ill.')
    await specialist.getByRole('button', { name: 'Refund in full and decline' }).click()
    await expect(specialist.getByText('Declined').first()).toBeVisible()
    await untilFailed(pool, 'refund')
    expect(await booked(on.caseId)).toEqual({ payments: 'REFUND_DUE', paid: 1, refunded: 0 })
    await line.mend()
    await untilDone(pool)
    expect(await booked(on.caseId)).toEqual({ payments: 'REFUNDED', paid: 1, refunded: 1 })
    expect(await refundsOf(product, pool, on.caseId)).toEqual([{ amount: 32_000, status: 'succeeded' }])
    expectSameProcesses()
  })
})

const NOTES = Buffer.from('date;breaths\n2026-11-20;34\n')

/** The tab that a press opens. */
async function opened(page: Page, press: () => Promise<void>): Promise<Page> {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), press()])
  return tab
}

/** What the case's events and payments say of its money. */
async function booked(caseId: string): Promise<{ payments: string; paid: number; refunded: number }> {
  const { rows } = await pool.query(
    `select (select string_agg(status::text, ',') from "Payment" where "caseId" = $1) as payments,
       (select count(*)::int from "CaseEvent" where "caseId" = $1 and type = 'fee.paid') as paid,
       (select count(*)::int from "CaseEvent" where "caseId" = $1 and type = 'fee.refunded') as refunded`,
    [caseId],
  )
  return rows[0]
}
