import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatMoney } from '../money.ts'
import { checkoutParams, onboardedAccount, press, startBench, type Bench } from '../testing.ts'

const BANNER = 'Stand-in for Stripe: no money moves'

let bench: Bench
let pages: [string, Response, string][]

const load = async (name: string, answer: Promise<Response>): Promise<[string, Response, string]> => {
  const response = await answer
  return [name, response, await response.text()]
}

const open = (changes: Stripe.Checkout.SessionCreateParams = {}) =>
  bench.stripe.checkout.sessions.create({ ...checkoutParams(), ...changes })

beforeAll(async () => {
  bench = await startBench()
  const { stripe } = bench
  const [fresh, declined, paid, expired] = [await open(), await open(), await open(), await open()]
  await press(declined.url, 'decline')
  await press(paid.url, 'pay')
  await stripe.checkout.sessions.expire(expired.id)
  const account = await stripe.accounts.create({ type: 'express' })
  const link = await stripe.accountLinks.create({
    account: account.id,
    type: 'account_onboarding',
    refresh_url: 'https://app.test/again',
    return_url: 'https://app.test/back',
  })
  pages = await Promise.all([
    load('pay', fetch(String(fresh.url))),
    load('declined', fetch(String(declined.url))),
    load('wrong mail address', press(fresh.url, 'pay', { email: 'not an address' })),
    load('paid', fetch(String(paid.url))),
    load('expired', fetch(String(expired.url))),
    load('onboarding', fetch(link.url)),
    load('not found', fetch(`${bench.running().url}/c/pay/cs_test_0`)),
    load('home', fetch(bench.running().url)),
  ])
})

afterAll(() => bench.stop())

test('every page says what it is, has one heading in one landmark, a language, and no script', () => {
  for (const [name, response, page] of pages) {
    expect(page, name).toContain(`<strong>${BANNER}</strong>`)
    expect(page.match(/<h1>/g), name).toHaveLength(1)
    expect(page.match(/<main>/g), name).toHaveLength(1)
    expect(page, name).toContain('<html lang="en">')
    expect(page, name).toContain('name="viewport" content="width=device-width, initial-scale=1"')
    expect(page, name).not.toMatch(/<script|style=| on\w+=/)
    expect(response.headers.get('content-security-policy'), name).toMatch(
      /^default-src 'none'; style-src 'self'; img-src 'self';/,
    )
    expect(response.headers.get('cache-control'), name).toBe('no-store')
  }
})

test('pages have the status that fits them', () => {
  const statuses = pages.map(([name, response]) => [name, response.status])
  expect(Object.fromEntries(statuses)).toEqual({
    pay: 200,
    declined: 200,
    'wrong mail address': 422,
    paid: 200,
    expired: 410,
    onboarding: 200,
    'not found': 404,
    home: 404,
  })
})

test('the style sheet and the icon come from the same address', async () => {
  const style = await fetch(`${bench.running().url}/assets/page.css`)
  expect(style.headers.get('content-type')).toContain('text/css')
  expect(await style.text()).toContain('prefers-color-scheme: dark')
  const icon = await fetch(`${bench.running().url}/favicon.svg`)
  expect(icon.headers.get('content-type')).toBe('image/svg+xml')
})

test('the payment page shows amount, currency, merchant and description before the click that pays', async () => {
  const hospital = await onboardedAccount(bench.stripe, 'Riverside Specialists')
  const session = await open({
    payment_intent_data: { description: 'CF-7K3M2 Second opinion', transfer_data: { destination: hospital.id } },
  })
  const page = await (await fetch(String(session.url))).text()
  expect(page).toContain('<p class="merchant">Riverside Specialists</p>')
  expect(page).toContain('<h1>Pay €320.00</h1>')
  expect(page).toContain('Total in EUR')
  expect(page).toContain('CF-7K3M2 Second opinion')
  expect(page).toContain('Internal medicine, CF-7K3M2')
  expect(page).toMatch(/<button[^>]*name="outcome" value="pay">Pay €320.00<\/button>/)
  expect(page).toMatch(/<button[^>]*name="outcome" value="decline">Pay with a card that is declined<\/button>/)
  expect(page).toMatch(/<button[^>]*name="outcome" value="cancel"[^>]*>Cancel and go back<\/button>/)
  expect(page).toMatch(/<label for="email">[^<]+<\/label>\s*<input\s+id="email"\s+name="email"/)
})

test('a form may lead on to the addresses of the product and nowhere else', async () => {
  const session = await open({ success_url: 'https://app.test/ok', cancel_url: 'https://app.test/no' })
  const policy = (await fetch(String(session.url))).headers.get('content-security-policy')
  expect(policy).toContain("form-action 'self' https://app.test;")
})

test('a wrong mail address is explained beside its field, kept, and nothing is charged', () => {
  const page = pages.find(([name]) => name === 'wrong mail address')?.[2]
  expect(page).toContain('value="not an address"')
  expect(page).toContain('aria-invalid="true" aria-describedby="email-error"')
  expect(page).toContain('id="email-error"')
})

test('a known mail address is shown and used', async () => {
  const session = await open({ customer_email: 'owner@home.test' })
  const page = await (await fetch(String(session.url))).text()
  expect(page).toContain('The receipt goes to owner@home.test.')
  expect(page).not.toContain('<input')
  await press(session.url, 'pay', { email: 'other@home.test' })
  const paid = await bench.stripe.checkout.sessions.retrieve(session.id)
  expect(paid.customer_details?.email).toBe('owner@home.test')
})

test('what others typed is text, never markup', async () => {
  const name = `<script>alert(1)</script>"'&`
  const hospital = await onboardedAccount(bench.stripe, name)
  const session = await open({
    customer_email: "o'neil&co@home.test",
    line_items: [
      { quantity: 2, price_data: { currency: 'eur', unit_amount: 100, product_data: { name, description: name } } },
    ],
    payment_intent_data: { description: name, transfer_data: { destination: hospital.id } },
  })
  const page = await (await fetch(String(session.url))).text()
  expect(page).not.toContain('<script>')
  expect(page.split('&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;')).toHaveLength(6)
  expect(page).toContain('2 × €1.00')
})

test('other methods are refused', async () => {
  const session = await open()
  expect((await fetch(String(session.url), { method: 'DELETE' })).status).toBe(405)
  expect((await press(session.url, 'something else')).status).toBe(400)
})

test('amounts follow the decimals that Stripe uses for each currency', () => {
  expect(formatMoney(32000, 'eur')).toBe('€320.00')
  expect(formatMoney(32000, 'jpy')).toBe('¥32,000')
  expect(formatMoney(32000, 'kwd')).toMatch(/^KWD\s32\.000$/)
  expect(formatMoney(32000, 'isk')).toMatch(/^ISK\s320\.00$/)
})
