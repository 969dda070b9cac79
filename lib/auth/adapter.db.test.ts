import NextAuth from 'next-auth'
import { describe, expect, it } from 'vitest'
import { transaction } from '#lib/db/client.ts'
import { beginSession } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { person } from '#lib/testing/world.ts'
import { adapter } from './adapter.ts'
import { authOptions, handleAuth } from './next-auth.ts'

const { owner } = useDatabase()
const tomorrow = () => new Date(Date.now() + 86_400_000)
const NAME = 'next-auth.session-token'

type Answer = { status: number; location: string | null; cookies: string[]; body: unknown }

/** next-auth as it answers under /api/auth, without a web server around it. */
async function call(method: string, path: string, cookies: Record<string, string>, body: object = {}): Promise<Answer> {
  const answer: Answer = { status: 200, location: null, cookies: [], body: null }
  const response = {
    status(code: number) {
      answer.status = code
      return response
    },
    getHeader: (name: string) => (name === 'Set-Cookie' ? answer.cookies : undefined),
    setHeader(name: string, value: string | string[]) {
      if (name === 'Set-Cookie') answer.cookies = [value].flat()
      if (name === 'Location') answer.location = String(value)
      return response
    },
    send: (sent: unknown) => (answer.body = sent),
    json: (sent: unknown) => (answer.body = sent),
    end: () => undefined,
  }
  const request = { method, cookies, body, headers: {}, query: { nextauth: path.split('/') } }
  const run = ('default' in NextAuth ? NextAuth.default : NextAuth) as (...args: unknown[]) => Promise<void>
  await run(request, response, authOptions('test'))
  return answer
}

async function csrf(): Promise<{ csrfToken: string; cookies: Record<string, string> }> {
  const answer = await call('GET', 'csrf', {})
  const cookie = answer.cookies.find((one) => one.startsWith('next-auth.csrf-token='))
  const value = decodeURIComponent(cookie?.split(';')[0]?.split('=')[1] ?? '')
  return {
    csrfToken: (answer.body as { csrfToken: string }).csrfToken,
    cookies: { 'next-auth.csrf-token': value },
  }
}

describe('next-auth over our tables', () => {
  it('knows the session that our pages know, and ends it for both', async () => {
    const ana = await person()
    await adapter.createSession?.({ sessionToken: 'a-token', userId: ana.personId, expires: tomorrow() })
    expect(await transaction((db) => beginSession(db, 'a-token'))).toMatchObject({ personId: ana.personId })
    const session = await call('GET', 'session', { [NAME]: 'a-token' })
    expect(session.body).toMatchObject({ user: { name: 'Ana Ruiz', email: ana.email } })

    const { csrfToken, cookies } = await csrf()
    const out = await call('POST', 'signout', { ...cookies, [NAME]: 'a-token' }, { csrfToken })
    expect(out.cookies.some((cookie) => cookie.startsWith(`${NAME}=;`))).toBe(true)
    expect(await transaction((db) => beginSession(db, 'a-token'))).toBeNull()
    expect((await call('GET', 'session', { [NAME]: 'a-token' })).body).toEqual({})
  })

  it('keeps no token, only its hash', async () => {
    const ana = await person()
    await adapter.createSession?.({ sessionToken: 'plain', userId: ana.personId, expires: tomorrow() })
    expect((await owner.query(`select from "Session" where "tokenHash" = 'plain'`)).rowCount).toBe(0)
    expect(await adapter.getSessionAndUser?.('plain')).toMatchObject({ user: { id: ana.personId } })
    await adapter.updateSession?.({ sessionToken: 'plain', expires: new Date(Date.now() - 1000) })
    expect(await adapter.getSessionAndUser?.('plain')).toBeNull()
  })

  it('mails our own link when asked through its own form, and not without its CSRF token', async () => {
    const { csrfToken, cookies } = await csrf()
    const email = 'Through.NextAuth@Example.test'
    const callbackUrl = 'http://localhost:9/cases/new'
    expect((await call('POST', 'signin/email', {}, { email })).location).toContain('csrf=true')
    const asked = await call('POST', 'signin/email', cookies, { email, csrfToken, callbackUrl })
    expect(asked.location).toContain('verify-request')
    const { rows } = await owner.query<{ url: string }>(
      `select payload->'props'->>'url' as url from graphile_worker._private_jobs where payload->>'to' = $1`,
      [email.toLowerCase()],
    )
    expect(rows).toHaveLength(1)
    const link = new URL(rows[0]?.url ?? '')
    expect(link.pathname).toBe('/sign-in/confirm')
    expect(link.searchParams.get('next')).toBe('/cases/new')
  })

  it('refuses addresses that are not plain, and asks too often', async () => {
    const { csrfToken, cookies } = await csrf()
    for (const email of ['"ana"@example.test', 'ana@a.test,eve@b.test', 'ana＠example.test', ''])
      expect((await call('POST', 'signin/email', cookies, { email, csrfToken })).location).toContain('error')
    let last = ''
    for (let asked = 0; asked < 7; asked++)
      last = (await call('POST', 'signin/email', cookies, { email: 'often@example.test', csrfToken })).location ?? ''
    expect(last).toContain('error=TooMany')
  })

  it('uses a link token once, of two at once', async () => {
    const token = { identifier: 'ana@example.test', token: 'hashed', expires: tomorrow() }
    await adapter.createVerificationToken?.(token)
    const use = () => adapter.useVerificationToken?.({ identifier: token.identifier, token: 'hashed' })
    const uses = await Promise.all([use(), use(), use()])
    expect(uses.filter(Boolean)).toHaveLength(1)
  })

  it('makes, finds and changes people', async () => {
    const made = await adapter.createUser?.({ email: 'made@example.test', emailVerified: null } as never)
    expect(made).toMatchObject({ email: 'made@example.test', name: 'made' })
    const id = String(made?.id)
    await adapter.updateUser?.({ id, name: 'Made Up', emailVerified: new Date() })
    expect(await adapter.getUser?.(id)).toMatchObject({ name: 'Made Up', emailVerified: expect.any(Date) })
    expect(await adapter.getUserByEmail?.('made@example.test')).toMatchObject({ id })
    expect(await adapter.getUserByEmail?.('nobody@example.test')).toBeNull()
  })
})

describe('/api/auth', () => {
  const open = (path: string, method = 'GET') =>
    handleAuth(new Request(`http://localhost:9/api/auth/${path}`, { method }))

  it('never uses a link up: its callback leads to the page with the button', async () => {
    const answer = await open('callback/email?token=t1&email=ana%40example.test&next=%2Fhome')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/sign-in/confirm?token=t1&email=ana%40example.test&next=%2Fhome')
    expect((await open('callback/email?next=//evil.example')).headers.get('location')).not.toContain('evil')
  })

  it('answers nothing else', async () => {
    for (const path of ['_log', 'nothing', '', 'signin/google', 'callback/email'])
      expect((await open(path, 'POST')).status, path).toBe(404)
  })
})
