import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMail } from '#local/mail/server.ts'
import type { Mail } from '#local/mail/server.ts'
import { createMailer } from './mail.ts'
import type { Mailer } from './mail.ts'
import type { OutgoingMail } from './mail-message.ts'

let folder: string
let server: Mail
let mailer: Mailer

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'conferral-mail-'))
  server = await startMail({ dataDir: folder, smtpPort: 0, httpPort: 0 })
  mailer = createMailer({ smtpUrl: server.smtpUrl, from: 'Conferral <no-reply@conferral.example>' })
})
afterAll(async () => {
  mailer.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const mail = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: 'ana@example.test',
  subject: 'Miso’s second opinion 犬',
  text: 'Hello\n.\nBye',
  html: '<p>Hello</p>',
  messageId: '<m1@conferral.example>',
  ...changes,
})

type Received = {
  to: string[]
  from: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}
async function inbox(to: string): Promise<Received[]> {
  const answer = await fetch(`http://127.0.0.1:${server.httpPort}/api/messages?to=${encodeURIComponent(to)}`)
  const body = (await answer.json()) as Received[] | { messages: Received[] }
  return Array.isArray(body) ? body : body.messages
}

test('a mail arrives as it was written', async () => {
  const to = 'arrives@example.test'
  const references = ['<m0@conferral.example>', '<m1@conferral.example>']
  await mailer.sendMail(
    mail({ to, references, messageId: '<m2@conferral.example>', headers: { 'X-Conferral-Case': 'CF-7K3M2' } }),
  )
  const [received] = await inbox(to)
  expect(received).toMatchObject({ to: [to], subject: 'Miso’s second opinion 犬' })
  expect(received?.text.trim()).toBe('Hello\n.\nBye')
  expect(received?.html).toContain('<p>Hello</p>')
  expect(received?.headers).toMatchObject({
    'message-id': '<m2@conferral.example>',
    'in-reply-to': '<m1@conferral.example>',
    'auto-submitted': 'auto-generated',
    'x-conferral-case': 'CF-7K3M2',
  })
  expect(received?.headers.references).toContain('<m0@conferral.example>')
  expect(received?.headers.from).toContain('no-reply@conferral.example')
})

test.each([
  ['two recipients', { to: 'a@x.test, b@x.test' }, 'BadAddress'],
  ['a line break in the address', { to: 'a@x.test\r\nBcc: b@x.test' }, 'BadAddress'],
  ['a name with the address', { to: 'Ana <a@x.test>' }, 'BadAddress'],
  ['a quoted address', { to: '"a b"@x.test' }, 'BadAddress'],
  ['a group', { to: 'all:a@x.test;' }, 'BadAddress'],
  ['a line break in the subject', { subject: 'Hi\r\nBcc: b@x.test' }, 'BadSubject'],
  ['no subject', { subject: '' }, 'BadSubject'],
  ['a line break in a header', { headers: { 'X-A': 'b\nBcc: c@x.test' } }, 'BadHeader'],
  ['a header that is not ours to set', { headers: { Bcc: 'c@x.test' } }, 'BadHeader'],
  ['a bad message id', { messageId: '<a b>' }, 'BadMessageId'],
  ['a bad reference', { references: ['<a@b>\r\nX: y'] }, 'BadMessageId'],
] as const)('%s is refused', async (_, changes, code) => {
  await expect(mailer.sendMail(mail(changes))).rejects.toMatchObject({ gateway: 'mail', temporary: false, code })
})

test('a server that is away is for now', async () => {
  const outage = (on: boolean) =>
    fetch(`http://127.0.0.1:${server.httpPort}/_local/outage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ on }),
    })
  await outage(true)
  await expect(mailer.sendMail(mail())).rejects.toMatchObject({ gateway: 'mail', temporary: true })
  await outage(false)
  await mailer.sendMail(mail({ to: 'again@example.test' }))
  expect(await inbox('again@example.test')).toHaveLength(1)
  const nowhere = createMailer({ smtpUrl: 'smtp://127.0.0.1:41598', from: 'a@b.test' })
  await expect(nowhere.sendMail(mail())).rejects.toMatchObject({ temporary: true })
  nowhere.close()
})
