import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testEnvironment } from '#lib/testing/environment.ts'

const caught: string[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, done) =>
    done(address.startsWith('gone@') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
  onData(stream, _session, done) {
    let text = ''
    stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
    stream.on('end', () => {
      caught.push(text)
      done()
    })
  },
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const url = 'postgresql://nobody@127.0.0.1:9/none'
  Object.assign(process.env, testEnvironment({ ownerUrl: url, appUrl: url }), { SMTP_URL: `smtp://127.0.0.1:${port}` })
})
afterAll(async () => {
  const { mailer } = await import('#lib/gateways/mail.ts')
  mailer().close()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
})

const payload = (key: string, to = 'ana@example.test') => ({
  to,
  key,
  template: 'signIn',
  props: { url: 'http://localhost:9/sign-in/confirm?token=1', expiresAt: '2026-11-22T12:00:00.000Z', timeZone: 'UTC' },
})

test('the same job done twice is the same mail to its reader; another job is another', async () => {
  const { sendTemplate } = await import('./mail.ts')
  await sendTemplate(payload('one'))
  await sendTemplate(payload('one'))
  await sendTemplate(payload('two'))
  const mails = await Promise.all(caught.map((text) => PostalMime.parse(text)))
  expect(mails.map((mail) => mail.subject)).toEqual(Array(3).fill('Your link to sign in to Conferral'))
  const [first, again, other] = mails.map((mail) => mail.messageId)
  expect(first).toMatch(/^<[0-9a-f]{40}@localhost>$/)
  expect(again).toBe(first)
  expect(other).not.toBe(first)
})

test('a mailbox that does not exist ends the job; a template that does not exist fails it', async () => {
  const { sendTemplate } = await import('./mail.ts')
  await expect(sendTemplate(payload('three', 'gone@example.test'))).resolves.toBeUndefined()
  await expect(sendTemplate({ ...payload('four'), template: 'nothing' })).rejects.toThrow(/no mail template/)
})
