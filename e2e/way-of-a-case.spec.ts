import type { Browser } from '@playwright/test'
import { addRecords, agreeByLink, askForOpinion, pay, QUESTIONS, signRelease } from './support/way.ts'
import { filesOnDisk, pdfText } from './support/files.ts'
import { linkFrom, waitForMail } from './support/mail.ts'
import { signInAs } from './support/sign-in.ts'
import { expect, test } from './support/test.ts'
import { desk, phone, type Window } from './support/windows.ts'

// One case, three people, real files, real mail, a signed webhook: from the first question to the signed answer.

const ANA = 'ana.ruiz@owners.demo.example'
const HELENA = 'helena.lindqvist@northgate.demo.example'
const OWNER_NAME = 'Ana Ruiz'

type Three = { owner: Window; vet: Window; hospital: Window; address: string; vetEmail: string; link: string }

/** The request sent, by an owner on a phone; the hospital signed in at a desk; the vet with the link from the mail. */
async function begin(browser: Browser, animal: string): Promise<Three> {
  const vetEmail = `vet.${animal.toLowerCase()}@riverside.test`
  const [owner, vet, hospital] = [await phone(browser), await phone(browser), await desk(browser)]
  await signInAs(owner.page, ANA)
  await signInAs(hospital.page, HELENA)
  const address = await askForOpinion(owner.page, {
    animal,
    hospitalSlug: 'northgate',
    specialty: 'CARDIOLOGY',
    vetEmail,
  })
  const mail = await waitForMail(vetEmail, { subject: new RegExp(animal) })
  return { owner, vet, hospital, address, vetEmail, link: linkFrom(mail, /\/agree\//) }
}

const end = async ({ owner, vet, hospital }: Three) => {
  for (const { context } of [owner, vet, hospital]) await context.close()
}

/** Both consents given, the hospital accepted: the owner is asked to pay. */
async function untilEstimate(three: Three): Promise<void> {
  const { owner, vet, hospital, address, link } = three
  await signRelease(owner.page, address, OWNER_NAME)
  await agreeByLink(vet.page, link)
  await accept(hospital, address, '320.00')
  await expect(
    owner.page.getByRole('heading', { name: 'Estimate' }).or(owner.page.getByText('Your turn')),
  ).toBeVisible()
}

async function accept({ page }: Window, address: string, amount: string): Promise<void> {
  await page.goto(`${address}/triage`)
  await page.getByLabel(/^Fee/).first().fill(amount)
  await page.getByRole('button', { name: /Accept and send/ }).click()
  await expect(page.getByText('Waiting for payment').first()).toBeVisible()
}

/** From the declined case to a request at another hospital: the vet's record has come along, and both are asked to sign anew. */
async function askLakeshore({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: 'Send to another hospital' }).click()
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}\/request/)
  const again = new URL(page.url()).pathname.replace(/\/request$/, '')
  await page.goto(`${again}/records`)
  const file = page.getByRole('heading', { name: 'bloods 12 Nov' })
  const record = page.getByRole('listitem').filter({ has: file })
  await expect(record).toContainText(/from Riverside Vets.*Carried over from CF-/)
  await page.goto(`${again}/request`)
  await page.getByLabel('None of these').check()
  await page.getByRole('button', { name: /go on/i }).first().click()
  await page.waitForURL(/step=story/)
  await page.goto(`${again}/request?step=hospital&q=Lakeshore`)
  await page
    .getByRole('radio', { name: /^Lakeshore/ })
    .first()
    .check({ force: true })
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.waitForURL(/step=review/)
  await page.getByRole('button', { name: 'Send the request' }).click()
  await page.waitForURL(`**${again}/consent`)
  await expect(page.getByRole('button', { name: 'Sign the release' })).toBeVisible()
}

test.describe('the way of a case @once', () => {
  test.setTimeout(240_000)

  test('from the first question to the signed answer', async ({ browser }) => {
    const files = await filesOnDisk()
    const three = await begin(browser, 'Miso')
    const { owner, vet, hospital, address, link } = three

    await test.step('the owner adds a photo', async () => {
      await owner.page.goto(`${address}/records`)
      await addRecords(owner.page, [files.jpeg], [/Miso asleep/])
    })
    await test.step('the hospital knows of the case, and sees no record yet', async () => {
      await hospital.page.goto(`${address}/records`)
      await expect(hospital.page.getByRole('heading', { level: 1, name: 'Miso' })).toBeVisible()
      await expect(hospital.page.getByText('Miso asleep')).toBeHidden()
    })
    await test.step('the owner signs the release; the vet agrees by the mailed link and adds records', async () => {
      await signRelease(owner.page, address, OWNER_NAME)
      await agreeByLink(vet.page, link)
      await addRecords(vet.page, [files.pdf, files.dicom], [/bloods 12 Nov/, /chest/])
    })
    await test.step('the hospital sees all of it, opens the PDF, and the owner can read that it did', async () => {
      await hospital.page.goto(`${address}/records`)
      await expect(hospital.page.getByRole('heading', { name: 'bloods 12 Nov' })).toBeVisible()
      await expect(hospital.page.getByText(/\bDX\b/).first()).toBeVisible()
      await hospital.page
        .getByRole('link', { name: /^Open bloods/ })
        .first()
        .click()
      await expect(hospital.page.getByText(/Page 1 of \d/).first()).toBeVisible()
      await owner.page.goto(`${address}/records`)
      await expect(owner.page.getByText('Helena Lindqvist').first()).toBeVisible()
    })
    await test.step('the hospital accepts; the owner learns the whole fee by mail and pays on the hosted page', async () => {
      await accept(hospital, address, '320.00')
      await waitForMail(ANA, { subject: /estimate|fee|accepted/i })
      await pay(owner.page, address, '€320.00')
      await expect(owner.page.getByText('The fee is paid').first()).toBeVisible({ timeout: 20_000 })
      await owner.page.getByRole('link', { name: /^Receipt/ }).click()
      await expect(owner.page.getByRole('heading', { name: /Receipt CF-/ })).toBeVisible()
    })
    await test.step('what is written to everyone appears in every open window', async () => {
      for (const { page } of [owner, vet, hospital]) await page.goto(`${address}/thread`)
      await owner.page.getByLabel('Message', { exact: true }).fill('She counted 34 breaths a minute last night.')
      await owner.page.getByRole('button', { name: 'Post to everyone' }).click()
      for (const { page } of [owner, vet, hospital]) await expect(page.getByText('34 breaths a minute')).toBeVisible()
      await hospital.page.getByRole('radio', { name: /only$/ }).check({ force: true })
      await hospital.page.getByLabel('Message', { exact: true }).fill('LA:Ao about 1.9 on my measurement.')
      await hospital.page.getByRole('button', { name: /^Post to .* only$/ }).click()
      await expect(hospital.page.getByText('LA:Ao about 1.9')).toBeVisible()
      await hospital.page.getByRole('radio', { name: 'Vets' }).check({ force: true })
      await hospital.page.getByLabel('Message', { exact: true }).fill('Could you repeat the blood pressure?')
      await hospital.page.getByRole('button', { name: 'Post to the vets' }).click()
      await expect(vet.page.getByText('repeat the blood pressure')).toBeVisible()
      await owner.page.reload()
      await expect(owner.page.getByText('34 breaths a minute')).toBeVisible()
      for (const secret of ['LA:Ao about 1.9', 'repeat the blood pressure']) {
        await expect(owner.page.getByText(secret)).toBeHidden()
        expect(await owner.page.content()).not.toContain(secret)
      }
      expect(await vet.page.content()).not.toContain('LA:Ao about 1.9')
    })
    await test.step('the specialist writes and signs', async () => {
      const { page } = hospital
      await page.goto(`${address}/recommendation`)
      await page.getByLabel(/^Assessment/).fill('Concentric hypertrophy with a mildly enlarged left atrium.')
      await page.locator('input[name=agreement]').first().check({ force: true })
      await page.getByLabel(/^What it means for/).fill('Miso has a thick heart muscle. It can be managed.')
      await page.locator('input[name=urgency]').first().check({ force: true })
      for (const [at, question] of QUESTIONS.entries())
        await page.getByLabel(`${at + 1}. ${question}`).fill(`Answer ${at + 1}: yes, with care.`)
      await page.getByRole('button', { name: 'Save and review' }).click()
      await page.getByLabel('Your full name').fill('Helena Lindqvist')
      await page.getByLabel(/my own professional opinion/).check()
      await page.getByRole('button', { name: 'Sign the recommendation' }).click()
      await expect(page.getByText('Answered').first()).toBeVisible()
    })
    await test.step('owner and practice are told, and read it; the PDF says the same', async () => {
      await waitForMail(ANA, { subject: /recommendation/i })
      await waitForMail(three.vetEmail, { subject: /recommendation/i })
      for (const { page } of [owner, vet]) {
        await page.goto(`${address}/recommendation`)
        await expect(page.getByText('It can be managed').first()).toBeVisible()
      }
      const href = await owner.page.getByRole('link', { name: /Download PDF/ }).getAttribute('href')
      const pdf = await owner.page.request.get(href ?? '')
      expect(pdf.headers()['content-type']).toContain('application/pdf')
      const text = (await pdfText(await pdf.body())).replaceAll(/\s+/g, ' ')
      for (const words of [
        'Miso',
        'Concentric hypertrophy',
        'It can be managed',
        QUESTIONS[0]!,
        'Answer 3',
        'Helena Lindqvist',
      ])
        expect(text).toContain(words)
    })
    await end(three)
    await files.remove()
  })

  test('a vet who declines is heard, and the owner has ways on', async ({ browser }) => {
    const three = await begin(browser, 'Tilda')
    const { owner, vet, hospital, address, link } = three
    await signRelease(owner.page, address, OWNER_NAME)
    await vet.page.goto(link)
    await vet.page
      .getByRole('radio', { name: 'No', exact: true })
      .or(vet.page.locator('input[name=answer][value=NO]'))
      .first()
      .check({ force: true })
    await vet.page.locator('input[name=reason]').first().check({ force: true })
    await vet.page.getByLabel('Signing as').fill('Dr Tomasz Mazur')
    await vet.page.getByRole('button', { name: 'Send this answer' }).click()
    await waitForMail(ANA, { subject: /Riverside Vets has answered about Tilda/ })
    await owner.page.goto(`${address}/consent`)
    await expect(owner.page.getByText('Your turn').first()).toBeVisible()
    await hospital.page.goto(`${address}/triage`)
    await expect(hospital.page.getByRole('button', { name: /Accept and send/ })).toBeHidden()
    await end(three)
  })

  test('a hospital that declines tells owner and practice why', async ({ browser }) => {
    const files = await filesOnDisk()
    const three = await begin(browser, 'Pepper')
    const { owner, vet, hospital, address, link, vetEmail } = three
    await signRelease(owner.page, address, OWNER_NAME)
    await agreeByLink(vet.page, link)
    await addRecords(vet.page, [files.pdf], [/bloods 12 Nov/])
    const { page } = hospital
    await page.goto(`${address}/records`)
    await expect(page.getByRole('heading', { name: 'bloods 12 Nov' })).toBeVisible()
    await page.goto(`${address}/triage#decline`)
    await page.locator('input[name=reason]').first().check({ force: true })
    await page.locator('textarea[name=explanation]').fill('We have no cardiologist on duty for three weeks.')
    await page
      .getByRole('button', { name: /^Decline/ })
      .last()
      .click()
    for (const address_ of [ANA, vetEmail]) {
      const mail = await waitForMail(address_, { subject: /cannot take Pepper/ })
      expect(mail.text).toContain('no cardiologist on duty')
    }
    await owner.page.goto(`${address}/triage`)
    await expect(owner.page.getByText('no cardiologist on duty').first()).toBeVisible()
    await test.step('the owner asks another hospital, without adding anything again', () => askLakeshore(owner))
    await end(three)
    await files.remove()
  })

  test('revoking closes the records at once, also in an open window', async ({ browser }) => {
    const files = await filesOnDisk()
    const three = await begin(browser, 'Nori')
    const { owner, vet, hospital, address, link } = three
    await signRelease(owner.page, address, OWNER_NAME)
    await agreeByLink(vet.page, link)
    await addRecords(vet.page, [files.pdf], [/bloods 12 Nov/])
    await hospital.page.goto(`${address}/records`)
    await expect(hospital.page.getByRole('heading', { name: 'bloods 12 Nov' })).toBeVisible()
    const href = await hospital.page.locator('a[href*="/file?"]').first().getAttribute('href')
    await owner.page.goto(`${address}/consent`)
    await owner.page.getByText('End the release', { exact: true }).first().click()
    await owner.page.getByRole('button', { name: 'End it now' }).click()
    await expect(hospital.page.getByRole('heading', { name: 'bloods 12 Nov' })).toBeHidden()
    expect((await hospital.page.request.get(href ?? '', { maxRedirects: 0 })).status()).toBe(404)
    await end(three)
    await files.remove()
  })

  test('a refused card leaves the case payable', async ({ browser }) => {
    const three = await begin(browser, 'Juno')
    const { owner, address } = three
    await untilEstimate(three)
    const { page } = owner
    await page.goto(`${address}/fee`)
    await page.getByRole('button', { name: 'Pay €320.00' }).click()
    await page.getByRole('button', { name: 'Pay with a card that is declined' }).click()
    await expect(page.getByRole('alert')).toContainText('declined')
    await waitForMail(ANA, { subject: /payment.*did not go through/i })
    await page.goto(`${address}/fee`)
    await expect(page.getByText('you can try again').first()).toBeVisible()
    await pay(page, address, '€320.00')
    await expect(page.getByText('The fee is paid').first()).toBeVisible({ timeout: 20_000 })
    await end(three)
  })
})
