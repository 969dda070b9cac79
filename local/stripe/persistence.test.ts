import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Store } from './store.ts'
import { checkoutParams, onboardedAccount, paidIntent, press, SECRET_KEY, startBench, type Bench } from './testing.ts'

let bench: Bench

beforeEach(async () => {
  bench = await startBench()
})

afterEach(() => bench.stop())

const journal = () => path.join(bench.dataDir, 'journal.ndjson')

test('accounts, sessions, payments, refunds, events and idempotency keys survive a restart', async () => {
  const { stripe } = bench
  const hospital = await onboardedAccount(stripe)
  const [paid, waiting] = [
    await stripe.checkout.sessions.create(checkoutParams(hospital.id), { idempotencyKey: 'first' }),
    await stripe.checkout.sessions.create(checkoutParams(hospital.id)),
  ]
  await press(paid.url, 'pay')
  const intent = await paidIntent(stripe, paid)
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000, reverse_transfer: true })
  const { data: events } = await stripe.events.list({ limit: 100 })
  await bench.restart()
  expect(await stripe.accounts.retrieve(hospital.id)).toEqual(hospital)
  expect((await paidIntent(stripe, paid)).latest_charge).toMatchObject({ amount_refunded: 1000 })
  expect(await stripe.refunds.retrieve(refund.id)).toEqual(refund)
  expect((await stripe.events.list({ limit: 100 })).data.map((event) => event.id)).toEqual(
    events.map((event) => event.id),
  )
  expect((await stripe.checkout.sessions.create(checkoutParams(hospital.id), { idempotencyKey: 'first' })).id).toBe(
    paid.id,
  )
  await press(waiting.url, 'pay')
  expect((await stripe.checkout.sessions.retrieve(waiting.id)).payment_status).toBe('paid')
})

test('what was answered is on disk at once, and a line cut off by a crash is left out', async () => {
  const account = await bench.stripe.accounts.create({ type: 'express' })
  expect(readFileSync(journal(), 'utf8')).toContain(account.id)
  appendFileSync(journal(), '{"in":"accounts","value":{"id":"acct_cut')
  await bench.restart()
  expect((await bench.stripe.accounts.retrieve(account.id)).id).toBe(account.id)
  await bench.stripe.accounts.create({ type: 'express' })
  await bench.restart()
  expect((await bench.stripe.accounts.retrieve(account.id)).id).toBe(account.id)
})

test('a restart shortens the journal to the present state', async () => {
  const session = await bench.stripe.checkout.sessions.create(checkoutParams())
  for (let count = 0; count < 20; count += 1) await press(session.url, 'decline')
  const before = statSync(journal()).size
  await bench.restart()
  expect(statSync(journal()).size).toBeLessThan(before)
})

test('data of another format is not overwritten', () => {
  const dataDir = path.join(bench.dataDir, 'other')
  new Store(dataDir).commit()
  writeFileSync(path.join(dataDir, 'journal.ndjson'), 'something else\n')
  expect(() => new Store(dataDir)).toThrow(/another version/)
  expect(readFileSync(path.join(dataDir, 'journal.ndjson'), 'utf8')).toBe('something else\n')
})

async function runMain(changes: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const env = {
    ...process.env,
    STRIPE_DATA_DIR: path.join(bench.dataDir, 'main'),
    STRIPE_PORT: '0',
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
    STRIPE_WEBHOOK_URL: bench.receiver.url,
    ...changes,
  }
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], { env })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
    if (output.includes('stripe ready')) child.kill('SIGTERM')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const [code]: (number | null)[] = await once(child, 'close')
  return { code: code ?? null, output }
}

test('as a program it says when it is ready, and ends on a signal', async () => {
  const { code, output } = await runMain({})
  expect(output).toMatch(/^stripe ready http:\/\/127\.0\.0\.1:\d+\n$/)
  expect(code).toBe(0)
})

test.each([
  [{ STRIPE_SECRET_KEY: 'sk_live_x' }, 'refuses live keys'],
  [{ STRIPE_SECRET_KEY: 'rk_live_x' }, 'refuses live keys'],
  [{ STRIPE_WEBHOOK_SECRET: '' }, 'STRIPE_WEBHOOK_SECRET is not set'],
  [{ STRIPE_WEBHOOK_URL: 'nowhere' }, 'not a URL'],
])('as a program it ends with a reason for %o', async (changes, reason) => {
  const { code, output } = await runMain(changes)
  expect(output).toContain(reason)
  expect(code).toBe(1)
})
