import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { grantRelease } from '#lib/case/consent/commands.ts'
import { currentText } from '#lib/case/consent/find.ts'
import { EVERYTHING } from '#lib/case/consent/scope.ts'
import { endStatedConsent } from '#lib/case/consent/stating.ts'
import { loadCase } from '#lib/case/load.ts'
import { beginCase, readPracticeDraft } from '#lib/case/request/practice-draft.ts'
import { withdraw } from '#lib/case/request/endings.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { begin, FROM, full, hatOf, save, send, sent, stated, team, tokenTo } from '#lib/testing/begun.ts'
import { member, organization, person, type TestOrg } from '#lib/testing/world.ts'
import { acceptAs, acceptNew, ownerInvitation } from './accepting.ts'
import { inviteAgain, invitedOwner, shareAnswer } from './inviting.ts'

const { owner } = useDatabase()
const DEVICE = { userAgent: 'curl/8', replaces: null }

let serial = 0
const rowOf = async (caseId: string) =>
  (await owner.query('select * from "Case" where id = $1', [caseId])).rows[0] as Record<string, unknown>
const sees = (actor: PersonActor, caseId: string) =>
  asActor(actor, (db) => loadCase(db, actor, caseId)).then(
    ({ role }) => role,
    () => null,
  )
const inHospital = (hospital: TestOrg) => member(hospital, 'COORDINATOR')

describe('a practice’s draft', () => {
  it('holds what the paste says for certain, and shows what it does not', async () => {
    const at = await team()
    const caseId = await begin(at, 'REFERRAL')
    const draft = await asActor(at.vet, async (db) => readPracticeDraft(db, at.vet, await loadCase(db, at.vet, caseId)))
    expect(draft.animal).toMatchObject({
      name: 'Bella',
      species: 'DOG',
      sex: 'FEMALE',
      neuter: 'NEUTERED',
      weightKg: '18.4',
    })
    expect(draft).toMatchObject({ ownerName: 'Ana Ruiz', unread: 'Invoice 7', payer: 'OWNER' })
    expect(draft.request).toMatchObject({ patientName: 'Bella', species: 'DOG', history: 'lame for three weeks' })
    expect(draft.missing.map(({ field }) => field)).toEqual([
      'ownerEmail',
      'presentingComplaint',
      'questions[]',
      'service',
    ])
  })

  it('keeps half an animal as it was typed', async () => {
    const at = await team()
    const caseId = (
      await asActor(at.vet, (db) => beginCase(db, at.vet, hatOf(at.vet), { kind: 'REFERRAL', paste: '' }))
    ).caseId
    await save(at.vet, caseId, { name: 'Bello', species: '', weightKg: 'heavy' })
    const read = () => asActor(at.vet, async (db) => readPracticeDraft(db, at.vet, await loadCase(db, at.vet, caseId)))
    expect((await read()).animal).toMatchObject({ name: 'Bello', weightKg: 'heavy' })
    expect((await read()).animalProblems).toHaveProperty('weightKg')
    expect((await rowOf(caseId)).patientId).toBeNull()
    await save(at.vet, caseId, { name: 'Bello', species: 'DOG', weightKg: '20' })
    expect((await read()).missing.map(({ field }) => field)).not.toContain('name')
    expect(await rowOf(caseId)).toMatchObject({ title: 'Bello', patientId: expect.any(String) })
  })

  it('is the practice’s alone: a colleague’s, and nobody else’s', async () => {
    const at = await team()
    const caseId = await begin(at, 'REFERRAL')
    const row = await rowOf(caseId)
    const rival = await member(await organization('PRACTICE', 'Lakeside'), 'ADMIN')
    expect(await sees(at.vet, caseId)).toBe('ASKING_VET')
    expect(await sees(at.nurse, caseId)).toBe('PRACTICE_STAFF')
    for (const other of [
      rival,
      await inHospital(at.hospital),
      await person(),
      { ...at.vet, hat: { kind: 'OWNER' as const } },
    ])
      expect(await sees(other, caseId)).toBeNull()
    const asStandIn = { ...(await person()), personId: String(row.ownerId) }
    const seen = await asActor(rival, (db) => db.person.count({ where: { id: String(row.ownerId) } }))
    expect(seen).toBe(0)
    // Whoever stands for the owner is nobody: there is no session of theirs, and no address to mail a link to.
    const { rows } = await owner.query('select email from "Person" where id = $1', [asStandIn.personId])
    expect(rows[0]).toEqual({ email: `invited:${asStandIn.personId}` })
  })

  it('makes nobody an owner who was not asked', async () => {
    const at = await team()
    const stranger = await person('Eve Other')
    const insert = (ownerId: string, kind: string, practiceId: string) =>
      asActor(at.vet, (db) =>
        db.case.createMany({
          data: [{ ownerId, kind: kind as 'REFERRAL', practiceId, number: `CF-T${Date.now()}${++serial}`, title: 'x' }],
        }),
      )
    const rival = await organization('PRACTICE', 'Lakeside')
    await expect(insert(stranger.personId, 'REFERRAL', at.practice.id)).rejects.toThrow(/row-level security/)
    await expect(insert(at.vet.personId, 'CONSULTATION', at.practice.id)).rejects.toThrow(/row-level security/)
    const own = String((await rowOf(await begin(at, 'REFERRAL'))).ownerId)
    await expect(insert(own, 'REFERRAL', rival.id)).rejects.toThrow(/row-level security/)
    await expect(insert(own, 'SECOND_OPINION', at.practice.id)).rejects.toThrow(/row-level security|case_author/)
    const hospitalMember = await inHospital(at.hospital)
    const made = asActor(hospitalMember, (db) =>
      beginCase(db, hospitalMember, hatOf(hospitalMember), { kind: 'REFERRAL', paste: '' }),
    )
    await expect(made).rejects.toThrow(/row-level security/)
  })

  it('is prepared by anybody of the practice, and signed by a vet', async () => {
    const at = await team()
    const caseId = await begin(at, 'REFERRAL', at.nurse)
    await save(at.nurse, caseId, full(at, 'ana@example.test'))
    const access = await asActor(at.nurse, (db) => loadCase(db, at.nurse, caseId))
    expect([access.can('request.edit'), access.can('case.submit')]).toEqual([true, false])
    await expect(send(at.nurse, caseId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await send(at.vet, caseId)
    expect(await rowOf(caseId)).toMatchObject({ status: 'AWAITING_CONSENT', attendingVetEmail: at.vet.email })
  })
})

describe('a referral', () => {
  it('has written to nobody while it is a draft, with no hospital chosen', async () => {
    const at = await team()
    const caseId = await begin(at, 'REFERRAL')
    await owner.query('update "Case" set "hospitalId" = null, "serviceId" = null where id = $1', [caseId])
    expect(await asActor(at.vet, async (db) => invitedOwner(db, await loadCase(db, at.vet, caseId)))).toBeNull()
  })

  it('waits for the owner, and the hospital knows nothing of it', async () => {
    const at = await sent('REFERRAL')
    expect(await rowOf(at.caseId)).toMatchObject({ status: 'AWAITING_CONSENT', turn: 'OWNER', submittedAt: null })
    expect(await sees(await inHospital(at.hospital), at.caseId)).toBeNull()
    const signed = await owner.query(
      'select t.key from "Agreement" a join "ConsentText" t on t.id = a."textId" where a."caseId" = $1',
      [at.caseId],
    )
    expect(signed.rows).toEqual([{ key: 'REFERRAL' }])
  })

  it('becomes the owner’s with one press, once, and goes on to triage when they sign', async () => {
    const at = await sent('REFERRAL')
    const token = await tokenTo(at.email)
    const before = await rowOf(at.caseId)
    const opened = await asActor({ kind: 'VISITOR' }, (db) => ownerInvitation(db, token))
    expect(opened).toMatchObject({
      state: 'OPEN',
      known: false,
      patient: 'Bella',
      practice: 'Riverside',
      kind: 'REFERRAL',
    })
    expect((await rowOf(at.caseId)).ownerId).toBe(before.ownerId)
    const presses = await Promise.allSettled([1, 2, 3].map(() => acceptNew(token, 'UTC', DEVICE)))
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await owner.query<{ id: string }>('select id from "Person" where email = $1', [at.email])
    const ana: PersonActor = { ...(await person()), personId: rows[0]?.id ?? '', email: at.email }
    expect(await rowOf(at.caseId)).toMatchObject({ ownerId: ana.personId })
    expect(await sees(ana, at.caseId)).toBe('OWNER')
    expect((await owner.query('select from "Person" where id = $1', [before.ownerId])).rowCount).toBe(0)
    await asActor(ana, async (db) => {
      const text = await currentText(db, 'RELEASE')
      const signing = {
        scope: EVERYTHING,
        days: 90 as const,
        signedName: 'Ana Ruiz',
        statement: true,
        textId: text.id,
        seen: '',
      }
      await grantRelease(db, ana, await loadCase(db, ana, at.caseId), signing, FROM)
    })
    expect(await rowOf(at.caseId)).toMatchObject({
      status: 'IN_TRIAGE',
      turn: 'HOSPITAL',
      submittedAt: expect.any(Date),
    })
    expect(await sees(await inHospital(at.hospital), at.caseId)).toBe('COORDINATOR')
    expect(
      (await owner.query('select * from app.verify_chain()')).rows.filter((row) => row.caseId === at.caseId),
    ).toEqual([])
  })

  it('opens no account that is there: its owner signs in, and nobody else can take it', async () => {
    const at = await team()
    const ana = await person()
    const caseId = await begin(at, 'REFERRAL')
    await save(at.vet, caseId, full(at, ana.email))
    await send(at.vet, caseId)
    const token = await tokenTo(ana.email)
    await expect(acceptNew(token, 'UTC', DEVICE)).rejects.toMatchObject({ code: 'CONFLICT' })
    const eve = await person('Eve Other')
    await expect(asActor(eve, (db) => acceptAs(db, eve, token))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(asActor(ana, (db) => acceptAs(db, ana, 'guessed'))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await asActor(ana, (db) => acceptAs(db, ana, token))).toBe(`/cases/${caseId}`)
    await expect(asActor(ana, (db) => acceptAs(db, ana, token))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await sees(ana, caseId)).toBe('OWNER')
    // The practice learned nothing of the account that it did not write itself.
    expect(await asActor(ana, (db) => db.patient.count({ where: { ownerId: ana.personId, name: 'Bella' } }))).toBe(1)
  })

  it('ends the old link when the address is corrected, or the referral is taken back', async () => {
    const at = await sent('REFERRAL')
    const old = await tokenTo(at.email)
    const ana = await person()
    await asActor(at.vet, async (db) =>
      inviteAgain(db, at.vet, await loadCase(db, at.vet, at.caseId), { email: ana.email, name: 'Ana Ruiz' }),
    )
    expect(await asActor({ kind: 'VISITOR' }, (db) => ownerInvitation(db, old))).toMatchObject({ state: 'REVOKED' })
    await expect(acceptNew(old, 'UTC', DEVICE)).rejects.toMatchObject({ code: 'CONFLICT' })
    await asActor(at.vet, async (db) => withdraw(db, at.vet, await loadCase(db, at.vet, at.caseId)))
    const token = await tokenTo(ana.email)
    expect(await asActor({ kind: 'VISITOR' }, (db) => ownerInvitation(db, token))).toMatchObject({ state: 'ENDED' })
    await expect(asActor(ana, (db) => acceptAs(db, ana, token))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('writes to strangers five times a day at most', async () => {
    const at = await sent('REFERRAL')
    const again = () =>
      asActor(at.vet, async (db) =>
        inviteAgain(db, at.vet, await loadCase(db, at.vet, at.caseId), { email: at.email, name: 'Ana' }),
      )
    for (let n = 0; n < 4; n += 1) await again()
    await expect(again()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  })
})

describe('a consultation', () => {
  it('goes to the hospital with both signatures, the owner’s consent as it was stated', async () => {
    const at = await sent('CONSULTATION')
    expect(await rowOf(at.caseId)).toMatchObject({ status: 'IN_TRIAGE', turn: 'HOSPITAL', payer: 'PRACTICE' })
    expect(await sees(await inHospital(at.hospital), at.caseId)).toBe('COORDINATOR')
    const { rows } = await owner.query(
      `select r."statedHow", r."statedOn"::text, r."grantedById", t.key from "Release" r join "ConsentText" t on t.id = r."textId" where r."caseId" = $1`,
      [at.caseId],
    )
    expect(rows).toEqual([
      { statedHow: 'BY_PHONE', statedOn: '2026-11-20', grantedById: at.vet.personId, key: 'OWNER_CONSENT' },
    ])
    expect(await tokenTo(at.email)).toBe('')
  })

  it('is not sent without the owner’s consent, and closes when it is taken back', async () => {
    const at = await team()
    const caseId = await begin(at, 'CONSULTATION')
    await save(at.vet, caseId, full(at, ''))
    await expect(send(at.vet, caseId)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('consented'),
    })
    await save(at.vet, caseId, stated)
    await send(at.vet, caseId)
    await asActor(at.vet, async (db) => endStatedConsent(db, at.vet, await loadCase(db, at.vet, caseId)))
    const facts = (await asActor(at.vet, (db) => loadCase(db, at.vet, caseId))).facts
    expect([facts.releaseStands, facts.agreementStands]).toEqual([false, true])
  })

  it('shows an owner who pays the fee and nothing else, and the answer once it is shared', async () => {
    const at = await sent('CONSULTATION', 'OWNER')
    await acceptNew(await tokenTo(at.email), 'UTC', DEVICE)
    const { rows } = await owner.query<{ id: string }>('select id from "Person" where email = $1', [at.email])
    const ana: PersonActor = { ...(await person()), personId: rows[0]?.id ?? '', email: at.email }
    expect(await sees(ana, at.caseId)).toBe('CLIENT')
    const where = { caseId: at.caseId }
    const read = () =>
      asActor(ana, async (db) => [
        await db.caseRequest.count({ where }),
        await db.caseEvent.count({ where }),
        await db.ownerInvitation.count({ where }),
        await db.practiceNote.count({ where }),
        await db.recommendation.count({ where }),
      ])
    await owner.query(
      `insert into "Recommendation" ("caseId", id, status, "authorId", assessment, "plainLanguage", agreement, urgency, "signedName", "signedAt", "contentHash")
       values ($1, uuidv7(), 'SIGNED', $2, 'x', 'y', 'AGREE', 'SOON', 'S', now(), $3)`,
      [at.caseId, at.vet.personId, 'a'.repeat(64)],
    )
    await owner.query(`update "Case" set status = 'ANSWERED', "answeredAt" = now() where id = $1`, [at.caseId])
    expect(await read()).toEqual([0, 0, 0, 0, 0])
    await asActor(at.vet, async (db) =>
      shareAnswer(db, at.vet, await loadCase(db, at.vet, at.caseId), { email: at.email, name: 'Ana' }),
    )
    expect(await read()).toEqual([0, 0, 0, 0, 1])
  })

  it('invites the owner to the answer when it is shared', async () => {
    const at = await sent('CONSULTATION')
    await owner.query(`update "Case" set status = 'ANSWERED', "answeredAt" = now() where id = $1`, [at.caseId])
    await asActor(at.vet, async (db) =>
      shareAnswer(db, at.vet, await loadCase(db, at.vet, at.caseId), { email: at.email, name: 'Ana Ruiz' }),
    )
    const token = await tokenTo(at.email)
    const invited = await asActor({ kind: 'VISITOR' }, (db) => ownerInvitation(db, token))
    expect(invited).toMatchObject({ state: 'OPEN', answerShared: true, payer: 'PRACTICE' })
  })
})
