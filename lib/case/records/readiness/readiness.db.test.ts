import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OrgHat, Participant, PersonActor } from '#lib/access/actor.ts'
import { readBoard } from '#lib/case/board.ts'
import { loadCase } from '#lib/case/load.ts'
import { groupImaging } from '#lib/case/records/imaging/group.ts'
import { asActor } from '#lib/db/unit.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { notifyPeople } from '#lib/jobs/notify.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { askPractice, noteAsked } from './commands.ts'
import { readReadiness } from './queries.ts'

// Readiness is judged by what its reader may see, and by nothing else; what is asked reaches the practice.

let owner: PersonActor, vet: PersonActor, specialist: PersonActor, rival: PersonActor
let hospital: TestOrg, practice: TestOrg
let one: TestCase

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
  vet = await member(practice, 'VET')
  specialist = await member(hospital, 'SPECIALIST')
  rival = await member(await organization('HOSPITAL', 'Southgate'), 'ADMIN')
})

beforeEach(async () => {
  one = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE', agreed: false })
})

const admin = () => useDatabase().owner

/** A record that is ready, in its series where it is DICOM. */
async function add(
  holder: 'OWNER' | 'PRACTICE',
  kind: string,
  name: string,
  dicom: Partial<DicomFacts> | null = null,
): Promise<void> {
  const id = randomUUID()
  await admin().query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, dicom)
     values ($1, $2, $3, $4, $5, 1, $6, 'READY', $7)`,
    [one.id, id, holder, kind, name, randomUUID(), dicom && JSON.stringify(dicom)],
  )
  if (dicom) await asActor({ kind: 'SYSTEM', caseId: one.id }, (db) => groupImaging(db, one.id, [id]))
}

const chest = (studyDate: string): Partial<DicomFacts> => ({
  ...{
    modality: 'DX',
    bodyPart: 'CHEST',
    studyDate,
    studyUid: '1.2.3',
    seriesUid: '1.2.3.4',
    instanceUid: '1.2.3.4.5',
  },
  ...{ instanceNumber: 1, rows: 64, columns: 64, frames: 1 },
})
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

async function judgedFor(actor: Participant) {
  const view = await asActor(actor, async (db) => readReadiness(db, await loadCase(db, actor, one.id)))
  return new Map(view?.lines.map(({ id, state }) => [id, state]))
}

async function agree(): Promise<void> {
  await admin().query(
    `insert into "Agreement" ("caseId", id, "hospitalId", kinds, "textId", "actorId", "actorKind", decision, "signedName", "expiresAt")
     select $1, gen_random_uuid(), $2, '{HISTORY,LAB,IMAGING}', t.id, $3, 'PERSON', 'AGREED', 'Vet', now() + interval '90 days'
     from "ConsentText" t where t.key = 'AGREEMENT' limit 1`,
    [one.id, hospital.id, vet.personId],
  )
}

describe('readiness', () => {
  it('knows what owner and practice added, for each of them', async () => {
    await add('OWNER', 'LAB', `bloods ${daysAgo(3)}.pdf`)
    await add('PRACTICE', 'IMAGING', 'dx.dcm', chest(daysAgo(5)))
    for (const reader of [owner, vet, one.link]) {
      const judged = await judgedFor(reader)
      expect(judged.get('chest-xrays')).toBe('there')
      expect(judged.get('bloods')).toBe('there')
      expect(judged.get('history')).toBe('missing')
    }
  })

  it('does not change for the hospital with anything that is closed to it', async () => {
    const before = await judgedFor(specialist)
    await add('PRACTICE', 'IMAGING', 'dx.dcm', chest(daysAgo(5)))
    await add('PRACTICE', 'HISTORY', 'notes.pdf')
    await admin().query(
      `insert into "HistoryEntry" ("caseId", id, kind, holder, what, dose) values ($1, gen_random_uuid(), 'MEDICATION', 'PRACTICE', 'Furosemide', '10')`,
      [one.id],
    )
    expect(await judgedFor(specialist)).toEqual(before)
    await agree()
    const opened = await judgedFor(specialist)
    expect(opened.get('chest-xrays')).toBe('there')
    expect(opened.get('medications')).toBe('there')
    await admin().query(`update "Release" set "revokedAt" = now() where "caseId" = $1`, [one.id])
    expect(await judgedFor(specialist)).toEqual(before)
  })

  it('is nobody else’s to read', async () => {
    for (const stranger of [rival, await person('Eve Other')])
      await expect(judgedFor(stranger)).rejects.toThrow(/nothing here/)
  })

  it('doubts notes whose words are those of a receipt', async () => {
    await add('OWNER', 'HISTORY', 'visit.pdf')
    await admin().query(
      `insert into "RecordReading" ("caseId", "recordId", text, "looksLike")
       select "caseId", id, 'Total incl. VAT', 'RECEIPT' from "Record" where "caseId" = $1`,
      [one.id],
    )
    expect((await judgedFor(owner)).get('history')).toBe('doubtful')
  })

  it('finds studies too old, and values that were typed', async () => {
    await add('OWNER', 'IMAGING', 'dx.dcm', chest(daysAgo(200)))
    const sheet = randomUUID()
    await admin().query(`insert into "LabSheet" ("caseId", id, holder, day) values ($1, $2, 'OWNER', current_date)`, [
      one.id,
      sheet,
    ])
    await admin().query(
      `insert into "LabValue" ("caseId", "sheetId", place, name, said) values ($1, $2, 1, 'NT-proBNP', '220')`,
      [one.id, sheet],
    )
    const judged = await judgedFor(owner)
    expect(judged.get('chest-xrays')).toBe('too old')
    expect(judged.get('heart-marker')).toBe('there')
    expect(judged.get('bloods')).toBe('there')
  })
})

describe('the hospital’s list', () => {
  const item = (name: string) => ({
    ...{
      id: name,
      name,
      owner: 'o',
      vet: 'v',
      why: 'w',
      importance: 'REQUIRED',
      maxAgeDays: null,
      species: [],
      source: 's',
    },
    fit: { by: 'RECORD', kinds: ['VIDEO'] },
  })
  const publish = (version: number, name: string) =>
    admin().query(
      `insert into "ReadinessList" ("organizationId", "serviceId", version, items, "createdById")
       select "hospitalId", "serviceId", $2, $3, $4 from "Case" where id = $1`,
      [one.id, version, JSON.stringify([item(name)]), specialist.personId],
    )

  it('is the one that the case was sent with', async () => {
    await publish(1, 'Film')
    await publish(2, 'Longer film')
    expect([...(await judgedFor(owner)).keys()]).toEqual(['Longer film'])
    await admin().query('update "Case" set "readinessVersion" = 1 where id = $1', [one.id])
    expect([...(await judgedFor(owner)).keys()]).toEqual(['Film'])
    await admin().query('update "Case" set "readinessVersion" = 0 where id = $1', [one.id])
    expect((await judgedFor(owner)).has('echo')).toBe(true)
  })
})

describe('asking the practice', () => {
  const ask = (actor: PersonActor, items: string[]) =>
    asActor(actor, async (db) => askPractice(db, actor, await loadCase(db, actor, one.id), { 'items[]': items }))
  const events = async () =>
    (await admin().query(`select data from "CaseEvent" where "caseId" = $1 and type = 'records.asked'`, [one.id])).rows
  const mails = async () =>
    (
      await admin().query<{ to: string; items: string[] }>(
        `select payload->>'to' as to, payload->'props'->'items' as items from graphile_worker._private_jobs
         where payload->>'template' = 'recordsAsked' and payload->'props'->>'caseNumber' = (select number from "Case" where id = $1)`,
        [one.id],
      )
    ).rows

  it('is one event and one mail to the vet, once an hour', async () => {
    await ask(owner, ['chest-xrays', 'bloods'])
    expect(await events()).toEqual([{ data: { batchId: expect.any(String), items: ['chest-xrays', 'bloods'] } }])
    const [{ data }] = (await events()) as [{ data: { batchId: string } }]
    await notifyPeople({ caseId: one.id, about: 'records.asked', subjectId: data.batchId, actorId: owner.personId })
    const sent = await mails()
    expect(sent.length).toBeGreaterThan(0)
    for (const { items } of sent) expect(items).toEqual(['Blood results', 'Chest X-rays'])
    expect(sent.map(({ to }) => to)).not.toContain(owner.email)
    await expect(ask(owner, ['echo'])).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  })

  it('shows on each item who asked', async () => {
    await ask(owner, ['chest-xrays'])
    const view = await asActor(vet, async (db) => readReadiness(db, await loadCase(db, vet, one.id)))
    expect(view?.lines.find(({ id }) => id === 'chest-xrays')?.asked?.by).toBe('OWNER')
    expect(view?.lines.find(({ id }) => id === 'echo')?.asked).toBeNull()
  })

  it('is told on the practice’s board until it adds something', async () => {
    const asked = async () => {
      const board = await asActor(vet, (db) =>
        readBoard(db, vet, vet.hat as OrgHat, { view: 'progress', after: null, find: '', site: null }),
      )
      return board.lines.find(({ id }) => id === one.id)?.asked
    }
    expect(await asked()).toBe(0)
    await ask(owner, ['chest-xrays', 'bloods'])
    expect(await asked()).toBe(2)
    await add('PRACTICE', 'LAB', 'bloods.pdf')
    await admin().query(`update "Record" set "createdAt" = now() + interval '1 minute' where "caseId" = $1`, [one.id])
    expect(await asked()).toBe(0)
  })

  it('is refused for what is not on the list, and for everybody but the owner', async () => {
    await expect(ask(owner, ['bloods', 'nothing'])).rejects.toMatchObject({ code: 'INVALID' })
    await expect(ask(vet, ['bloods'])).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(ask(specialist, ['bloods'])).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('cannot be noted in another side’s name', async () => {
    const forge = (actor: PersonActor, side: 'OWNER' | 'HOSPITAL') =>
      asActor(actor, async (db) => {
        const access = await loadCase(db, actor, one.id)
        const [item] = [{ id: 'x', name: 'x' }] as unknown as Parameters<typeof noteAsked>[3]
        return noteAsked(db, actor, { ...access, side }, item ? [item] : [])
      })
    await expect(forge(specialist, 'OWNER')).rejects.toThrow(/row-level security/)
    await expect(forge(vet, 'HOSPITAL')).rejects.toThrow(/row-level security/)
    await expect(forge(specialist, 'HOSPITAL')).resolves.toMatchObject({ ids: ['x'] })
  })
})
