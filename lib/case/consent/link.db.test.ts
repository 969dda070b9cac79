import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { transaction } from '#lib/db/client.ts'
import { asActor, beginLink } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { byLink } from '#lib/web/link-page.ts'
import { onCase } from '#lib/web/unit.ts'
import { agree, declineAgreement } from './commands.ts'
import { currentText } from './find.ts'
import { consentView } from './queries.ts'
import { askForLink, renewAsked, renewLink } from './renewing.ts'
import { MOST_RENEWALS_A_DAY } from './rules.ts'
import { answerSchema, newLinkSchema } from './schema.ts'

// The mailed link as somebody who means no good, or is in a hurry, uses it; and how it is made anew.

let owner: PersonActor
let hospital: TestOrg
let textId: string
beforeAll(async () => {
  owner = await person('Ana Ruiz')
  hospital = await organization('HOSPITAL', 'Northgate')
  textId = await asActor(owner, async (db) => (await currentText(db, 'AGREEMENT')).id)
})

const sql = (text: string, values: unknown[] = []) => useDatabase().owner.query(text, values)
const fresh = () => caseIn({ owner, hospital, status: 'AWAITING_CONSENT', released: true })
const by = (token: string) => ({ session: null, link: token })

const say = (token: string, caseId: string, more: object = {}) => {
  const input = answerSchema.parse({ answer: 'YES', signedName: 'Dr Tomasz Mazur', seen: '', textId, ...more })
  return onCase(by(token), caseId, 'consent.answer', ({ db, actor, access }) =>
    input.answer === 'NO'
      ? declineAgreement(db, actor, access, input, { place: '', agent: '' })
      : agree(db, actor, access, input, { place: '', agent: '' }),
  )
}
const signatures = async (one: TestCase) =>
  (await sql('select decision from "Agreement" where "caseId" = $1', [one.id])).rows
const opens = async (token: string) => (await transaction((db) => beginLink(db, token))) !== null

describe('one mailed link', () => {
  it('posted fifty times at once, yes and no, is one signature, one event and one move of the case', async () => {
    const one = await fresh()
    // Fifty wait for six connections: whoever finds none in time on a busy machine has done nothing yet, and tries again.
    const post = (n: number): ReturnType<typeof say> =>
      say(one.linkToken, one.id, n % 5 === 4 ? { answer: 'NO', reason: 'NO_RECORDS' } : {}).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'P2028') return post(n)
        throw error
      })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => post(n)))
    expect(answers).toHaveLength(50)
    expect(answers.filter(({ signed }) => signed === 'NOW')).toHaveLength(1)
    expect(await signatures(one)).toHaveLength(1)
    const { rows } = await sql(
      `select type from "CaseEvent" where "caseId" = $1 and type in ('consent.agreed', 'consent.agreementDeclined', 'consent.completed')`,
      [one.id],
    )
    expect(rows.filter(({ type }) => type !== 'consent.completed')).toHaveLength(1)
    expect(rows.length).toBeLessThanOrEqual(2)
  })

  it('opens no other case, however it is posted, and signs nothing there', async () => {
    const [one, other] = [await fresh(), await fresh()]
    await expect(say(one.linkToken, other.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      asActor(one.link, (db) =>
        db.agreement.createMany({
          data: {
            ...{ caseId: other.id, hospitalId: hospital.id, decision: 'AGREED', kinds: ['LAB'], textId },
            ...{ actorKind: 'LINK', actorId: one.link.linkId, signedName: 'x', expiresAt: new Date(Date.now() + 1e7) },
          },
        }),
      ),
    ).rejects.toThrow()
    expect(await asActor(one.link, (db) => db.case.findMany({ select: { id: true } }))).toEqual([{ id: one.id }])
    expect(await signatures(other)).toEqual([])
  })

  it.each(['"expiresAt" = now()', '"revokedAt" = now()'])(
    'signs nothing once %s, in a page that was open before',
    async (end) => {
      const one = await fresh()
      expect(await opens(one.linkToken)).toBe(true)
      await sql(`update "CaseLink" set ${end} where id = $1`, [one.link.linkId])
      await expect(say(one.linkToken, one.id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
      await expect(byLink(one.linkToken, 'consent.read', async () => null)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await signatures(one)).toEqual([])
    },
  )

  it('opened again and again by a mail scanner changes nothing', async () => {
    const one = await fresh()
    const state = async () =>
      (
        await sql(
          `select (select to_jsonb(l) from "CaseLink" l where l.id = $2) as link, c.version, ch.seq from "Case" c
           left join "CaseChain" ch on ch."caseId" = c.id where c.id = $1`,
          [one.id, one.link.linkId],
        )
      ).rows
    const before = await state()
    for (let times = 0; times < 5; times++)
      await byLink(one.linkToken, 'consent.read', ({ db, actor, access }) => consentView(db, actor, access))
    expect(await state()).toEqual(before)
  })
})

const links = async (
  one: TestCase,
): Promise<{ id: string; email: string; revokedAt: Date | null; replacedById: string | null }[]> =>
  (await sql('select * from "CaseLink" where "caseId" = $1 order by "createdAt", id', [one.id])).rows
const mailsOf = async (one: TestCase): Promise<{ subjectId: string }[]> =>
  (
    await sql(
      `select payload->>'subjectId' as "subjectId" from graphile_worker._private_jobs
       where payload->>'about' = 'consent.linkRenewed' and payload->>'caseId' = $1`,
      [one.id],
    )
  ).rows
const numberOf = async (one: TestCase): Promise<string> => {
  const number = `CF-${one.id.slice(-5).toUpperCase()}`
  await sql('update "Case" set number = $2 where id = $1', [one.id, number])
  return number
}
/** Asks as anybody can, and lets the worker do what there is to do. */
async function ask(asked: { number: string; address: string }): Promise<void> {
  const input = newLinkSchema.parse(asked)
  await asActor({ kind: 'VISITOR' }, (db) => askForLink(db, input))
  await renewAsked(input)
}

describe('a link made anew', () => {
  it('by the owner: the old one ends, the new one goes to the same address, and to nobody else', async () => {
    const one = await fresh()
    await onCase({ session: owner.sessionId, link: null }, one.id, 'consent.newLink', ({ db, actor, access }) =>
      renewLink(db, actor, access),
    )
    const [old, next] = await links(one)
    expect(old).toMatchObject({ replacedById: next?.id, revokedAt: expect.any(Date) })
    expect(next).toMatchObject({ email: old?.email, revokedAt: null })
    expect(await opens(one.linkToken)).toBe(false)
    expect(await opens(linkToken(next!.id))).toBe(true)
    expect(await mailsOf(one)).toEqual([{ subjectId: next?.id }])
    await expect(say(one.linkToken, one.id)).rejects.toThrow()
    await say(linkToken(next!.id), one.id)
    expect(await signatures(one)).toHaveLength(1)
  })

  it('by whoever got it, also when it has run out, any time of day in any spelling', async () => {
    const one = await fresh()
    await sql(`update "CaseLink" set "expiresAt" = now() - interval '1 day' where id = $1`, [one.link.linkId])
    const number = await numberOf(one)
    await ask({ number: ` ${number.toLowerCase().replace('-', ' ')} `, address: ' Mazur@Riverside.test ' })
    const [, next] = await links(one)
    expect(await opens(linkToken(next!.id))).toBe(true)
    expect(await mailsOf(one)).toEqual([{ subjectId: next?.id }])
  })

  it('never for another address, another case, or one that has ended for a reason', async () => {
    const one = await fresh()
    const number = await numberOf(one)
    await ask({ number, address: 'evil@riverside.test' })
    await ask({ number: 'CF-XXXXX', address: 'mazur@riverside.test' })
    await ask({ number, address: owner.email })
    expect(await links(one)).toHaveLength(1)
    await sql(`update "CaseLink" set "revokedAt" = now() where id = $1`, [one.link.linkId])
    await ask({ number, address: 'mazur@riverside.test' })
    expect(await links(one)).toHaveLength(1)
    await expect(
      onCase({ session: owner.sessionId, link: null }, one.id, 'consent.newLink', ({ db, actor, access }) =>
        renewLink(db, actor, access),
      ),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    const ended = await caseIn({ owner, hospital, status: 'WITHDRAWN' })
    await ask({ number: await numberOf(ended), address: 'mazur@riverside.test' })
    expect(await links(ended)).toHaveLength(1)
  })

  it('does the same before it answers, whatever was asked, and only so often in a day', async () => {
    const one = await fresh()
    const number = await numberOf(one)
    const count = async (asked: string) =>
      (await sql(`select count(*)::int as n from graphile_worker._private_jobs where payload->>'number' = $1`, [asked]))
        .rows[0].n
    for (const asked of [number, 'CF-ZZZZZ']) {
      await asActor({ kind: 'VISITOR' }, (db) => askForLink(db, { number: asked, address: 'mazur@riverside.test' }))
      expect(await count(asked)).toBe(1)
    }
    for (let times = 0; times < MOST_RENEWALS_A_DAY + 3; times++) await ask({ number, address: 'mazur@riverside.test' })
    expect(await links(one)).toHaveLength(1 + MOST_RENEWALS_A_DAY)
    expect((await links(one)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1)
  })

  it('asked for by a visitor, tells the visitor nothing in PostgreSQL either', async () => {
    const one = await fresh()
    const number = await numberOf(one)
    const seen = await asActor(
      { kind: 'VISITOR' },
      (db) => db.$queryRaw<object[]>`select * from app.link_to_renew(${number}, 'mazur@riverside.test')`,
    )
    expect(seen).toEqual([])
  })

  it.each(['', 'CF-1', 'what?', '12345678'])('needs a number of a case, not “%s”', (number) => {
    expect(newLinkSchema.safeParse({ number, address: 'a@b.test' }).success).toBe(false)
  })
})
