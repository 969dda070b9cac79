import { expect, it } from 'vitest'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import { otherHats } from './unit.ts'

it('offers a hat that would see the case, never the one that is worn: what it does not see there is not there', async () => {
  const [owner, hospital] = [await person(), await organization('HOSPITAL', 'Northgate')]
  const at = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
  const specialist = await member(hospital, 'SPECIALIST')
  const hats = (session: string) => otherHats({ session, link: null }, at.id)
  expect(await hats(specialist.sessionId)).toEqual([])
  expect(await hats(owner.sessionId)).toEqual([])
  await ownerPool().query('update "Session" set "actingOrgId" = null where id = $1', [specialist.sessionId])
  expect(await hats(specialist.sessionId)).toEqual([{ orgId: hospital.id, name: 'Northgate' }])
})
