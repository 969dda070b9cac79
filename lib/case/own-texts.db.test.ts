import { beforeAll, expect, it } from 'vitest'
import type { OrgHat, Participant, PersonActor } from '#lib/access/actor.ts'
import { asActor } from '#lib/db/unit.ts'
import { addText } from '#lib/organization/texts.ts'
import { caseIn, member, organization, person, type TestCase } from '#lib/testing/world.ts'
import { loadCase } from './load.ts'
import { ownTextsOn, withOwnText } from './own-texts.ts'

let owner: PersonActor
let vet: PersonActor
let one: TestCase
beforeAll(async () => {
  owner = await person('Ana Ruiz')
  const practice = await organization('PRACTICE', 'Riverside')
  vet = await member(practice, 'ADMIN')
  one = await caseIn({ owner, practice, hospital: await organization('HOSPITAL', 'Northgate'), status: 'IN_TRIAGE' })
  for (const [title, body] of [
    ['Thanks', 'Thank you for looking at {patient} of {owner}, {hospital}.'],
    ['Later', 'We send {what} later.'],
  ] as const)
    await asActor(vet, (db) => addText(db, vet.hat as OrgHat, { kind: 'COMMENT', title, body }))
})

const texts = (who: Participant) =>
  asActor(who, async (db) => ownTextsOn({ db, actor: who, access: await loadCase(db, who, one.id) }))
const press = (who: Participant, values: Record<string, string | string[]>) =>
  asActor(who, async (db) => withOwnText('body')({ db, actor: who, access: await loadCase(db, who, one.id) }, values))

it('reads for the case, for the practice and nobody else', async () => {
  expect((await texts(vet)).map(({ body }) => body)).toEqual([
    'We send {what} later.',
    'Thank you for looking at Miso of Ana Ruiz, Northgate.',
  ])
  for (const who of [owner, one.link]) expect(await texts(who)).toEqual([])
})

it('comes back with all that was typed, and the text behind it; an ordinary post is none of its business', async () => {
  const [later] = await texts(vet)
  const typed = { body: 'Dear all,', audience: 'VETS', 'records[]': ['a', 'b'] }
  expect(await press(vet, typed)).toBeNull()
  expect(await press(vet, { ...typed, insert: later!.id })).toEqual({
    ...{ ...typed, insert: later!.id },
    body: 'Dear all,\n\nWe send {what} later.',
  })
  expect(await press(vet, { insert: later!.id })).toMatchObject({ body: 'We send {what} later.' })
})

it('knows no text of anybody else, and none that makes no sense', async () => {
  const [text] = await texts(vet)
  for (const [who, insert] of [
    [owner, text!.id],
    [one.link, text!.id],
    [vet, 'x'],
    [vet, ['a']],
    [vet, ''],
  ] as const)
    await expect(press(who, { body: 'Kept', insert: insert as string | string[] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
})
