import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OrgHat, Participant, PersonActor } from '#lib/access/actor.ts'
import { readBoard } from '#lib/case/board.ts'
import { appendEvent } from '#lib/case/event.ts'
import { loadFrame } from '#lib/case/frame.ts'
import { ownCases } from '#lib/case/home.ts'
import { loadCase } from '#lib/case/load.ts'
import { postMessage } from '#lib/case/thread/commands.ts'
import { loadThread } from '#lib/case/thread/queries.ts'
import { postInput } from '#lib/case/thread/schema.ts'
import { asActor } from '#lib/db/unit.ts'
import { caseIn, member, organization, person, type TestCase } from '#lib/testing/world.ts'
import { parseInput } from '#lib/web/form.ts'

// What somebody learns of messages that are not for them: nothing, neither by a number nor by a gap between numbers.

let owner: PersonActor, vet: PersonActor, specialist: PersonActor
let one: TestCase

beforeAll(async () => {
  owner = await person()
  const [hospital, practice] = [
    await organization('HOSPITAL', 'Northgate'),
    await organization('PRACTICE', 'Riverside'),
  ]
  ;[vet, specialist] = [await member(practice, 'VET'), await member(hospital, 'SPECIALIST')]
  one = await caseIn({ owner, hospital, practice, status: 'IN_REVIEW' })
})

const post = (actor: Participant, audience: string) =>
  asActor(actor, async (db) => {
    const input = parseInput(postInput, { clientKey: randomUUID(), audience, body: 'Hello' })
    return postMessage(db, actor, await loadCase(db, actor, one.id), input)
  })

/** All that pages of the case and lists of cases hold for this reader; the sides' own clocks aside. */
async function toldTo(actor: PersonActor): Promise<string> {
  const told = await asActor(actor, async (db) => {
    const access = await loadCase(db, actor, one.id)
    const { stages, seen, heard } = await loadFrame(db, access)
    const thread = await loadThread(db, actor, access, {})
    const lists =
      actor.hat.kind === 'OWNER'
        ? await ownCases(db, actor, undefined)
        : await readBoard(db, actor, actor.hat as OrgHat, { view: 'progress', after: undefined, find: '', site: null })
    return { stages, seen, heard, thread, lists }
  })
  return JSON.stringify(told, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

describe('a message that is not for a reader', () => {
  it('changes nothing of what an owner is told, and an internal note nothing of what the practice is told', async () => {
    await post(owner, 'EVERYONE')
    const [forOwner, forVet] = [await toldTo(owner), await toldTo(vet)]
    await post(specialist, 'HOSPITAL')
    expect(await toldTo(vet)).toBe(forVet)
    await post(specialist, 'VETS')
    expect(await toldTo(owner)).toBe(forOwner)
    expect(await toldTo(vet)).not.toBe(forVet)
  })

  it('leaves no gap in what comes after it', async () => {
    const twin = await caseIn({ owner, hospital: await organization('HOSPITAL', 'Southgate'), status: 'IN_REVIEW' })
    const add = (type: Parameters<typeof appendEvent>[2], audience?: 'HOSPITAL') =>
      asActor({ kind: 'SYSTEM', caseId: twin.id }, (db) => appendEvent(db, twin.id, type, {}, audience))
    await add('consent.released')
    for (let note = 0; note < 3; note += 1) await add('thread.posted', 'HOSPITAL')
    await add('consent.agreed')
    const { heard, items } = await asActor(owner, async (db) => {
      const access = await loadCase(db, owner, twin.id)
      return { ...(await loadFrame(db, access)), ...(await loadThread(db, owner, access, {})) }
    })
    // Nothing but what the reader sees anyway: when the two came, and which came first within a millisecond.
    const times = items.map(({ at }) => at.getTime())
    expect(items.map(({ id }) => id)).toEqual(
      times.map((ms, at) => `event-${ms}-${times.slice(0, at).filter((earlier) => earlier === ms).length + 1}`),
    )
    expect(items).toHaveLength(2)
    // A piece of a hash that is made with what nobody is told: it says which event it was, and not how many came before.
    expect(heard).toMatch(/^[\da-f]{16}$/)
  })
})
