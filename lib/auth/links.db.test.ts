import { beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '#lib/db/client.ts'
import { asActor, beginSession, setActor } from '#lib/db/unit.ts'
import { fixedClock, setClock } from '#lib/gateways/clock.ts'
import { TASKS } from '#lib/jobs/tasks.ts'
import { renderMail } from '#emails/registry.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { member, organization, person } from '#lib/testing/world.ts'
import { confirmLink, peekLink, requestLink } from './links.ts'

const { owner, app } = useDatabase()

let place = 0
const ask = (address: string, next: string | null = null) => requestLink(address, next, `test-${++place}`)
const device = { userAgent: 'Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1', replaces: null }

/** The mails waiting for this address, newest first, as the job carries them. */
async function mails(address: string) {
  const { rows } = await owner.query<{ payload: unknown }>(
    `select payload from graphile_worker._private_jobs where payload->>'to' = $1 order by id desc`,
    [address],
  )
  return rows.map((row) => TASKS.mail.parse(row.payload))
}

async function tokenFor(address: string): Promise<string> {
  const [mail] = await mails(address)
  return new URL(String(mail?.props.url)).searchParams.get('token') ?? ''
}

const press = (address: string, token: string, name: string | null = 'Ana Ruiz', next: string | null = null) =>
  confirmLink({ address, token, name, timeZone: 'Europe/Madrid', next, device })

const peek = (address: string, token: string) =>
  transaction(async (db) => {
    await setActor(db, { kind: 'VISITOR' })
    return peekLink(db, address, token)
  })

const count = async (table: string) => (await owner.query(`select from "${table}"`)).rowCount

beforeEach(() => owner.query('truncate "RateLimit"'))

describe('a mailed link', () => {
  it('is looked at as often as anybody likes, and signs a new person in once', async () => {
    const address = 'new@example.test'
    await ask(address, '/cases/new')
    const token = await tokenFor(address)
    for (let opened = 0; opened < 5; opened++) expect(await peek(address, token)).toBe('NEW')
    const { token: session, path, expiresAt } = await press(address, token, 'Ana Ruiz', '/cases/new')
    expect(path).toBe('/cases/new')
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    const actor = await transaction((db) => beginSession(db, session))
    expect(actor).toMatchObject({ name: 'Ana Ruiz', email: address, timeZone: 'Europe/Madrid', operator: false })
    expect(await peek(address, token)).toBeNull()
    await expect(press(address, token)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('pressed twice at once lets one press win, and makes one session', async () => {
    const { email, personId } = await person()
    await ask(email)
    const token = await tokenFor(email)
    const presses = await Promise.allSettled(Array.from({ length: 6 }, () => press(email, token)))
    expect(presses.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of presses.filter((one) => one.status === 'rejected'))
      expect(result.reason).toMatchObject({ code: 'CONFLICT' })
    const { rowCount } = await owner.query('select from "Session" where "personId" = $1', [personId])
    expect(rowCount).toBe(2) // the one that the fixture made, and the new one
  })

  it('makes one account when two links of a new address are pressed at once', async () => {
    const address = 'twice@example.test'
    await ask(address)
    const first = await tokenFor(address)
    await ask(address)
    const second = await tokenFor(address)
    const presses = await Promise.allSettled([press(address, first), press(address, second)])
    expect(presses.some((result) => result.status === 'fulfilled')).toBe(true)
    const { rowCount } = await owner.query('select from "Person" where email = $1', [address])
    expect(rowCount).toBe(1)
  })

  it('runs out after 15 minutes', async () => {
    const { email } = await person()
    const clock = fixedClock(new Date())
    const putBack = setClock(clock)
    try {
      await ask(email)
      const token = await tokenFor(email)
      clock.advance(15 * 60_000 + 1)
      await expect(press(email, token)).rejects.toMatchObject({ code: 'CONFLICT' })
    } finally {
      putBack()
    }
    await ask(email)
    await owner.query(`update "SignInToken" set "expiresAt" = now() - interval '1 second' where identifier = $1`, [
      email,
    ])
    expect(await peek(email, await tokenFor(email))).toBeNull()
  })

  it('works for its own address only, and not as a guess', async () => {
    const [ana, eve] = [await person('Ana Ruiz'), await person('Eve Other')]
    await ask(ana.email)
    const token = await tokenFor(ana.email)
    for (const [address, guess] of [
      [eve.email, token],
      [ana.email, `${token}x`],
      [ana.email, ''],
      [ana.email, "' or true --"],
    ] as const) {
      expect(await peek(address, guess)).toBeNull()
      await expect(press(address, guess)).rejects.toMatchObject({ code: 'CONFLICT' })
    }
    expect(await peek(ana.email, token)).toBe('KNOWN')
  })

  it('stays good when a new person forgot to give a name', async () => {
    const address = 'nameless@example.test'
    await ask(address)
    const token = await tokenFor(address)
    await expect(press(address, token, null)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { name: ['Please say what we may call you'] },
    })
    await expect(press(address, token, 'Ana')).resolves.toMatchObject({ path: '/home' })
  })

  it('keeps the name of somebody known, and ends the other links of the address', async () => {
    const { email } = await person('Ana Ruiz')
    await ask(email)
    const first = await tokenFor(email)
    await ask(email)
    const { token } = await press(email, await tokenFor(email), 'Somebody else')
    expect(await transaction((db) => beginSession(db, token))).toMatchObject({ name: 'Ana Ruiz' })
    expect(await peek(email, first)).toBeNull()
  })

  it('is kept as a hash, and the session too', async () => {
    const { email } = await person()
    await ask(email)
    const token = await tokenFor(email)
    const stored = await owner.query<{ tokenHash: string }>('select "tokenHash" from "SignInToken"')
    expect(stored.rows.map((row) => row.tokenHash)).not.toContain(token)
    const { token: session } = await press(email, token)
    const sessions = await owner.query<{ tokenHash: string }>('select "tokenHash" from "Session"')
    expect(sessions.rows.map((row) => row.tokenHash)).not.toContain(session)
  })

  it('cannot be read by anybody but sign-in itself', async () => {
    const { email, ...actor } = await person()
    await ask(email)
    expect(await asActor({ ...actor, email }, (db) => db.signInToken.count())).toBe(0)
    expect((await app.query('select * from "SignInToken"')).rowCount).toBe(0)
  })
})

describe('asking for a link', () => {
  it('does the same for an address with an account and one without', async () => {
    const known = (await person()).email
    const unknown = 'nobody@example.test'
    const before = await count('Person')
    await ask(known, '/home')
    await ask(unknown, '/home')
    const [[forKnown], [forUnknown]] = [await mails(known), await mails(unknown)]
    expect(Object.keys(forUnknown?.props ?? {})).toEqual(Object.keys(forKnown?.props ?? {}))
    expect(forUnknown?.template).toBe('signIn')
    expect(await count('Person')).toBe(before)
    expect(renderMail(forUnknown!).text).toContain('/sign-in/confirm?token=')
  })

  it('leads only to pages of this site afterwards', async () => {
    const { email } = await person()
    await ask(email, '//evil.example')
    const [mail] = await mails(email)
    expect(new URL(String(mail?.props.url)).searchParams.has('next')).toBe(false)
    expect(await press(email, await tokenFor(email), null, 'https://evil.example')).toMatchObject({ path: '/home' })
  })

  it('is limited for an address, whoever asks, and says how long to wait', async () => {
    for (let asked = 0; asked < 6; asked++) await ask('often@example.test')
    await expect(ask('often@example.test')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringMatching(/the newest of them works\. Please wait 1[45] minutes/),
    })
    await expect(ask('other@example.test')).resolves.toBeUndefined()
  })

  it('is limited for a place, whatever the addresses', async () => {
    for (let asked = 0; asked < 60; asked++) await requestLink(`a${asked}@example.test`, null, '192.0.2.1')
    await expect(requestLink('b@example.test', null, '192.0.2.1')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    await expect(requestLink('b@example.test', null, '192.0.2.2')).resolves.toBeUndefined()
  })
})

describe('where somebody begins', () => {
  it('acts at once as the one organization of somebody without animals', async () => {
    const hospital = await organization('HOSPITAL', 'Northgate')
    const vet = await member(hospital, 'SPECIALIST')
    await ask(vet.email)
    const { token, path } = await press(vet.email, await tokenFor(vet.email))
    expect(path).toBe(`/hospital/${hospital.slug}/queue`)
    expect(await transaction((db) => beginSession(db, token))).toMatchObject({ hat: { orgId: hospital.id } })
  })

  it('begins at home for somebody with an animal, or with two organizations', async () => {
    const practice = await organization('PRACTICE', 'Riverside')
    const vet = await member(practice, 'VET')
    await owner.query(
      `insert into "Patient" ("ownerId", id, name, species) values ($1, gen_random_uuid(), 'Miso', 'CAT')`,
      [vet.personId],
    )
    await ask(vet.email)
    expect(await press(vet.email, await tokenFor(vet.email))).toMatchObject({ path: '/home' })

    const both = await member(practice, 'ADMIN')
    const other = await organization('PRACTICE', 'Lakeside')
    await owner.query(`insert into "Membership" ("organizationId", "personId", role) values ($1, $2, 'VET')`, [
      other.id,
      both.personId,
    ])
    await ask(both.email)
    expect(await press(both.email, await tokenFor(both.email))).toMatchObject({ path: '/home' })
  })

  it('ends the session that the browser had before', async () => {
    const [ana, eve] = [await person('Ana Ruiz'), await person('Eve Other')]
    await ask(ana.email)
    const before = await press(ana.email, await tokenFor(ana.email))
    await ask(eve.email)
    const given = { address: eve.email, token: await tokenFor(eve.email), name: null, timeZone: 'UTC', next: null }
    await confirmLink({ ...given, device: { userAgent: null, replaces: before.token } })
    expect(await transaction((db) => beginSession(db, before.token))).toBeNull()
  })
})
