import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { textOf } from '#lib/testing/pdf-text.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { type CaseUnit, onCase } from '#lib/web/unit.ts'
import { agree, declineAgreement, grantRelease } from './commands.ts'
import { currentText } from './find.ts'
import { consentPdf } from './paper.ts'
import { EVERYTHING } from './scope.ts'
import { loadSignedConsent, type SignedConsent } from './signed.ts'

let owner: PersonActor, specialist: PersonActor
let hospital: TestOrg
let texts: { RELEASE: string; AGREEMENT: string }

beforeAll(async () => {
  owner = await person('Ana Ruiz')
  hospital = await organization('HOSPITAL', 'Northgate')
  specialist = await member(hospital, 'SPECIALIST')
  texts = await asActor(owner, async (db) => ({
    RELEASE: (await currentText(db, 'RELEASE')).id,
    AGREEMENT: (await currentText(db, 'AGREEMENT')).id,
  }))
})

const FROM = { place: '203.0.113.7', agent: 'Firefox on a phone' }
const byLink = <T>(at: TestCase, work: (unit: CaseUnit) => Promise<T>) =>
  onCase({ session: null, link: at.linkToken }, at.id, 'consent.read', work)
const as = <T>(who: PersonActor, at: TestCase, work: (unit: CaseUnit) => Promise<T>) =>
  onCase({ session: who.sessionId, link: null }, at.id, 'consent.read', work)
const load = (id: string) => (unit: CaseUnit) => loadSignedConsent(unit.db, unit.access, id)
const readBack = async (signed: SignedConsent) =>
  textOf((await consentPdf(signed, { compress: false })).toString('latin1'))

async function both() {
  const at = await caseIn({ owner, hospital, status: 'AWAITING_CONSENT' })
  await as(owner, at, ({ db, actor, access }) =>
    grantRelease(
      db,
      actor,
      access,
      {
        scope: { ...EVERYTHING, kinds: ['LAB', 'IMAGING'] },
        days: 90,
        signedName: 'Ana Ruiz',
        textId: texts.RELEASE,
        seen: '',
      },
      FROM,
    ),
  )
  await byLink(at, ({ db, actor, access }) =>
    agree(
      db,
      actor,
      access,
      { scope: EVERYTHING, comment: '', signedName: 'Dr Tomasz Mazur', textId: texts.AGREEMENT, seen: '' },
      { ...FROM, place: '198.51.100.3' },
    ),
  )
  const { rows } = await useDatabase().owner.query(
    `select (select id from "Release" where "caseId" = $1) as release, (select id from "Agreement" where "caseId" = $1) as agreement`,
    [at.id],
  )
  return { at, ...(rows[0] as { release: string; agreement: string }) }
}

describe('what was signed, on paper', () => {
  it('holds what, for whom, until when, the text word for word, and the signature', async () => {
    const { at, release } = await both()
    const signed = await as(owner, at, load(release))
    const text = await readBack(signed)
    for (const words of ['Release of records', 'Miso', 'Northgate', 'laboratory and imaging', 'Ana Ruiz', 'Until'])
      expect(text.toLowerCase()).toContain(words.toLowerCase())
    const [opening] = signed.text.body.split(/[.\n]/)
    expect(text).toContain(opening!.slice(0, 40))
    expect(Buffer.compare(await consentPdf(signed), await consentPdf(signed))).toBe(0)
  })

  it('tells where it was signed to whoever signed, and to nobody else', async () => {
    const { at, release, agreement } = await both()
    expect(await readBack(await as(owner, at, load(release)))).toContain(FROM.place)
    expect(await readBack(await byLink(at, load(agreement)))).toContain('the link mailed to mazur@riverside.test')
    for (const [id, who] of [
      [release, specialist],
      [agreement, specialist],
      [agreement, owner],
    ] as const) {
      const signed = await as(who, at, load(id))
      expect(signed.proof).toBeNull()
      expect(await readBack(signed)).not.toMatch(/203\.0|198\.51|Firefox/)
    }
    const other = randomUUID()
    await useDatabase().owner.query(
      `insert into "CaseLink" ("caseId", id, email, name, "tokenHash", "expiresAt") values ($1, $2::uuid, 'roth@hillside.test', 'Dr Roth', $2::text, now() + interval '1 day')`,
      [at.id, other],
    )
    const later = { ...at.link, linkId: other }
    for (const actor of [specialist, later])
      expect(await asActor(actor, (db) => db.$queryRaw<object[]>`select * from "SignatureProof"`)).toEqual([])
  })

  it('says no, too', async () => {
    const at = await caseIn({ owner, hospital, status: 'AWAITING_CONSENT' })
    const no = { answer: 'NO' as const, reason: 'OTHER' as const, reasonLine: 'We would like to talk first' }
    await byLink(at, ({ db, actor, access }) =>
      declineAgreement(
        db,
        actor,
        access,
        { ...no, signedName: 'Dr Tomasz Mazur', textId: texts.AGREEMENT, seen: '' },
        FROM,
      ),
    )
    const { rows } = await useDatabase().owner.query('select id from "Agreement" where "caseId" = $1', [at.id])
    const text = await readBack(await as(owner, at, load(rows[0].id)))
    expect(text).toContain('Refusal to share records')
    expect(text).toContain('We would like to talk first')
  })

  it('is not found by another case’s id, or anything that is none', async () => {
    const [one, other] = [await both(), await both()]
    for (const id of [other.release, other.at.id, 'x', ''])
      await expect(as(owner, one.at, load(id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
