import { describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/unit.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import { appendEvent, lastHeard } from './event.ts'
import { loadFrame } from './frame.ts'
import { loadCase } from './load.ts'
import { transition } from './transition.ts'

describe('the way to a case', () => {
  it('shows a case to its three parties, each on their side, and to nobody else', async () => {
    const [owner, stranger] = [await person(), await person('Eve Other')]
    const [hospital, other, practice] = [
      await organization('HOSPITAL', 'Northgate'),
      await organization('HOSPITAL', 'Southgate'),
      await organization('PRACTICE', 'Riverside'),
    ]
    const { id, link } = await caseIn({ owner, hospital, practice, status: 'IN_TRIAGE' })
    const side = async (actor: Parameters<typeof loadCase>[1]) =>
      asActor(actor, async (db) => (await loadCase(db, actor, id)).side)
    expect(await side(owner)).toBe('OWNER')
    expect(await side(await member(hospital, 'COORDINATOR'))).toBe('HOSPITAL')
    expect(await side(await member(practice, 'VET'))).toBe('PRACTICE')
    expect(await side(link)).toBe('PRACTICE')
    await expect(side(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(side(await member(other, 'ADMIN'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asActor(owner, (db) => loadCase(db, owner, 'not-an-id'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('lets one of two racing actors win and gives the other CONFLICT', async () => {
    const hospital = await organization('HOSPITAL', 'Northgate')
    const { id } = await caseIn({ owner: await person(), hospital, status: 'IN_TRIAGE' })
    const [a, b] = [await member(hospital, 'COORDINATOR'), await member(hospital, 'SPECIALIST')]
    const accept = (actor: typeof a) =>
      asActor(actor, async (db) => {
        const access = await loadCase(db, actor, id)
        const to = await transition(db, access, 'accept')
        await appendEvent(db, id, 'triage.accepted')
        return to
      })
    const results = await Promise.allSettled([accept(a), accept(b)])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(results.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
  })

  it('knows of no event that happened after the case was read: the page shows what came before, and the live line tells the rest', async () => {
    const owner = await person()
    const { id } = await caseIn({ owner, hospital: await organization('HOSPITAL', 'Northgate'), status: 'IN_TRIAGE' })
    const append = () => asActor({ kind: 'SYSTEM', caseId: id }, (db) => appendEvent(db, id, 'case.closed'))
    await append()
    const [before, shown] = await asActor(owner, async (db) => {
      const heard = await lastHeard(db, id)
      const access = await loadCase(db, owner, id)
      await append()
      return [heard, (await loadFrame(db, access)).heard]
    })
    expect(shown).toBe(before)
    expect(await asActor(owner, (db) => lastHeard(db, id))).not.toBe(shown)
  })

  it('loads the frame for each side', async () => {
    const hospital = await organization('HOSPITAL', 'Northgate')
    const owner = await person()
    const specialist = await member(hospital, 'SPECIALIST', 'Helena Lindqvist')
    const { id, link } = await caseIn({ owner, hospital, status: 'IN_REVIEW', assignee: specialist })
    for (const actor of [owner, specialist, link]) {
      const frame = await asActor(actor, async (db) => loadFrame(db, await loadCase(db, actor, id)))
      expect(frame.patient?.name).toBe('Miso')
      expect(frame.people.map((p) => p.part)).toEqual(['OWNER', 'ATTENDING_VET', 'RESPONSIBLE'])
      expect(frame.hospital?.name).toBe('Northgate')
    }
  })
})
