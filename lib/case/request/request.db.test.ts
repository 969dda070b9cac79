import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { linkToken } from '#lib/access/link-token.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { sha256 } from '#lib/hash.ts'
import { addPatient } from '#lib/patient/commands.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { member, organization, person, service, type TestOrg } from '#lib/testing/world.ts'
import { createDraft, discard, saveDraft, submit } from './commands.ts'
import { readRequest } from './queries.ts'

let owner: PersonActor
let hospital: TestOrg
let serviceId: string
beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  serviceId = await service(hospital)
})

const CAT = {
  name: 'Miso',
  species: 'CAT',
  breed: '',
  sex: 'FEMALE',
  neuter: 'NEUTERED',
  bornOn: null,
  weightGrams: 4100,
} as const
const SAID = {
  redFlags: [],
  redFlagAnswer: 'NONE',
  presentingComplaint: 'Breathes fast asleep\nSince March',
  history: 'First seen in March',
  workingDiagnosis: 'HCM',
  questions: ['Is it heart disease?', ' ', 'Is the anaesthetic safe?', 'What if we wait?'],
  attendingVetName: 'Dr Tomasz Mazur',
  attendingVetPractice: 'Riverside Vets',
  attendingVetEmail: 'Mazur@Riverside.test',
} as const

const draft = (who = owner) =>
  asActor(who, async (db) => {
    const { patientId } = await addPatient(db, who, CAT)
    return (await createDraft(db, who, { patientId })).caseId
  })
const on = <T>(who: PersonActor, caseId: string, work: (db: Db, access: CaseAccess) => Promise<T>) =>
  asActor(who, async (db) => work(db, await loadCase(db, who, caseId)))
const whole = async (who = owner) => {
  const caseId = await draft(who)
  await on(who, caseId, (db, access) =>
    saveDraft(db, access, { ...SAID, questions: [...SAID.questions], redFlags: [], serviceId }, 1),
  )
  return caseId
}
const events = async (caseId: string) => {
  const { rows } = await useDatabase().owner.query<{ type: string }>(
    'select type from "CaseEvent" where "caseId" = $1 order by seq',
    [caseId],
  )
  return rows.map((row) => row.type)
}
const jobs = async (task: string) => {
  const { rows } = await useDatabase().owner.query<{ payload: Record<string, unknown> }>(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1`,
    [task],
  )
  return rows.map((row) => row.payload)
}

describe('a draft', () => {
  it('is saved step by step and comes back as it was', async () => {
    const caseId = await whole()
    const { request, access } = await on(owner, caseId, async (db, found) => ({
      request: await readRequest(db, found),
      access: found,
    }))
    expect(request).toMatchObject({
      version: 2,
      questions: ['Is it heart disease?', 'Is the anaesthetic safe?', 'What if we wait?'],
      attendingVetEmail: 'mazur@riverside.test',
      service: { id: serviceId, feeMinor: 32000n, open: true, hospital: { name: 'Northgate' } },
    })
    expect(access.row).toMatchObject({
      headline: 'Breathes fast asleep',
      title: 'Miso',
      specialty: 'CARDIOLOGY',
      hospitalId: hospital.id,
    })
    expect(access.row.number).toMatch(/^CF-.{5}$/)
    expect(await events(caseId)).toEqual(['case.created'])
  })

  it('keeps both texts when two devices save', async () => {
    const caseId = await draft()
    const save = (history: string, seen: number) =>
      on(owner, caseId, (db, access) => saveDraft(db, access, { history }, seen))
    await save('from the phone', 1)
    await expect(save('from the laptop', 1)).rejects.toMatchObject({
      code: 'CONFLICT',
      fieldErrors: { history: [expect.stringContaining('another device'), 'from the phone'] },
    })
    expect(await save('both', 2)).toEqual({ version: 3 })
    // Another field, or the same text: nothing would be lost, so a stale form saves.
    const stale = await on(owner, caseId, (db, access) =>
      saveDraft(db, access, { history: 'both', medications: 'none' }, 1),
    )
    expect(stale).toEqual({ version: 4 })
  })

  it('is nobody else’s: not the hospital’s, not a stranger’s, not another hat’s', async () => {
    const caseId = await whole()
    const save = (who: PersonActor) => on(who, caseId, (db, access) => saveDraft(db, access, { history: 'x' }, null))
    for (const who of [await person('Eve Other'), await member(hospital, 'ADMIN')])
      await expect(save(who)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const vet = await member(await organization('PRACTICE', 'Riverside'), 'VET')
    await expect(draft(vet)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('begins for one’s own animal only, and with a service that is offered', async () => {
    const eve = await person('Eve Other')
    const { patientId } = await asActor(owner, (db) => addPatient(db, owner, CAT))
    const begin = (who: PersonActor, given: string | null) =>
      asActor(who, (db) => createDraft(db, who, { patientId, serviceId: given }))
    await expect(begin(eve, null)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(begin(owner, owner.personId)).rejects.toMatchObject({ code: 'INVALID' })
    expect((await begin(owner, serviceId)).caseId).toBeTruthy()
  })

  it('stores any script, HTML and SQL as typed', async () => {
    const caseId = await draft()
    const text = '猫 قطة 🐈‍⬛ <b>x</b> \'; drop table "Case"; --'
    await on(owner, caseId, (db, access) =>
      saveDraft(db, access, { presentingComplaint: text, questions: [text] }, null),
    )
    const request = await on(owner, caseId, readRequest)
    expect(request).toMatchObject({ presentingComplaint: text, questions: [text] })
  })

  it('can be thrown away, once', async () => {
    const caseId = await draft()
    await on(owner, caseId, discard)
    expect(await events(caseId)).toEqual(['case.created', 'case.discarded'])
    await expect(on(owner, caseId, discard)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(on(owner, caseId, (db, a) => saveDraft(db, a, { history: 'x' }, null))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('sending', () => {
  const send = (who: PersonActor, caseId: string, seen: number | null = null) =>
    on(who, caseId, (db, access) => submit(db, who, access, seen))

  it('asks the vet by a link that works, and tells nobody the token', async () => {
    const caseId = await whole()
    await send(owner, caseId, 2)
    const { row } = await on(owner, caseId, async (_db, access) => access)
    expect(row).toMatchObject({ status: 'AWAITING_CONSENT', turn: 'OWNER_AND_PRACTICE', practiceId: null })
    expect(row.expiresAt!.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    const { rows } = await useDatabase().owner.query<{ id: string; tokenHash: string }>(
      'select * from "CaseLink" where "caseId" = $1',
      [caseId],
    )
    expect(rows).toMatchObject([{ email: 'mazur@riverside.test', name: 'Dr Tomasz Mazur', purpose: 'ATTENDING_VET' }])
    expect(rows[0]!.tokenHash).toBe(sha256(linkToken(rows[0]!.id)))
    expect(await events(caseId)).toEqual(['case.created', 'case.submitted', 'consent.asked'])
    expect(await jobs('notify')).toContainEqual({
      caseId,
      about: 'consent.asked',
      subjectId: rows[0]!.id,
      actorId: owner.personId,
    })
  })

  it('reaches the practice whose member uses the address', async () => {
    const practice = await organization('PRACTICE', 'Riverside')
    const vet = await member(practice, 'VET', 'Vera Vet')
    const caseId = await whole()
    await on(owner, caseId, (db, access) => saveDraft(db, access, { attendingVetEmail: vet.email.toUpperCase() }, null))
    await send(owner, caseId)
    expect((await on(vet, caseId, async (_db, access) => access)).side).toBe('PRACTICE')
  })

  it('says what is missing, and leaves the draft as it was', async () => {
    const caseId = await draft()
    await expect(send(owner, caseId)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('safety questions'),
    })
    const own = await whole()
    await on(owner, own, (db, access) => saveDraft(db, access, { attendingVetEmail: owner.email }, null))
    await expect(send(owner, own)).rejects.toMatchObject({
      message: expect.stringContaining('your own e-mail address'),
    })
    expect(await events(own)).toEqual(['case.created'])
  })

  it('is refused when another device changed it since it was read, and when it was sent already', async () => {
    const caseId = await whole()
    await expect(send(owner, caseId, 1)).rejects.toMatchObject({ code: 'CONFLICT' })
    const results = await Promise.allSettled([send(owner, caseId), send(owner, caseId)])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
    await expect(on(owner, caseId, (db, a) => saveDraft(db, a, { history: 'later' }, null))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('does not go to a service that is no longer offered', async () => {
    const closing = await service(hospital)
    const caseId = await whole()
    await on(owner, caseId, (db, access) => saveDraft(db, access, { serviceId: closing }, null))
    await useDatabase().owner.query('update "Service" set active = false where id = $1', [closing])
    await expect(send(owner, caseId)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('not offered'),
    })
  })
})
