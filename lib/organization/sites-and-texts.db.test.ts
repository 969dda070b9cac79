import { beforeAll, describe, expect, it } from 'vitest'
import type { OrgHat, PersonActor } from '#lib/access/actor.ts'
import { readBoard } from '#lib/case/board.ts'
import { loadCase } from '#lib/case/load.ts'
import { loadSubject } from '#lib/jobs/people.ts'
import { nameSite } from '#lib/case/site.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, type TestCase, type TestOrg } from '#lib/testing/world.ts'
import { addSite, changeSite, closeSite, readSites, type SiteView } from './sites.ts'
import { addText, changeText, ownTexts, readTexts, removeText } from './texts.ts'

let owner: PersonActor
let hospital: TestOrg
let practice: TestOrg
let admin: PersonActor
let rival: PersonActor
beforeAll(async () => {
  owner = await person('Ana Ruiz')
  hospital = await organization('HOSPITAL', 'Northgate')
  practice = await organization('PRACTICE', 'Riverside')
  admin = await member(practice, 'ADMIN')
  rival = await member(await organization('PRACTICE', 'Rival'), 'ADMIN')
})

const hatOf = (who: PersonActor) => who.hat as OrgHat
const sql = (text: string, values: unknown[] = []) => useDatabase().owner.query(text, values)
const NORTH = { name: 'North', address: '1 Mill Lane', phone: '', email: null }
async function siteOf(who: PersonActor, more: object = {}): Promise<SiteView> {
  const name = `Site ${Math.random()}`
  await asActor(who, (db) => addSite(db, hatOf(who), { ...NORTH, ...more, name }))
  const found = (await asActor(who, (db) => readSites(db, hatOf(who)))).find((site) => site.name === name)
  if (!found) throw new Error('no such site')
  return found
}
const fresh = (status: 'AWAITING_CONSENT' | 'IN_TRIAGE' | 'WITHDRAWN' = 'IN_TRIAGE') =>
  caseIn({ owner, hospital, practice, status })
const name = (who: PersonActor, one: TestCase, siteId: string | null) =>
  asActor(who, async (db) => nameSite(db, who, await loadCase(db, who, one.id), siteId))
const siteOn = async (one: TestCase) =>
  (await sql('select "siteId" from "Case" where id = $1', [one.id])).rows[0].siteId

describe('a practice of several sites', () => {
  it('names the one that looks after the animal: board, mail and event say so, whoever of the team does it', async () => {
    const [one, other, site] = [await fresh(), await fresh(), await siteOf(admin)]
    const reception = await member(practice, 'RECEPTION')
    await name(reception, one, site.id)
    await name(reception, one, site.id)
    const read = (of: string | null) =>
      asActor(reception, (db) =>
        readBoard(db, reception, hatOf(reception), { view: 'progress', after: null, find: '', site: of }),
      )
    expect((await read(site.id)).lines).toMatchObject([{ id: one.id, site: { id: site.id, name: site.name } }])
    expect((await read(site.id)).counts).toMatchObject({ progress: 1 })
    expect((await read(null)).lines.map(({ id }) => id)).toContain(other.id)
    const subject = await asActor({ kind: 'SYSTEM', caseId: one.id }, (db) => loadSubject(db, one.id, null))
    expect(subject?.practice).toBe(`Riverside, ${site.name}`)
    const { rows } = await sql(`select data from "CaseEvent" where "caseId" = $1 and type = 'practice.siteNamed'`, [
      one.id,
    ])
    expect(rows).toEqual([{ data: { siteId: site.id } }])
    await name(reception, one, null)
    expect(await siteOn(one)).toBeNull()
  })

  it('has a case by itself whose vet was asked at the site’s address, until another vet is asked', async () => {
    const email = `north.${Date.now()}@riverside.test`
    const site = await siteOf(admin, { email })
    const one = await fresh('AWAITING_CONSENT')
    await sql('update "Case" set "attendingVetEmail" = $2 where id = $1', [one.id, email])
    expect(await siteOn(one)).toBe(site.id)
    await sql(`update "Case" set "attendingVetEmail" = 'x@y.test' where id = $1`, [one.id])
    expect(await siteOn(one)).toBeNull()
    await sql('update "Case" set "attendingVetEmail" = $2 where id = $1', [one.id, email])
    await sql('update "Case" set "practiceId" = null where id = $1', [one.id])
    expect(await siteOn(one)).toBeNull()
  })

  it('is told when a name, an address or a version does not fit, and closes a site without losing its cases', async () => {
    const email = `south.${Date.now()}@riverside.test`
    const [site, one] = [await siteOf(admin, { email }), await fresh()]
    await name(admin, one, site.id)
    const add = (more: object) => asActor(admin, (db) => addSite(db, hatOf(admin), { ...NORTH, ...more }))
    await expect(add({ email })).rejects.toMatchObject({ code: 'INVALID' })
    const change = (version: number) =>
      asActor(admin, (db) => changeSite(db, hatOf(admin), { ...NORTH, siteId: site.id, version, email }))
    await change(site.version)
    await expect(change(site.version)).rejects.toMatchObject({ code: 'CONFLICT' })
    await asActor(admin, (db) => closeSite(db, hatOf(admin), site.id))
    expect(await siteOn(one)).toBe(site.id)
    await expect(name(admin, await fresh(), site.id)).rejects.toMatchObject({ code: 'INVALID' })
    await add({ email })
  })

  it('is nobody else’s: not the hospital’s or owner’s to name, not another practice’s to change', async () => {
    const [site, theirs, one] = [await siteOf(admin), await siteOf(rival), await fresh()]
    const specialist = await member(hospital, 'SPECIALIST')
    for (const who of [owner, specialist])
      await expect(name(who, one, site.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(name(rival, one, theirs.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(name(admin, one, theirs.id)).rejects.toMatchObject({ code: 'INVALID' })
    const write = (who: PersonActor, siteId: string) =>
      asActor(who, (db) => db.case.updateMany({ where: { id: one.id }, data: { siteId } }))
    await expect(write(owner, site.id)).rejects.toThrow()
    await expect(write(specialist, site.id)).rejects.toThrow()
    await expect(write(admin, theirs.id)).rejects.toThrow()
    await expect(
      asActor(rival, (db) => changeSite(db, hatOf(rival), { ...NORTH, siteId: site.id, version: 1 })),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const vet = await member(practice, 'VET')
    await expect(asActor(vet, (db) => addSite(db, hatOf(vet), NORTH))).rejects.toThrow()
    expect(await asActor(rival, (db) => db.practiceSite.count({ where: { id: site.id } }))).toBe(0)
    expect(await asActor(owner, (db) => db.practiceSite.count({ where: { id: site.id } }))).toBe(0)
    await name(admin, one, site.id)
    expect(await asActor(owner, (db) => db.practiceSite.count({ where: { id: site.id } }))).toBe(1)
  })
})

describe('a practice’s own texts', () => {
  const TEXT = { kind: 'COMMENT' as const, title: 'Thanks', body: 'Thank you for looking at {patient}.' }

  it('are written by those who answer, read by the whole team, and by nobody else', async () => {
    const nurse = await member(practice, 'NURSE')
    await asActor(nurse, (db) => addText(db, hatOf(nurse), TEXT))
    const reception = await member(practice, 'RECEPTION')
    expect(await asActor(reception, (db) => readTexts(db, hatOf(reception)))).toMatchObject([TEXT])
    await expect(asActor(reception, (db) => addText(db, hatOf(reception), TEXT))).rejects.toThrow()
    expect(await asActor(rival, (db) => db.practiceText.count({}))).toBe(0)
    for (const who of [owner, (await fresh()).link]) expect(await asActor(who, (db) => ownTexts(db, who))).toEqual([])
    const [text] = await asActor(nurse, (db) => readTexts(db, hatOf(nurse)))
    await expect(
      asActor(rival, (db) => changeText(db, hatOf(rival), { ...TEXT, textId: text!.id, version: 1 })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await asActor(admin, (db) =>
      changeText(db, hatOf(admin), { ...TEXT, title: 'Many thanks', textId: text!.id, version: 1 }),
    )
    await expect(
      asActor(nurse, (db) => changeText(db, hatOf(nurse), { ...TEXT, textId: text!.id, version: 1 })),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    await asActor(nurse, (db) => removeText(db, hatOf(nurse), text!.id))
    expect(await asActor(admin, (db) => readTexts(db, hatOf(admin)))).toEqual([])
  })
})
