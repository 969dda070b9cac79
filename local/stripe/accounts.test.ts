import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { checkoutParams, onboardedAccount, press, startBench, type Bench } from './testing.ts'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})

afterAll(() => bench.stop())

const linkParams = (account: string) => ({
  account,
  type: 'account_onboarding' as const,
  refresh_url: 'http://127.0.0.1:3000/payouts/again',
  return_url: 'http://127.0.0.1:3000/payouts',
})

test('a new account cannot take money yet and says what is missing', async () => {
  const { stripe } = bench
  const created = await stripe.accounts.create({
    type: 'express',
    country: 'GB',
    email: 'money@hillside.test',
    business_profile: { name: 'Hillside Animal Hospital' },
    capabilities: { transfers: { requested: true } },
    metadata: { organizationId: 'org-1' },
  })
  const account = await stripe.accounts.retrieve(created.id)
  expect(account).toMatchObject({
    object: 'account',
    type: 'express',
    country: 'GB',
    default_currency: 'gbp',
    charges_enabled: false,
    payouts_enabled: false,
    details_submitted: false,
    capabilities: { transfers: 'inactive' },
    business_profile: { name: 'Hillside Animal Hospital' },
    metadata: { organizationId: 'org-1' },
  })
  expect(account.requirements?.currently_due).not.toEqual([])
})

test('pressing "Finish" enables the account and tells the platform', async () => {
  const { receiver, stripe } = bench
  const account = await stripe.accounts.create({ type: 'express', capabilities: { transfers: { requested: true } } })
  const link = await stripe.accountLinks.create(linkParams(account.id))
  const page = await (await fetch(link.url)).text()
  expect(page).toContain('>Finish</button>')
  const pressed = await press(link.url, 'finish')
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, 'http://127.0.0.1:3000/payouts'])
  expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    capabilities: { transfers: 'active' },
    requirements: { currently_due: [], disabled_reason: null },
  })
  const heard = await vi.waitFor(() => {
    const event = receiver.events.find((candidate) => candidate.account === account.id)
    expect(event).toBeDefined()
    return event
  })
  expect(heard?.type === 'account.updated' && heard.data.object.charges_enabled).toBe(true)
})

test('going back without finishing changes nothing, and the link stays good', async () => {
  const { stripe } = bench
  const account = await stripe.accounts.create({ type: 'express' })
  const link = await stripe.accountLinks.create(linkParams(account.id))
  const pressed = await press(link.url, 'later')
  expect(pressed.headers.get('location')).toBe('http://127.0.0.1:3000/payouts')
  expect((await stripe.accounts.retrieve(account.id)).charges_enabled).toBe(false)
  expect((await fetch(link.url)).status).toBe(200)
})

test('a used link and an expired link lead to the refresh address', async () => {
  const { clock, stripe } = bench
  const account = await stripe.accounts.create({ type: 'express' })
  const used = await stripe.accountLinks.create(linkParams(account.id))
  await press(used.url, 'finish')
  const again = await fetch(used.url, { redirect: 'manual' })
  expect(again.headers.get('location')).toBe('http://127.0.0.1:3000/payouts/again')
  const old = await stripe.accountLinks.create(linkParams(account.id))
  clock.aheadMs = 301_000
  const late = await press(old.url, 'finish')
  clock.aheadMs = 0
  expect(late.headers.get('location')).toBe('http://127.0.0.1:3000/payouts/again')
})

test("another account's link is not found", async () => {
  const { stripe } = bench
  const [one, two] = [
    await stripe.accounts.create({ type: 'express' }),
    await stripe.accounts.create({ type: 'express' }),
  ]
  const link = await stripe.accountLinks.create(linkParams(one.id))
  expect((await press(link.url.replace(one.id, two.id), 'finish')).status).toBe(404)
  expect((await stripe.accounts.retrieve(two.id)).charges_enabled).toBe(false)
})

test('money cannot be sent to an account before its onboarding, nor to one that does not exist', async () => {
  const { stripe } = bench
  const account = await stripe.accounts.create({ type: 'express', capabilities: { transfers: { requested: true } } })
  await expect(stripe.checkout.sessions.create(checkoutParams(account.id))).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    code: 'insufficient_capabilities_for_transfer',
  })
  await expect(stripe.checkout.sessions.create(checkoutParams('acct_0'))).rejects.toMatchObject({
    code: 'resource_missing',
    param: 'payment_intent_data[transfer_data][destination]',
  })
})

test('the kind of account decides who carries fees and losses', async () => {
  const { stripe } = bench
  const express = await stripe.accounts.create({ type: 'express' })
  expect(express.controller).toMatchObject({
    stripe_dashboard: { type: 'express' },
    losses: { payments: 'application' },
  })
  const own = await stripe.accounts.create({ controller: { stripe_dashboard: { type: 'none' } } })
  expect(own).toMatchObject({ type: 'none', controller: { stripe_dashboard: { type: 'none' } } })
  expect((await onboardedAccount(stripe)).default_currency).toBe('eur')
})
