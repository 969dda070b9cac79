import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseStatus } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import type { Credentials } from '#lib/web/credentials.ts'
import { byLink } from '#lib/web/link-page.ts'
import { onCase } from '#lib/web/unit.ts'
import { agree, commentOnAgreement, declineAgreement, endAgreement, endRelease, grantRelease } from './commands.ts'
import { currentText } from './find.ts'
import { consentView } from './queries.ts'
import { type AgreeInput, answerSchema, type DeclineInput, releaseSchema } from './schema.ts'
import { EVERYTHING, NOTHING } from './scope.ts'

const FROM = { place: '203.0.113.7', agent: 'Tests' }
let owner: PersonActor
let hospital: TestOrg
let practice: TestOrg
let vet: PersonActor

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
  vet = await member(practice, 'VET')
})

const as = (who: PersonActor): Credentials => ({ session: who.sessionId, link: null })
const by = (one: TestCase): Credentials => ({ session: null, link: one.linkToken })
const fresh = (status: CaseStatus = 'AWAITING_CONSENT', more: { released?: boolean; agreed?: boolean } = {}) =>
  caseIn({ owner, hospital, practice, status, ...more })

const text = (key: 'RELEASE' | 'AGREEMENT') => asActor(owner, async (db) => (await currentText(db, key)).id)

async function release(creds: Credentials, caseId: string, more: object = {}) {
  const form = { share: 'ALL', days: '90', signedName: 'Ana Ruiz', statement: 'on', seen: '' }
  const input = releaseSchema.parse({ ...form, textId: await text('RELEASE'), ...more })
  return onCase(creds, caseId, 'consent.release', ({ db, actor, access }) =>
    grantRelease(db, actor, access, input, FROM),
  )
}

async function say(creds: Credentials, caseId: string, more: object = {}) {
  const form = { answer: 'YES', signedName: 'Dr Tomasz Mazur', seen: '' }
  const input = answerSchema.parse({ ...form, textId: await text('AGREEMENT'), ...more })
  return onCase(creds, caseId, 'consent.answer', ({ db, actor, access }) =>
    input.answer === 'NO'
      ? declineAgreement(db, actor, access, input satisfies DeclineInput, FROM)
      : agree(db, actor, access, input satisfies AgreeInput, FROM),
  )
}
const no = { answer: 'NO', reason: 'NO_RECORDS' }

const stopRelease = (creds: Credentials, id: string) =>
  onCase(creds, id, 'consent.endRelease', ({ db, actor, access }) => endRelease(db, actor, access))
const stopAgreement = (creds: Credentials, id: string) =>
  onCase(creds, id, 'consent.endAgreement', ({ db, actor, access }) => endAgreement(db, actor, access))
const look = (creds: Credentials, id: string) =>
  onCase(creds, id, 'consent.read', ({ db, actor, access }) => consentView(db, actor, access))

type Row = { status: CaseStatus; turn: string; dueAt: Date | null; expiresAt: Date | null }
async function row(id: string): Promise<Row> {
  const found = await useDatabase().owner.query<Row>('select * from "Case" where id = $1', [id])
  return found.rows[0]!
}
async function events(id: string): Promise<string[]> {
  const found = await useDatabase().owner.query<{ type: string }>(
    'select type from "CaseEvent" where "caseId" = $1 order by seq',
    [id],
  )
  return found.rows.map(({ type }) => type)
}
async function told(id: string): Promise<string[]> {
  const found = await useDatabase().owner.query<{ about: string }>(
    `select payload->>'about' as about from graphile_worker._private_jobs where payload->>'caseId' = $1 order by id`,
    [id],
  )
  return found.rows.map(({ about }) => about)
}

describe('both sign', () => {
  it('sends the case to triage once release and agreement stand, whoever is first', async () => {
    const a = await fresh()
    expect(await release(as(owner), a.id)).toEqual({ signed: 'NOW' })
    expect(await row(a.id)).toMatchObject({ status: 'AWAITING_CONSENT', turn: 'PRACTICE' })
    const before = Date.now()
    expect(await say(by(a), a.id)).toEqual({ signed: 'NOW' })
    const after = await row(a.id)
    expect(after).toMatchObject({ status: 'IN_TRIAGE', turn: 'HOSPITAL', expiresAt: null })
    expect(Math.abs(after.dueAt!.getTime() - before - 24 * 3_600_000)).toBeLessThan(60_000)
    expect(await events(a.id)).toEqual(['consent.released', 'consent.agreed', 'consent.completed'])
    expect(await told(a.id)).toEqual(['consent.completed'])

    const b = await fresh()
    await say(by(b), b.id)
    expect(await row(b.id)).toMatchObject({ status: 'AWAITING_CONSENT', turn: 'OWNER' })
    expect(await told(b.id)).toEqual(['consent.releaseNeeded'])
    await release(as(owner), b.id)
    expect(await row(b.id)).toMatchObject({ status: 'IN_TRIAGE' })
  })

  it('takes the answer of a signed-in vet of the practice, for some kinds, with a comment', async () => {
    const it_ = await fresh('AWAITING_CONSENT', { released: true })
    await say(as(vet), it_.id, {
      answer: 'SOME',
      'kinds[]': ['LAB', 'IMAGING'],
      comment: 'Films from 12 Nov\nto follow',
    })
    const view = await look(as(vet), it_.id)
    expect(view.answer).toMatchObject({
      decision: 'AGREED',
      scope: { ...EVERYTHING, kinds: ['LAB', 'IMAGING'] },
      stands: true,
      version: expect.any(Number),
    })
    expect(view.open).toEqual({ OWNER: EVERYTHING, PRACTICE: { ...EVERYTHING, kinds: ['LAB', 'IMAGING'] } })
    expect(view.answer?.comment).toBe('Films from 12 Nov\nto follow')
    expect(view.answer?.expiresAt).toEqual(view.release?.expiresAt)
  })

  it('keeps the vet’s link alive as long as the agreement, and marks it as opened by the press alone', async () => {
    const { owner: admin } = useDatabase()
    const one = await fresh('AWAITING_CONSENT', { released: true })
    const link = async () =>
      (
        await admin.query<{ openedAt: Date | null; expiresAt: Date }>('select * from "CaseLink" where id = $1', [
          one.link.linkId,
        ])
      ).rows[0]!
    const [eventsBefore, linkBefore] = [await events(one.id), await link()]
    for (let times = 0; times < 3; times += 1)
      await byLink(one.linkToken, 'consent.read', ({ db, actor, access }) => consentView(db, actor, access))
    expect(await link()).toEqual(linkBefore)
    expect(await events(one.id)).toEqual(eventsBefore)
    await say(by(one), one.id)
    expect((await link()).openedAt).not.toBeNull()
    expect((await link()).expiresAt.getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000)
  })

  it('lets a newer release take the place of the one that stands; the old stays in the history', async () => {
    const one = await fresh('IN_REVIEW')
    const { seen } = await look(as(owner), one.id)
    await release(as(owner), one.id, { seen: seen.release, share: 'SOME', 'kinds[]': ['LAB'], days: '30' })
    const view = await look(as(owner), one.id)
    expect(view.release).toMatchObject({ scope: { kinds: ['LAB'] }, stands: true })
    expect(view.open.PRACTICE).toEqual({ ...EVERYTHING, kinds: ['LAB'] })
    const standing = await useDatabase().owner.query(
      'select from "Release" where "caseId" = $1 and "revokedAt" is null',
      [one.id],
    )
    expect(standing.rowCount).toBe(1)
    expect(view.history.map(({ what }) => what)).toContain(
      'released laboratory to Northgate, in place of the one before',
    )
  })
})

describe('refused and taken back', () => {
  it('gives the turn to the owner when the vet says no, with the reason for owner and hospital', async () => {
    const one = await fresh('AWAITING_CONSENT', { released: true })
    await say(by(one), one.id, { ...no, reasonLine: 'only vaccinations here' })
    expect(await row(one.id)).toMatchObject({ status: 'AWAITING_CONSENT', turn: 'OWNER' })
    expect(await told(one.id)).toEqual(['consent.agreementDeclined'])
    const coordinator = await member(hospital, 'COORDINATOR')
    for (const who of [owner, coordinator])
      expect((await look(as(who), one.id)).answer?.reason).toBe('We hold no records: only vaccinations here')
    expect((await look(as(coordinator), one.id)).history).toEqual([])
    expect((await look(as(coordinator), one.id)).vet.email).toBeNull()
    await say(by(one), one.id, { seen: (await look(by(one), one.id)).seen.answer })
    expect(await row(one.id)).toMatchObject({ status: 'IN_TRIAGE' })
  })

  it('closes at once what is ended, keeps the status, and tells the others', async () => {
    const one = await fresh('IN_REVIEW')
    expect(await stopAgreement(by(one), one.id)).toEqual({ ended: true })
    expect(await stopAgreement(by(one), one.id)).toEqual({ ended: false })
    let view = await look(as(owner), one.id)
    expect(view.open).toEqual({ OWNER: EVERYTHING, PRACTICE: NOTHING })
    expect(await stopRelease(as(owner), one.id)).toEqual({ ended: true })
    view = await look(as(owner), one.id)
    expect(view.open).toEqual({ OWNER: NOTHING, PRACTICE: NOTHING })
    expect(await row(one.id)).toMatchObject({ status: 'IN_REVIEW' })
    expect(await told(one.id)).toEqual(['consent.ended', 'consent.ended'])
    expect(await events(one.id)).toEqual(['consent.agreementEnded', 'consent.releaseEnded'])
    await release(as(owner), one.id, { seen: view.seen.release })
    await say(by(one), one.id, { seen: view.seen.answer })
    expect((await look(as(owner), one.id)).open.PRACTICE).toEqual(EVERYTHING)
  })

  it('gives the turn back when consent is ended while it is awaited', async () => {
    const one = await fresh('AWAITING_CONSENT')
    await release(as(owner), one.id)
    await stopRelease(as(owner), one.id)
    expect(await row(one.id)).toMatchObject({ turn: 'OWNER_AND_PRACTICE' })
  })

  it('lets the vet add a word while the agreement stands, not after', async () => {
    const one = await fresh('IN_TRIAGE')
    const add = () =>
      onCase(by(one), one.id, 'consent.answer', ({ db, actor, access }) =>
        commentOnAgreement(db, actor, access, 'Films to follow'),
      )
    await add()
    expect((await look(as(owner), one.id)).answer?.comment).toBe('Films to follow')
    await stopAgreement(by(one), one.id)
    await expect(add()).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('once, and by the right hand', () => {
  it('signs once when the same answer is sent twice at the same moment, from two tabs, or late', async () => {
    const one = await fresh('AWAITING_CONSENT', { released: true })
    const both = await Promise.all([say(by(one), one.id), say(by(one), one.id)])
    expect(both.map(({ signed }) => signed).sort()).toEqual(['BEFORE', 'NOW'])
    expect(await say(by(one), one.id, no)).toEqual({ signed: 'BEFORE' })
    expect(await events(one.id)).toEqual(['consent.agreed', 'consent.completed'])
    const two = await fresh()
    const releases = await Promise.all([release(as(owner), two.id), release(as(owner), two.id)])
    expect(releases.map(({ signed }) => signed).sort()).toEqual(['BEFORE', 'NOW'])
    expect(await events(two.id)).toEqual(['consent.released'])
  })

  it('lets release and agreement, signed at the same moment, complete the consent once', async () => {
    for (let times = 0; times < 5; times += 1) {
      const one = await fresh()
      await Promise.all([release(as(owner), one.id), say(by(one), one.id)])
      expect(await row(one.id)).toMatchObject({ status: 'IN_TRIAGE' })
      expect((await events(one.id)).filter((type) => type === 'consent.completed')).toHaveLength(1)
    }
  })

  it('refuses a no while an agreement stands: that one is ended first', async () => {
    const one = await fresh('IN_TRIAGE')
    const { seen } = await look(by(one), one.id)
    await expect(say(by(one), one.id, { ...no, seen: seen.answer })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('refuses a text that is not the one to sign', async () => {
    const one = await fresh()
    await expect(release(as(owner), one.id, { textId: await text('AGREEMENT') })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(say(by(one), one.id, { textId: randomUUID() })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('refuses every other role, and strangers learn nothing', async () => {
    const one = await fresh('AWAITING_CONSENT', { released: true })
    const colleague = await member(hospital, 'COORDINATOR')
    const nurse = await member(practice, 'NURSE')
    for (const who of [colleague, nurse, owner])
      await expect(say(as(who), one.id), who.name).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const who of [colleague, vet]) {
      await expect(release(as(who), one.id), who.name).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(stopRelease(as(who), one.id), who.name).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    const strangers = [await person('Eve Other'), await member(await organization('PRACTICE', 'Hillside'), 'VET')]
    for (const who of strangers) {
      await expect(release(as(who), one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(say(as(who), one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(look(as(who), one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(say({ session: null, link: null }, one.id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('refuses the link of another case, an ended one, an expired one and a guess', async () => {
    const { owner: admin } = useDatabase()
    const [one, other] = [await fresh(), await fresh()]
    await expect(say(by(other), one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(look(by(other), one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const read = (token: string) => byLink(token, 'consent.read', async () => 'read')
    expect(await read(one.linkToken)).toBe('read')
    await admin.query('update "CaseLink" set "expiresAt" = now() where id = $1', [one.link.linkId])
    await admin.query('update "CaseLink" set "revokedAt" = now() where id = $1', [other.link.linkId])
    for (const token of [one.linkToken, other.linkToken, randomUUID(), '', 'a\u0000b', 'x'.repeat(100_000)])
      await expect(read(token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(say(by(one), one.id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it.each(['DRAFT', 'CLOSED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'] as const)(
    'signs nothing on a case that is %s',
    async (status) => {
      const one = await fresh(status, { released: false, agreed: false })
      await expect(release(as(owner), one.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      if (status !== 'DRAFT') await expect(say(by(one), one.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      else await expect(say(by(one), one.id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    },
  )

  it('keeps names as they are typed, in any script', async () => {
    const one = await fresh()
    const name = 'عائشة 🐈 <b>O\'Hara</b>; drop table "Release";--'
    await release(as(owner), one.id, { signedName: name })
    expect((await look(as(owner), one.id)).release?.signedName).toBe(name)
  })
})
