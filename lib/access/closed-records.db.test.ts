import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { loadCase } from '#lib/case/load.ts'
import { exportQueue, loadQueue } from '#lib/case/queue/queries.ts'
import { queueSearch } from '#lib/case/queue/schema.ts'
import { postMessage } from '#lib/case/thread/commands.ts'
import { loadThread } from '#lib/case/thread/queries.ts'
import { postInput } from '#lib/case/thread/schema.ts'
import { asActor } from '#lib/db/unit.ts'
import { notifyPeople } from '#lib/jobs/notify.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'

// What a hospital learns of records that are closed to it: nothing. Not their number, not that they came, not in a mail.

let owner: PersonActor, vet: PersonActor, coordinator: PersonActor
let hospital: TestOrg, practice: TestOrg
let one: TestCase

beforeAll(async () => {
  owner = await person()
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
  vet = await member(practice, 'VET')
  coordinator = await member(hospital, 'COORDINATOR')
})

beforeEach(async () => {
  one = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE', agreed: false })
})

/** A record that has arrived, as the check job leaves it. */
async function arrived(holder: 'OWNER' | 'PRACTICE', kind = 'LAB'): Promise<string> {
  const id = randomUUID()
  const { owner: admin } = useDatabase()
  await admin.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, $2, $3, $4, 'bloods.pdf', 1, $5, 'READY')`,
    [one.id, id, holder, kind, randomUUID()],
  )
  await admin.query('update "Case" set "recordCount" = "recordCount" + 1 where id = $1', [one.id])
  await asActor({ kind: 'SYSTEM', caseId: one.id }, (db) =>
    appendEvent(db, one.id, 'record.added', { recordId: id, holder, sha256: 'ab'.repeat(32) }),
  )
  return id
}

async function agree(kinds: string): Promise<void> {
  await useDatabase().owner.query(
    `insert into "Agreement" ("caseId", id, "hospitalId", kinds, "textId", "actorId", "actorKind", decision, "signedName", "expiresAt")
     select $1, gen_random_uuid(), $2, $3, t.id, $4, 'PERSON', 'AGREED', 'Vet', now() + interval '90 days' from "ConsentText" t where t.key = 'AGREEMENT' limit 1`,
    [one.id, hospital.id, kinds, vet.personId],
  )
}

const hat = () => coordinator.hat as OrgHat

async function queueRow() {
  const queue = await asActor(coordinator, (db) =>
    loadQueue(db, hat(), queueSearch.parse({ view: 'triage', case: one.id })),
  )
  return { listed: queue.rows.find(({ id }) => id === one.id)?.recordCount, preview: queue.preview?.recordCount }
}

const eventsSeenBy = (actor: PersonActor) =>
  asActor(actor, (db) => db.caseEvent.findMany({ where: { caseId: one.id }, select: { type: true, data: true } }))

describe('a practice’s records before the vet has agreed', () => {
  it('are not counted in the queue, its preview and its file', async () => {
    await arrived('OWNER')
    await arrived('PRACTICE')
    await arrived('PRACTICE')
    expect(await queueRow()).toEqual({ listed: 1, preview: 1 })
    const file = await asActor(coordinator, (db) => exportQueue(db, hat(), queueSearch.parse({ view: 'triage' })))
    const number = await asActor(owner, async (db) => (await loadCase(db, owner, one.id)).row.number)
    const line = file.split('\r\n').find((text) => text.startsWith(`"${number}"`))
    expect(line).toMatch(/,1,"English","Second opinion"$/)
  })

  it('are counted as far as both signatures cover them, and no longer once one has ended', async () => {
    await arrived('OWNER', 'PHOTO')
    await arrived('PRACTICE', 'LAB')
    await arrived('PRACTICE', 'IMAGING')
    await agree('{LAB}')
    expect(await queueRow()).toEqual({ listed: 2, preview: 2 })
    await useDatabase().owner.query('update "Agreement" set "revokedAt" = now() where "caseId" = $1', [one.id])
    expect(await queueRow()).toEqual({ listed: 1, preview: 1 })
    await agree('{HISTORY,LAB,IMAGING,PATHOLOGY,PHOTO,VIDEO,LETTER,OTHER}')
    expect(await queueRow()).toEqual({ listed: 3, preview: 3 })
    await useDatabase().owner.query('update "Release" set kinds = $2 where "caseId" = $1', [one.id, '{PHOTO}'])
    expect(await queueRow()).toEqual({ listed: 1, preview: 1 })
    await useDatabase().owner.query('update "Release" set "revokedAt" = now() where "caseId" = $1', [one.id])
    expect(await queueRow()).toEqual({ listed: 0, preview: 0 })
  })

  it('are not counted in the mail that says that consent is complete', async () => {
    await arrived('OWNER')
    await arrived('PRACTICE')
    const { owner: admin } = useDatabase()
    await notifyPeople({ caseId: one.id, about: 'consent.completed', subjectId: null, actorId: null })
    const { rows } = await admin.query<{ payload: { props: { records: number } } }>(
      `
      select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'mail' and j.payload ->> 'to' = $1`,
      [coordinator.email],
    )
    await admin.query('delete from graphile_worker._private_jobs')
    expect(rows.map(({ payload }) => payload.props.records)).toEqual([1])
  })

  it('leave no event, and no line in the thread, until they are open', async () => {
    const own = await arrived('OWNER')
    const theirs = await arrived('PRACTICE')
    const added = async (actor: PersonActor) =>
      (await eventsSeenBy(actor))
        .filter(({ type }) => type.startsWith('record.'))
        .map(({ data }) => (data as { recordId: string }).recordId)
    const lines = async (actor: PersonActor) =>
      (await asActor(actor, async (db) => loadThread(db, actor, await loadCase(db, actor, one.id), {}))).items.filter(
        (item) => item.kind === 'event' && item.words === 'A record was added',
      ).length
    expect([await added(coordinator), await lines(coordinator)]).toEqual([[own], 1])
    for (const actor of [owner, vet]) expect([await added(actor), await lines(actor)]).toEqual([[own, theirs], 2])
    await agree('{LAB}')
    expect([await added(coordinator), await lines(coordinator)]).toEqual([[own, theirs], 2])
    await useDatabase().owner.query('update "Agreement" set "revokedAt" = now() where "caseId" = $1', [one.id])
    expect(await added(coordinator)).toEqual([own])
  })

  it('are not counted where a message carries them', async () => {
    const records = [await arrived('PRACTICE'), await arrived('PRACTICE')]
    const input = { clientKey: randomUUID(), audience: 'EVERYONE', body: 'see these', 'records[]': records }
    await asActor(vet, async (db) =>
      postMessage(db, vet, await loadCase(db, vet, one.id), parseInput(postInput, input)),
    )
    const { items } = await asActor(coordinator, async (db) =>
      loadThread(db, coordinator, await loadCase(db, coordinator, one.id), {}),
    )
    const message = items.find((item) => item.kind === 'message')
    expect(message).toMatchObject({ body: 'see these', records: [], hidden: 0 })
  })

  it('do not move what the page of a case tells a hospital', async () => {
    await arrived('OWNER')
    const told = () =>
      asActor(coordinator, async (db) => {
        const { stages, seen, heard } = await loadFrame(db, await loadCase(db, coordinator, one.id))
        return { stages, seen, heard }
      })
    const before = await told()
    await arrived('PRACTICE')
    expect(await told()).toEqual(before)
  })
})
