import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { asActor, beginLink } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { onCase } from '#lib/web/unit.ts'
import { proceed, remind, renameVet } from './asking.ts'
import { agree, declineAgreement } from './commands.ts'
import { currentText } from './find.ts'
import { EVERYTHING } from './scope.ts'
import { passOn } from './passing-on.ts'
import { consentView } from './queries.ts'

let owner: PersonActor
let hospital: TestOrg

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
})

const FROM = { place: '203.0.113.7', agent: 'Tests' }
const session = (who: PersonActor) => ({ session: who.sessionId, link: null })
const fresh = (released = true, at = hospital) => caseIn({ owner, hospital: at, status: 'AWAITING_CONSENT', released })

const sendAgain = (id: string, who = owner) =>
  onCase(session(who), id, 'consent.remind', ({ db, actor, access }) => remind(db, actor, access))
const rename = (id: string, more: object = {}, who = owner) => {
  const input = { vetName: 'Dr Ines Roth', vetPractice: 'Hillside Vets', vetEmail: 'roth@hillside.test', ...more }
  return onCase(session(who), id, 'consent.renameVet', ({ db, actor, access }) => renameVet(db, actor, access, input))
}
const goOn = (id: string, who = owner) =>
  onCase(session(who), id, 'consent.proceed', ({ db, actor, access }) => proceed(db, actor, access))
const look = (id: string, who = owner) =>
  onCase(session(who), id, 'consent.read', ({ db, actor, access }) => consentView(db, actor, access))

type No = 'NOT_OUR_PATIENT' | 'WRONG_PRACTICE'
async function answer(token: string, id: string, decision: 'YES' | 'NO', seen = '', reason: No = 'NOT_OUR_PATIENT') {
  const textId = await asActor(owner, async (db) => (await currentText(db, 'AGREEMENT')).id)
  const signature = { signedName: 'Dr Tomasz Mazur', textId, seen }
  return onCase({ session: null, link: token }, id, 'consent.answer', ({ db, actor, access }) =>
    decision === 'YES'
      ? agree(db, actor, access, { ...signature, scope: EVERYTHING, comment: '' }, FROM)
      : declineAgreement(db, actor, access, { ...signature, answer: 'NO', reason, reasonLine: '' }, FROM),
  )
}

const query = async <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
  (await useDatabase().owner.query<T>(sql, values)).rows
type Link = { id: string; email: string; name: string; revokedAt: Date | null }
const links = (id: string) => query<Link>('select * from "CaseLink" where "caseId" = $1 order by "createdAt"', [id])
const caseRow = async (id: string) =>
  (await query<Record<string, unknown>>('select * from "Case" where id = $1', [id]))[0]!
const told = async (id: string) =>
  (
    await query<{ about: string }>(
      `select payload->>'about' as about from graphile_worker._private_jobs where payload->>'caseId' = $1 order by id`,
      [id],
    )
  ).map(({ about }) => about)
const silentFor = (one: TestCase, days: number) =>
  query(`update "Case" set "submittedAt" = now() - make_interval(days => $2) where id = $1`, [one.id, days])

describe('sending the mail again', () => {
  it('works once an hour, by the same link, and makes a new one when the old has ended', async () => {
    const one = await fresh()
    await sendAgain(one.id)
    expect(await told(one.id)).toEqual(['consent.asked'])
    await expect(sendAgain(one.id)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringContaining('60 minutes'),
    })
    expect((await look(one.id)).remindAt).not.toBeNull()
    expect(await links(one.id)).toHaveLength(1)

    const two = await fresh()
    await query('update "CaseLink" set "expiresAt" = now() where "caseId" = $1', [two.id])
    await sendAgain(two.id)
    const [, made] = await links(two.id)
    expect(await asActor({ kind: 'VISITOR' }, (db) => beginLink(db, linkToken(made!.id)))).toMatchObject({
      caseId: two.id,
    })
  })

  it('is not needed once the vet agreed, and not for others to do', async () => {
    const one = await fresh()
    await answer(one.linkToken, one.id, 'YES')
    await expect(sendAgain(one.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    const two = await fresh()
    await expect(sendAgain(two.id, await member(hospital, 'COORDINATOR'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(sendAgain(two.id, await person('Eve Other'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('sends one mail when pressed twice at once', async () => {
    const one = await fresh()
    const both = await Promise.allSettled([sendAgain(one.id), sendAgain(one.id)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await told(one.id)).toEqual(['consent.asked'])
  })
})

describe('another vet', () => {
  it('ends the old link at once, asks the new one, and moves the case to their practice’s board', async () => {
    const practice = await organization('PRACTICE', 'Hillside')
    const vet = await member(practice, 'VET')
    const one = await fresh()
    expect(await rename(one.id, { vetEmail: vet.email })).toEqual({ asked: true })
    const [old, made] = await links(one.id)
    expect(old?.revokedAt).not.toBeNull()
    expect(made).toMatchObject({ email: vet.email, name: 'Dr Ines Roth', revokedAt: null })
    await expect(answer(one.linkToken, one.id, 'YES')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await caseRow(one.id)).toMatchObject({
      practiceId: practice.id,
      turn: 'PRACTICE',
      attendingVetEmail: vet.email,
    })
    expect((await look(one.id, vet)).side).toBe('PRACTICE')
    await answer(linkToken(made!.id), one.id, 'YES')
    expect(await caseRow(one.id)).toMatchObject({ status: 'IN_TRIAGE' })
  })

  it('forgets the no of the vet before, and counts the silence anew', async () => {
    const open = await organization('HOSPITAL', 'Southgate', { deliveryPolicy: 'GENERAL_ADVICE' })
    const one = await fresh(true, open)
    await silentFor(one, 9)
    await answer(one.linkToken, one.id, 'NO')
    expect((await look(one.id)).proceedRefused).toBeNull()
    await rename(one.id)
    const view = await look(one.id)
    expect(view.answer).toBeNull()
    expect(view.proceedRefused).toMatch(/still has time/)
    expect(view.history.map(({ what }) => what)).toContain('did not agree: Not our patient.')
    await answer(linkToken((await links(one.id)).at(-1)!.id), one.id, 'YES', view.seen.answer)
    expect(await caseRow(one.id)).toMatchObject({ status: 'IN_TRIAGE' })
  })

  it('corrects a name alone without ending the link or the answer', async () => {
    const one = await fresh()
    await answer(one.linkToken, one.id, 'NO')
    expect(await rename(one.id, { vetEmail: 'mazur@riverside.test' })).toEqual({ asked: false })
    expect(await links(one.id)).toMatchObject([{ name: 'Dr Ines Roth', revokedAt: null }])
    expect((await look(one.id)).answer?.decision).toBe('DECLINED')
    expect(await told(one.id)).toEqual(['consent.agreementDeclined'])
  })

  it('refuses the owner’s own address, a vet who agreed, a practice that added records, and too many changes', async () => {
    const one = await fresh(false)
    await expect(rename(one.id, { vetEmail: owner.email })).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { vetEmail: [expect.stringContaining('your own')] },
    })
    for (let nth = 0; nth < 5; nth += 1) await rename(one.id, { vetEmail: `vet${nth}@hillside.test` })
    await expect(rename(one.id)).rejects.toMatchObject({ code: 'RATE_LIMITED' })

    const two = await fresh(false)
    await query(
      `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status)
       values ($1, gen_random_uuid(), 'PRACTICE', 'LAB', 'bloods.pdf', 1, gen_random_uuid()::text, 'READY')`,
      [two.id],
    )
    await expect(rename(two.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    const three = await fresh(false)
    await answer(three.linkToken, three.id, 'YES')
    await expect(rename(three.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(rename(three.id, {}, await person('Eve Other'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('lets either the answer or the correction win when both come at once', async () => {
    const one = await fresh()
    const [answered, renamed] = await Promise.allSettled([answer(one.linkToken, one.id, 'YES'), rename(one.id)])
    expect([answered.status, renamed.status].sort()).toEqual(['fulfilled', 'rejected'])
    const { status, attendingVetName } = await caseRow(one.id)
    expect([status, attendingVetName]).toEqual(
      answered.status === 'fulfilled' ? ['IN_TRIAGE', 'Dr Tomasz Mazur'] : ['AWAITING_CONSENT', 'Dr Ines Roth'],
    )
  })
})

describe('going on without the practice', () => {
  it('is possible after a no, or five days of silence, where the hospital’s policy allows it', async () => {
    const open = await organization('HOSPITAL', 'Southgate', { deliveryPolicy: 'GENERAL_ADVICE' })
    const one = await fresh(true, open)
    await expect(goOn(one.id)).rejects.toMatchObject({ code: 'INVALID', message: expect.stringContaining('5 days') })
    await silentFor(one, 6)
    await goOn(one.id)
    expect(await caseRow(one.id)).toMatchObject({ status: 'IN_TRIAGE', expiresAt: null, dueAt: expect.any(Date) })
    expect(await told(one.id)).toEqual(['consent.completed'])
    expect(await look(one.id)).toMatchObject({ withoutPractice: true, open: { PRACTICE: { kinds: [] } } })

    const two = await fresh(true, open)
    await answer(two.linkToken, two.id, 'NO')
    await goOn(two.id)
    await answer(two.linkToken, two.id, 'YES', (await look(two.id)).seen.answer)
    expect((await look(two.id)).open.PRACTICE.kinds).not.toEqual([])
  })

  it('is refused without a release, by policy, and to everybody else', async () => {
    const open = await organization('HOSPITAL', 'Southgate', { deliveryPolicy: 'GENERAL_ADVICE' })
    const unsigned = await fresh(false, open)
    await silentFor(unsigned, 9)
    await expect(goOn(unsigned.id)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('release'),
    })
    const strict = await fresh()
    await silentFor(strict, 9)
    await expect(goOn(strict.id)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('only together'),
    })
    await expect(goOn(strict.id, await member(hospital, 'ADMIN'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(goOn(strict.id, await person('Eve Other'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('passing it on to a colleague', () => {
  const pass = (token: string | null, id: string, more: object = {}, who?: PersonActor) =>
    onCase({ session: who?.sessionId ?? null, link: token }, id, 'consent.passOn', ({ db, actor, access }) =>
      passOn(db, actor, access, { colleagueName: 'Dr Ines Roth', colleagueEmail: 'roth@riverside.test', ...more }),
    )

  it('asks the colleague by a link of their own, and leaves the first one open', async () => {
    const one = await fresh()
    await pass(one.linkToken, one.id)
    const [, made] = await links(one.id)
    expect(made).toMatchObject({ email: 'roth@riverside.test', name: 'Dr Ines Roth', revokedAt: null })
    expect(await told(one.id)).toEqual(['consent.asked'])
    expect((await look(one.id)).history[0]).toMatchObject({ what: 'passed the question on to a colleague' })
    await answer(linkToken(made!.id), one.id, 'YES')
    expect(await caseRow(one.id)).toMatchObject({ status: 'IN_TRIAGE' })
    await expect(pass(one.linkToken, one.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('refuses the owner’s address, the vet’s own, a practice that has answered, and more than a few a day', async () => {
    const one = await fresh()
    const bad = { fieldErrors: { colleagueEmail: [expect.any(String)] } }
    await expect(pass(one.linkToken, one.id, { colleagueEmail: owner.email })).rejects.toMatchObject(bad)
    const [own] = await links(one.id)
    await expect(pass(one.linkToken, one.id, { colleagueEmail: own?.email })).rejects.toMatchObject(bad)
    for (const n of [1, 2, 3, 4, 5]) await pass(one.linkToken, one.id, { colleagueEmail: `vet${n}@riverside.test` })
    await expect(pass(one.linkToken, one.id)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    await answer(one.linkToken, one.id, 'NO')
    await expect(pass(one.linkToken, one.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is not for the owner, nor for a link of another case', async () => {
    const [one, other] = [await fresh(), await fresh()]
    await expect(pass(null, one.id, {}, owner)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(pass(other.linkToken, one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const steal = asActor(other.link, (db) =>
      db.caseLink.createMany({
        data: { caseId: one.id, name: 'Eve', email: 'eve@x.test', tokenHash: 'x', expiresAt: new Date() },
      }),
    )
    await expect(steal).rejects.toThrow()
  })
})
