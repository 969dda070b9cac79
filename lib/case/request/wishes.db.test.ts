import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { addPatient } from '#lib/patient/commands.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { organization, person, service } from '#lib/testing/world.ts'
import { createDraft, saveDraft, submit } from './commands.ts'
import { withdraw } from './endings.ts'
import { readRequest } from './queries.ts'
import { resend } from './resend.ts'

let owner: PersonActor
let serviceId: string
beforeAll(async () => {
  owner = await person()
  serviceId = await service(await organization('HOSPITAL', 'Northgate'))
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
describe('what the owner wishes for', () => {
  const WISHES = {
    situation: 'irreversible',
    happened: [
      { when: '3 November 2026', what: 'Coughed at night' },
      { when: 'last week', what: 'Did not eat' },
    ],
    priorities: ['COMFORT', 'COST'],
    decisionOn: '2099-12-24',
    reachBy: ['PHONE'],
    reachPhone: '+353 1 555 0101',
    reachTimes: 'after six',
    language: 'pl',
  }
  const lines = async (caseId: string) => {
    const { rows } = await useDatabase().owner.query(
      'select holder, kind, since, what from "HistoryEntry" where "caseId" = $1 and "removedAt" is null order by id',
      [caseId],
    )
    return rows
  }

  it('comes back as it was saved; its days become lines of the history when it is sent, once', async () => {
    const caseId = await whole()
    await on(owner, caseId, (db, access) => saveDraft(db, access, WISHES, null))
    expect(await on(owner, caseId, readRequest)).toMatchObject(WISHES)
    expect(await lines(caseId)).toEqual([])
    await on(owner, caseId, (db, access) => submit(db, owner, access))
    const kept = [
      { holder: 'OWNER', kind: 'SYMPTOM', since: '2026-11-03', what: 'Coughed at night' },
      { holder: 'OWNER', kind: 'SYMPTOM', since: null, what: 'last week: Did not eat' },
    ]
    expect(await lines(caseId)).toEqual(kept)
    await on(owner, caseId, (db, access) => withdraw(db, owner, access))
    const { caseId: again } = await on(owner, caseId, (db, access) => resend(db, owner, access))
    expect(await on(owner, again, readRequest)).toMatchObject(WISHES)
    await on(owner, again, (db, access) =>
      saveDraft(db, access, { redFlags: [], redFlagAnswer: 'NONE', serviceId }, null),
    )
    await on(owner, again, (db, access) => submit(db, owner, access))
    expect(await lines(again)).toEqual(kept)
  })

  it('is no part of the chain of events: a phone number or a language stands in none', async () => {
    const caseId = await whole()
    await on(owner, caseId, (db, access) => saveDraft(db, access, WISHES, null))
    await on(owner, caseId, (db, access) => submit(db, owner, access))
    const { rows } = await useDatabase().owner.query<{ all: string }>(
      'select string_agg(data::text, \' \') as all from "CaseEvent" where "caseId" = $1',
      [caseId],
    )
    for (const secret of ['555 0101', 'after six', '"pl"', 'Coughed', 'COMFORT'])
      expect(rows[0]!.all).not.toContain(secret)
  })

  it('is said once: the next request begins with how the owner was reached, another owner’s does not', async () => {
    const who = await person('Nina Next')
    await useDatabase().owner.query('update "Person" set phone = $1 where id = $2', ['+48 22 555 01 01', who.personId])
    const first = await whole(who)
    expect(await on(who, first, readRequest)).toMatchObject({
      reachBy: ['MAIL'],
      reachPhone: '+48 22 555 01 01',
      language: 'en',
    })
    await on(who, first, (db, access) => saveDraft(db, access, WISHES, null))
    expect(await on(who, await draft(who), readRequest)).toMatchObject({ language: 'en' })
    await on(who, first, (db, access) => submit(db, who, access))
    const { reachBy, reachPhone, reachTimes, language } = WISHES
    expect(await on(who, await draft(who), readRequest)).toMatchObject({
      reachBy,
      reachPhone,
      reachTimes,
      language,
      situation: '',
    })
    const other = await person('Olaf Other')
    expect(await on(other, await draft(other), readRequest)).toMatchObject({ reachPhone: '', language: 'en' })
  })

  it('keeps both texts when two devices write the days', async () => {
    const caseId = await draft()
    const save = (what: string, seen: number) =>
      on(owner, caseId, (db, access) => saveDraft(db, access, { happened: [{ when: 'May', what }] }, seen))
    await save('Coughed', 1)
    await expect(save('Sneezed', 1)).rejects.toMatchObject({
      code: 'CONFLICT',
      fieldErrors: { 'what[]': [expect.stringContaining('another device'), 'May: Coughed'] },
    })
  })
})
