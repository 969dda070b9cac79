import { describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { transaction } from '#lib/db/client.ts'
import { asActor, beginSession, setActor } from '#lib/db/unit.ts'
import { parseInput } from '#lib/web/form.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { acceptInvitation, changeMember, endMembership, invite, revokeInvitation } from './commands.ts'
import { invitationByToken, teamOf } from './queries.ts'
import { newInvitation } from './schema.ts'

const { owner } = useDatabase()

const hatOf = (actor: PersonActor) => actor.hat as OrgHat
const live = (who: PersonActor) => transaction((db) => beginSession(db, who.sessionId))

/** The test's people have their session's id as its token. */
const inviting = async (admin: PersonActor, email: string, role: 'VET' | 'SPECIALIST' | 'ADMIN' = 'VET') => {
  const input = parseInput(newInvitation, { email, role })
  const { id } = await asActor(admin, (db) => invite(db, admin, hatOf(admin), input))
  const { rows } = await owner.query<{ url: string }>(
    `select payload->'props'->>'url' as url from graphile_worker._private_jobs where payload->>'key' = $1`,
    [`invitation:${id}`],
  )
  return { id, token: rows[0]?.url.split('/').at(-1) ?? '' }
}

const look = (token: string) =>
  transaction(async (db) => {
    await setActor(db, { kind: 'VISITOR' })
    return invitationByToken(db, token)
  })

async function practice(): Promise<{ org: TestOrg; admin: PersonActor }> {
  const org = await organization('PRACTICE', 'Riverside')
  return { org, admin: await member(org, 'ADMIN', 'Dr Ada Admin') }
}

describe('an invitation', () => {
  it('is looked at without being taken up, and taken up once by its own address', async () => {
    const { org, admin } = await practice()
    const nurse = await person('Nina Nurse')
    const { token } = await inviting(admin, ` ${nurse.email.toUpperCase()} `)
    for (let opened = 0; opened < 3; opened++)
      expect(await look(token)).toMatchObject({
        state: 'OPEN',
        name: 'Riverside',
        invitedBy: 'Dr Ada Admin',
        role: 'VET',
      })
    expect(await asActor(nurse, (db) => acceptInvitation(db, nurse, token))).toBe(`/practice/${org.slug}`)
    expect((await live(nurse))?.hat).toMatchObject({ orgId: org.id, role: 'VET' })
    expect(await look(token)).toMatchObject({ state: 'ACCEPTED' })
    await expect(asActor(nurse, (db) => acceptInvitation(db, nurse, token))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('of another address is not taken up', async () => {
    const { org, admin } = await practice()
    const eve = await person('Eve Other')
    const { token } = await inviting(admin, 'nina@example.test')
    await expect(asActor(eve, (db) => acceptInvitation(db, eve, token))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await live(eve))?.hats).toEqual([])
    expect((await owner.query('select from "Membership" where "organizationId" = $1', [org.id])).rowCount).toBe(1)
  })

  it('pressed twice at once makes one membership', async () => {
    const { org, admin } = await practice()
    const nina = await person('Nina Nurse')
    const { token } = await inviting(admin, nina.email)
    const accept = () => asActor(nina, (db) => acceptInvitation(db, nina, token))
    const results = await Promise.allSettled([accept(), accept()])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect((await owner.query('select from "Membership" where "organizationId" = $1', [org.id])).rowCount).toBe(2)
  })

  it('sent again replaces the one before; taken back or run out it says so', async () => {
    const { admin } = await practice()
    const nina = await person('Nina Nurse')
    const first = await inviting(admin, nina.email)
    const second = await inviting(admin, nina.email)
    expect(await look(first.token)).toMatchObject({ state: 'REVOKED' })
    expect(await look(second.token)).toMatchObject({ state: 'OPEN' })
    await asActor(admin, (db) => revokeInvitation(db, hatOf(admin), second.id))
    const third = await inviting(admin, nina.email)
    await owner.query(`update "Invitation" set "expiresAt" = now() - interval '1 second' where id = $1`, [third.id])
    expect(await look(third.token)).toMatchObject({ state: 'EXPIRED' })
    for (const { token } of [first, second, third])
      await expect(asActor(nina, (db) => acceptInvitation(db, nina, token))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('that never was does not exist', async () => {
    for (const token of ['', 'x', '\u{1f408}', "' or true --", 'x'.repeat(10_000)])
      await expect(look(token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('brings somebody back who had left, with the new role', async () => {
    const { org, admin } = await practice()
    const vet = await member(org, 'VET')
    await asActor(admin, (db) => endMembership(db, admin, hatOf(admin), vet.personId))
    const { token } = await inviting(admin, vet.email, 'ADMIN')
    await asActor(vet, (db) => acceptInvitation(db, vet, token))
    expect((await live(vet))?.hat).toMatchObject({ orgId: org.id, role: 'ADMIN' })
  })

  it('is refused for a member, for a role of another kind of team, and for what is no address', async () => {
    const { org, admin } = await practice()
    const vet = await member(org, 'VET')
    await expect(inviting(admin, vet.email)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { email: [expect.stringContaining('in the team already')] },
    })
    await expect(inviting(admin, 'new@example.test', 'SPECIALIST')).rejects.toMatchObject({ code: 'INVALID' })
    for (const email of ['', 'x'.repeat(100_000), 'josé@x.example', 'a\u0000@example.test', '<b>@example.test', '🐈'])
      await expect(inviting(admin, email)).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { email: [expect.stringMatching(/./)] },
      })
  })

  it('is for the admin to send and to see', async () => {
    const { org, admin } = await practice()
    const vet = await member(org, 'VET')
    await inviting(admin, 'new@example.test')
    const seen = await asActor(vet, (db) => teamOf(db, vet, hatOf(vet), 'PRACTICE'))
    expect(seen).toMatchObject({ invitations: [], may: { invite: false, edit: false, remove: false } })
    await expect(inviting(vet, 'other@example.test')).rejects.toThrow(/row-level security/)
    expect(await asActor(vet, (db) => db.invitation.count())).toBe(0)
  })
})

describe('the team', () => {
  it('is listed by role and name, with what waits', async () => {
    const { org, admin } = await practice()
    await member(org, 'VET', 'Dr Zoe')
    await member(org, 'VET', 'Dr Ben')
    await inviting(admin, 'new@example.test')
    const team = await asActor(admin, (db) => teamOf(db, admin, hatOf(admin), 'PRACTICE'))
    expect(team.members.map((one) => one.name)).toEqual(['Dr Ada Admin', 'Dr Ben', 'Dr Zoe'])
    expect(team.members.map((one) => one.isYou)).toEqual([true, false, false])
    expect(team.invitations).toMatchObject([{ email: 'new@example.test', role: 'VET' }])
    await expect(asActor(admin, (db) => teamOf(db, admin, hatOf(admin), 'HOSPITAL'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('loses somebody at once', async () => {
    const { org, admin } = await practice()
    const vet = await member(org, 'VET')
    expect((await live(vet))?.hat).toMatchObject({ orgId: org.id })
    await asActor(admin, (db) => endMembership(db, admin, hatOf(admin), vet.personId))
    expect(await live(vet)).toMatchObject({ hat: { kind: 'OWNER' }, hats: [] })
    await expect(asActor(admin, (db) => endMembership(db, admin, hatOf(admin), vet.personId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('never loses its last admin', async () => {
    const { org, admin } = await practice()
    const vet = await member(org, 'VET')
    const end = (who: PersonActor) => asActor(admin, (db) => endMembership(db, admin, hatOf(admin), who.personId))
    const change = (who: PersonActor, role: 'ADMIN' | 'VET') =>
      asActor(admin, (db) => changeMember(db, hatOf(admin), { personId: who.personId, role, credentials: 'MRCVS' }))
    await expect(end(admin)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('at least one admin'),
    })
    await expect(change(admin, 'VET')).rejects.toMatchObject({ code: 'CONFLICT' })
    await change(admin, 'ADMIN')
    await change(vet, 'ADMIN')
    expect((await live(vet))?.hat).toMatchObject({ role: 'ADMIN', credentials: 'MRCVS' })
    await end(admin)
    expect((await live(admin))?.hat).toEqual({ kind: 'OWNER' })
  })

  it('keeps one when two admins remove each other at the same moment', async () => {
    const { org, admin } = await practice()
    const other = await member(org, 'ADMIN', 'Dr Otto')
    const end = (by: PersonActor, who: PersonActor) =>
      asActor(by, (db) => endMembership(db, by, hatOf(by), who.personId))
    const results = await Promise.allSettled([end(admin, other), end(other, admin)])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    const { rowCount } = await owner.query(
      `select from "Membership" where "organizationId" = $1 and role = 'ADMIN' and "endedAt" is null`,
      [org.id],
    )
    expect(rowCount).toBe(1)
  })

  it('of another organization does not exist', async () => {
    const { admin } = await practice()
    const foreign = await member(await organization('PRACTICE', 'Lakeside'), 'VET')
    for (const personId of [foreign.personId, 'not-an-id', '']) {
      await expect(
        asActor(admin, (db) => changeMember(db, hatOf(admin), { personId, role: 'VET', credentials: '' })),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(asActor(admin, (db) => endMembership(db, admin, hatOf(admin), personId))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      await expect(asActor(admin, (db) => revokeInvitation(db, hatOf(admin), personId))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
  })
})
