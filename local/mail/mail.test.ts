import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import nodemailer from 'nodemailer'
import type { SendMailOptions } from 'nodemailer'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { readDelivery } from '#lib/case/records/by-mail/signature.ts'
import { startMail } from './server.ts'
import type { Mail } from './server.ts'
import { openMailStore } from './store.ts'
import type { MailMessage } from './store.ts'

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'conferral mail '))
let dataDir: string
let mail: Mail

beforeEach(async () => {
  dataDir = fs.mkdtempSync(path.join(base, 'case-'))
  mail = await startMail({ dataDir, smtpPort: 0, httpPort: 0 })
})
afterEach(() => mail.stop())
afterAll(() => fs.rmSync(base, { recursive: true, force: true }))

const send = (message: SendMailOptions) =>
  nodemailer.createTransport(mail.smtpUrl).sendMail({ from: 'Conferral <no-reply@conferral.example>', ...message })
const get = (at: string, init?: RequestInit) => fetch(`http://127.0.0.1:${mail.httpPort}${at}`, init)
const messages = async (to = '') =>
  (await (await get(`/api/messages?to=${encodeURIComponent(to)}`)).json()) as MailMessage[]
const outage = (on: boolean) =>
  get('/_local/outage', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ on }),
  })

test('a mail arrives with its envelope, both bodies, links and headers', async () => {
  await send({
    to: 'Ana <Ana@Owner.example>',
    bcc: 'copy@practice.example',
    subject: 'Signing in — Ünïcode 🐎',
    text: 'Open http://localhost:3000/in?a=1&b=2. Thank you.',
    html: '<a href="http://localhost:3000/in?a=1&amp;b=2">Open</a> <a href="mailto:x@y.example">write</a> <a href=\'https://vet.example/\'>vet</a>',
    headers: { 'X-Case': 'CF-7K3M2' },
  })
  const [first, ...others] = await messages('ana@owner.example')
  expect(others).toEqual([])
  expect(first).toMatchObject({
    from: 'no-reply@conferral.example',
    to: ['Ana@owner.example', 'copy@practice.example'],
    subject: 'Signing in — Ünïcode 🐎',
    links: ['http://localhost:3000/in?a=1&b=2', 'https://vet.example/'],
    headers: { 'x-case': 'CF-7K3M2' },
    attachments: [],
  })
  expect(first?.headers).not.toHaveProperty('bcc')
  expect(first?.text).toContain('Thank you.')
  expect(await messages('copy@practice.example')).toHaveLength(1)
  expect(await messages('someone@else.example')).toEqual([])
})

test('newest first, kept over a restart, bounded, and deleted on request', async () => {
  for (const subject of ['one', 'two', 'three']) await send({ to: 'a@b.example', subject, text: subject })
  await mail.stop()
  mail = await startMail({ dataDir, smtpPort: 0, httpPort: 0 })
  expect((await messages()).map(({ subject }) => subject)).toEqual(['three', 'two', 'one'])

  const bounded = await openMailStore(dataDir, 2)
  await bounded.add(Buffer.from('Subject: four\r\n\r\nx'), { from: '', to: [] })
  expect(bounded.list().map(({ subject }) => subject)).toEqual(['four', 'three'])

  expect((await get('/api/messages', { method: 'DELETE' })).status).toBe(200)
  expect(await messages()).toEqual([])
})

test('the pages escape what a stranger wrote and keep the mail in a sandbox', async () => {
  const evil = '<script>alert(1)</script>'
  const pdf = Buffer.from('%PDF-1.7 …')
  await send({
    to: 'ana@owner.example',
    subject: evil,
    text: evil,
    html: `<p>Hello</p>${evil}`,
    attachments: [{ filename: 'receipt "ä".pdf', content: pdf, contentType: 'application/pdf' }],
  })
  const [{ id }] = (await messages()) as [MailMessage]

  const list = await get('/?q=ANA@owner')
  expect(list.headers.get('content-security-policy')).toContain("default-src 'none'")
  const listText = await list.text()
  expect(listText).toContain(`href="/messages/${id}"`)
  expect(listText).not.toContain('<script')
  expect(await (await get('/?q=nobody')).text()).toContain('No mail has “nobody”')

  const page = await (await get(`/messages/${id}`)).text()
  expect(page).not.toContain('<script')
  expect(page).toMatch(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)

  const body = await get(`/messages/${id}/html`)
  expect(body.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)

  const file = await get(`/messages/${id}/files/0`)
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''receipt%20%22%C3%A4%22.pdf`)
  expect(Buffer.from(await file.arrayBuffer())).toEqual(pdf)
  expect((await get(`/messages/${id}/files/1`)).status).toBe(404)
  expect((await get('/messages/999')).status).toBe(404)
  expect((await get('/messages/..%2f..%2fetc')).status).toBe(404)
})

test('an outage answers 421 until it is over', async () => {
  expect(await (await outage(true)).json()).toEqual({ on: true })
  await expect(send({ to: 'a@b.example', subject: 'lost?', text: 'x' })).rejects.toMatchObject({ responseCode: 421 })
  expect(await (await get('/')).text()).toContain('Mail is switched off')
  await outage(false)
  await send({ to: 'a@b.example', subject: 'here', text: 'x' })
  expect((await messages()).map(({ subject }) => subject)).toEqual(['here'])
})

test('a page on another site can neither read nor change anything', async () => {
  expect((await get('/clear', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  expect((await get('/_local/outage', { method: 'POST', body: '{"on":true}' })).status).toBe(415)
  expect(
    (await get('/_local/outage', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }))
      .status,
  ).toBe(400)
  const status = await new Promise((resolve) => {
    http.get(
      { port: mail.httpPort, host: '127.0.0.1', path: '/api/messages', headers: { host: 'evil.example' } },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
  })
  expect(status).toBe(421)
})

test('a mail over the limit is refused and the next one is taken', async () => {
  const attachments = [{ filename: 'big.bin', content: Buffer.alloc(27_000_000) }]
  await expect(send({ to: 'a@b.example', subject: 'big', attachments })).rejects.toMatchObject({ responseCode: 552 })
  await send({ to: 'a@b.example', subject: 'small', text: 'x' })
  expect((await messages()).map(({ subject }) => subject)).toEqual(['small'])
})

test('mail for the product is handed on, signed anew for each try, and nothing else is', async () => {
  const secret = 'a secret of thirty-two characters'
  const came: { claim: ReturnType<typeof readDelivery>; body: string }[] = []
  const product = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      came.push({ claim: readDelivery(secret, headers, new Date()), body: Buffer.concat(chunks).toString() })
      response.writeHead(came.length === 1 ? 503 : 202).end()
    })
  })
  product.listen(0, '127.0.0.1')
  await once(product, 'listening')
  await mail.stop()
  const url = `http://127.0.0.1:${(product.address() as AddressInfo).port}/api/mail/inbound`
  mail = await startMail({
    dataDir,
    smtpPort: 0,
    httpPort: 0,
    inbound: { url, secret, domain: 'in.conferral.example' },
  })
  await send({ to: 'kim@vets.example', subject: 'not ours', text: 'x' })
  await send({ to: ['ana@owner.example', 'CF-7K3M2-x@In.Conferral.example'], subject: 'Füße', text: 'x' })
  await expect.poll(() => came.length, { timeout: 5000 }).toBe(2)
  const to = ['CF-7K3M2-x@in.conferral.example']
  for (const { claim, body } of came) {
    expect(claim?.envelope).toEqual({ from: 'no-reply@conferral.example', to })
    expect(body).toContain('To: ana@owner.example')
  }
  expect(came[0]?.claim?.signature).not.toBe(came[1]?.claim?.signature)
  product.closeAllConnections()
  product.close()
})

test('a port in use is an error, not a silent miss', async () => {
  await expect(startMail({ dataDir, smtpPort: mail.smtpPort, httpPort: 0 })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
