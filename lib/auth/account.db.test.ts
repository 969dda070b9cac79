import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { type Db, transaction } from '#lib/db/client.ts'
import { asActor, beginSession } from '#lib/db/unit.ts'
import { sha256 } from '#lib/hash.ts'
import { asPerson, inOrg } from '#lib/web/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { member, organization, person } from '#lib/testing/world.ts'
import { actAs, revokeOtherSessions, revokeSession, saveProfile, sessionsOf } from './account.ts'
import { openSession } from './session.ts'

const { owner } = useDatabase()

const signIn = async (who: PersonActor, userAgent = 'curl/8') => {
  const opened = await asActor({ kind: 'AUTH' }, (db) =>
    openSession(db, who.personId, { userAgent, replaces: null }, null),
  )
  const creds = { session: opened.token, link: null }
  return {
    ...opened,
    creds,
    as: <T>(work: (unit: { db: Db; actor: PersonActor }) => Promise<T>) => asPerson(creds, work),
  }
}

describe('sessions', () => {
  it('are listed with this one first, and a revoked one fails on its next request', async () => {
    const ana = await person()
    const laptop = await signIn(ana, 'Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36')
    const phone = await signIn(ana, 'Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1')
    const list = await laptop.as(({ db, actor }) => sessionsOf(db, actor))
    expect(list[0]).toMatchObject({ device: 'Chrome on Windows', current: true })
    const other = list.find((view) => view.device === 'Safari on iPhone')
    expect(other).toMatchObject({ current: false, handheld: true })

    await laptop.as(({ db, actor }) => revokeSession(db, actor, other?.id ?? ''))
    await expect(phone.as(async () => 'still in')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(laptop.as(async () => 'still in')).resolves.toBe('still in')
  })

  it('end all at once but this one', async () => {
    const ana = await person()
    const [here, there, elsewhere] = [await signIn(ana), await signIn(ana), await signIn(ana)]
    await here.as(({ db, actor }) => revokeOtherSessions(db, actor))
    for (const gone of [there, elsewhere])
      await expect(gone.as(async () => 1)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await here.as(({ db, actor }) => sessionsOf(db, actor))).toHaveLength(1)
  })

  it('of somebody else do not exist', async () => {
    const [ana, eve] = [await person('Ana Ruiz'), await person('Eve Other')]
    const mine = await signIn(eve)
    for (const id of [ana.sessionId, 'not-an-id', '', '00000000-0000-0000-0000-000000000000', "' or true --"])
      await expect(mine.as(({ db, actor }) => revokeSession(db, actor, id))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    expect((await owner.query('select from "Session" where id = $1', [ana.sessionId])).rowCount).toBe(1)
    expect(await mine.as(({ db }) => db.session.count({ where: { personId: ana.personId } }))).toBe(0)
  })

  it('past their end are no sessions', async () => {
    const ana = await signIn(await person())
    await owner.query(`update "Session" set "expiresAt" = now() - interval '1 second' where "tokenHash" = $1`, [
      sha256(ana.token),
    ])
    await expect(ana.as(async () => 1)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('note when they were last used, at most every five minutes', async () => {
    const ana = await signIn(await person())
    const seen = async () => {
      await ana.as(async () => undefined)
      const { rows } = await owner.query<{ ago: number }>(
        `select extract(epoch from now() - "lastSeenAt")::int as ago from "Session" where "tokenHash" = $1`,
        [sha256(ana.token)],
      )
      return rows[0]?.ago ?? -1
    }
    const setBack = (minutes: number) =>
      owner.query(`update "Session" set "lastSeenAt" = now() - make_interval(mins => $1) where "tokenHash" = $2`, [
        minutes,
        sha256(ana.token),
      ])
    await setBack(3)
    expect(await seen()).toBeGreaterThan(170)
    await setBack(60)
    expect(await seen()).toBeLessThan(60)
  })

  it('are not drawn out by a token of another kind', async () => {
    for (const token of ['', 'x', 'x'.repeat(100_000), '\u{1f408}', "' or true --"])
      expect(await transaction((db) => beginSession(db, token))).toBeNull()
  })
})

describe('acting as', () => {
  it('changes what the next request is, and only to an own organization', async () => {
    const [practice, other] = [await organization('PRACTICE', 'Riverside'), await organization('PRACTICE', 'Lakeside')]
    const vet = await signIn(await member(practice, 'VET'))
    const hat = () => vet.as(async ({ actor }) => actor.hat)
    expect(await hat()).toMatchObject({ kind: 'PRACTICE', orgId: practice.id })
    await vet.as(({ db, actor }) => actAs(db, actor, 'me'))
    expect(await hat()).toEqual({ kind: 'OWNER' })
    await expect(inOrg(vet.creds, practice.slug, 'org.team', async () => 1)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await vet.as(({ db, actor }) => actAs(db, actor, practice.id))
    await expect(inOrg(vet.creds, practice.slug, 'org.team', async () => 1)).resolves.toBe(1)
    for (const foreign of [other.id, 'not-an-id', ''])
      await expect(vet.as(({ db, actor }) => actAs(db, actor, foreign))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(inOrg(vet.creds, other.slug, 'org.team', async () => 1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the profile', () => {
  it('keeps a name in any script, and the wall keeps the rest', async () => {
    const ana = await signIn(await person())
    for (const name of ['Ána Ruíz', '山田 花子', 'محمد', '🐈 Ana', '<b>Ana</b>', `'; drop table "Person"; --`]) {
      await ana.as(({ db, actor }) => saveProfile(db, actor, { name, timeZone: 'Asia/Tokyo' }))
      expect(await ana.as(async ({ actor }) => actor)).toMatchObject({ name, timeZone: 'Asia/Tokyo' })
    }
    for (const data of [{ isOperator: true }, { email: 'eve@example.test' }])
      await expect(
        ana.as(({ db, actor }) => db.person.update({ where: { id: actor.personId }, data })),
      ).rejects.toThrow(/permission denied/)
  })
})
