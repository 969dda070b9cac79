import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { loadCase } from '#lib/case/load.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, service, type TestOrg } from '#lib/testing/world.ts'
import { dropItem, keepItem, loadServiceList, resetList } from './hospital-list.ts'
import type { ItemInput } from './item-form.ts'
import { DEFAULT_LISTS } from './lists/defaults.ts'
import { readReadiness } from './queries.ts'

let hospital: TestOrg, admin: PersonActor, specialist: PersonActor, rival: PersonActor
let serviceId: string

beforeAll(async () => {
  hospital = await organization('HOSPITAL', 'Northgate')
  admin = await member(hospital, 'ADMIN')
  specialist = await member(hospital, 'SPECIALIST')
  rival = await member(await organization('HOSPITAL', 'Southgate'), 'ADMIN')
})
beforeEach(async () => {
  serviceId = await service(hospital)
})

const hat = (actor: PersonActor) => actor.hat as OrgHat
const list = (actor = admin) => asActor(actor, (db) => loadServiceList(db, hat(actor), serviceId))
const input = (more: Partial<ItemInput> = {}): ItemInput => ({
  ...{
    serviceId,
    version: 0,
    itemId: '',
    name: 'ECG',
    owner: 'Ask for the strip',
    vet: '',
    why: '',
    importance: 'WANTED',
  },
  ...{ counts: 'LAB', part: 'ANY', days: 30 },
  ...more,
})
const keep = (more: Partial<ItemInput> = {}, actor = admin) =>
  asActor(actor, (db) => keepItem(db, { actor, org: hat(actor) }, input(more)))

describe('a service’s list', () => {
  it('is Conferral’s own until the hospital changes it; each change is a version', async () => {
    expect(await list()).toMatchObject({ version: 0, changedAt: null, mayEdit: true })
    await keep()
    const one = await list()
    expect(one).toMatchObject({ version: 1, changedBy: admin.name })
    expect(one.items).toHaveLength(DEFAULT_LISTS.CARDIOLOGY.length + 1)
    expect(one.items.at(-1)).toMatchObject({ name: 'ECG', maxAgeDays: 30, fit: { by: 'LAB', panel: null } })
    await asActor(admin, (db) =>
      dropItem(db, { actor: admin, org: hat(admin) }, { serviceId, version: 1, itemId: 'echo' }),
    )
    expect((await list()).items.map(({ id }) => id)).not.toContain('echo')
    await asActor(admin, (db) => resetList(db, { actor: admin, org: hat(admin) }, { serviceId, version: 2 }))
    expect(await list(specialist)).toMatchObject({ version: 3, items: DEFAULT_LISTS.CARDIOLOGY, mayEdit: false })
  })

  it('changes one item and leaves its place, its animals and what counts as they were', async () => {
    await keep({ itemId: 'thyroid', name: 'T4', counts: 'SAME', part: 'SAME', days: null })
    const before = DEFAULT_LISTS.CARDIOLOGY.findIndex(({ id }) => id === 'thyroid')
    expect((await list()).items[before]).toMatchObject({
      ...{ id: 'thyroid', name: 'T4', maxAgeDays: null, species: ['CAT'], fit: { by: 'LAB', panel: 'THYROID' } },
    })
  })

  it('sets the part of the body of images, and of nothing else', async () => {
    await keep({ counts: 'XRAY', part: 'CHEST' })
    await keep({ version: 1, name: 'Notes', counts: 'NOTES', part: 'CHEST' })
    expect((await list()).items.slice(-2).map(({ fit }) => fit)).toEqual([
      { by: 'IMAGES', methods: ['XRAY'], parts: ['CHEST'] },
      { by: 'RECORD', kinds: ['HISTORY', 'LETTER'] },
    ])
  })

  it('goes to whoever is first of two', async () => {
    const both = await Promise.allSettled([keep({ name: 'One' }), keep({ name: 'Two' })])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(keep({ name: 'Three' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is refused where nothing would count, and for what is not there', async () => {
    await expect(keep({ counts: 'SAME' })).rejects.toMatchObject({ code: 'INVALID' })
    await expect(keep({ itemId: 'another' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(keep({ serviceId: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(keep({}, rival)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is written by an administrator of the hospital only, also by the wall in PostgreSQL', async () => {
    for (const actor of [specialist, rival, await person()])
      await expect(
        asActor(actor, (db) =>
          db.readinessList.create({
            data: { organizationId: hospital.id, serviceId, version: 9, items: [], createdById: actor.personId },
          }),
        ),
      ).rejects.toThrow(/row-level security/)
  })

  it('is kept by a case from the moment that it is sent', async () => {
    const owner = await person()
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
    const { rows } = await useDatabase().owner.query('select "serviceId" as id from "Case" where id = $1', [id])
    serviceId = rows[0].id
    await keep({ serviceId, name: 'ECG' })
    await useDatabase().owner.query('update "Case" set "readinessVersion" = 1 where id = $1', [id])
    await keep({ serviceId, version: 1, name: 'Holter' })
    const view = await asActor(owner, async (db) => readReadiness(db, await loadCase(db, owner, id)))
    expect(view).toMatchObject({ hospital: hospital.name, version: 1 })
    expect(view?.lines.map(({ name }) => name)).toContain('ECG')
    expect(view?.lines.map(({ name }) => name)).not.toContain('Holter')
  })
})
