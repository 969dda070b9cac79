import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { postMessage } from '#lib/case/thread/commands.ts'
import { transaction } from '#lib/db/client.ts'
import { beginSession } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseEvents, onCaseAs, parties, type Parties, uploadRecord, useObjectStore } from '#lib/testing/records.ts'
import { unzip } from '#lib/testing/unzip.ts'
import { caseIn, member, organization, person } from '#lib/testing/world.ts'
import { asPerson } from '#lib/web/unit.ts'
import { beginPersonExport, personZip } from './export.ts'

useObjectStore()
let people: Parties
beforeAll(async () => {
  people = await parties()
})

const sql = (words: string, values: unknown[] = []) => useDatabase().owner.query(words, values)
const again =
  (who: PersonActor): Parameters<typeof personZip>[0] =>
  (work) =>
    asPerson({ session: who.sessionId, link: null }, work)
const begin = (who: PersonActor, personId = who.personId) => again(who)((unit) => beginPersonExport(unit, personId))

async function takeAlong(who: PersonActor): Promise<Record<string, string>> {
  await begin(who)
  return unzip(await buffer(personZip(again(who)) as WebStream))
}
const say = (who: PersonActor, caseId: string, body: string, audience: 'EVERYONE' | 'VETS' | 'HOSPITAL') =>
  onCaseAs(
    who,
    caseId,
    'thread.post',
  )(({ db, actor, access }) =>
    postMessage(db, actor, access, { body, audience, urgent: false, clientKey: randomUUID(), 'records[]': [] }),
  )

describe('what a person takes along', () => {
  it('is all that is held of them, their cases as they may read them, and the files that they added', async () => {
    const { owner, vet, specialist } = people
    const { id } = await caseIn({ ...people, status: 'IN_REVIEW' })
    await uploadRecord(owner, id, { name: 'diary.txt', bytes: Buffer.from('what I saw') })
    await uploadRecord(vet, id, { name: 'bloods.txt', bytes: Buffer.from('what the vet holds') })
    await say(owner, id, 'MY WORDS', 'EVERYONE')
    await say(vet, id, 'AMONG VETS', 'VETS')
    await say(specialist, id, 'WITHIN THE HOSPITAL', 'HOSPITAL')
    const before = (await caseEvents(id)).length
    const found = await takeAlong(owner)
    const { rows } = await sql('select number from "Case" where id = $1', [id])
    const folder = `cases/${rows[0].number}`
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining(['index.html', 'profile.json', 'sessions.json', 'animals.json', `${folder}/case.json`]),
    )
    expect(found[`${folder}/files/diary.txt`]).toBe('what I saw')
    expect(Object.keys(found).filter((path) => path.includes('bloods'))).toEqual([])
    const about = JSON.parse(found[`${folder}/case.json`] ?? '{}') as Record<string, object[]>
    expect(Object.keys(about)).toEqual(
      expect.arrayContaining(['Case', 'CaseRequest', 'Release', 'Agreement', 'Message', 'Record', 'CaseEvent']),
    )
    const all = Object.values(found).join('\n')
    expect(all).toContain('MY WORDS')
    expect(all).toContain(owner.email)
    expect(all).not.toContain('AMONG VETS')
    expect(all).not.toContain('WITHIN THE HOSPITAL')
    expect(all).not.toMatch(/tokenHash|objectKey|uploadId/)
    expect(found['index.html']).toContain('diary.txt')
    // Each file is a download that everybody on the case can read of.
    expect((await caseEvents(id)).length).toBe(before + 1)
  })

  it('holds nothing of another person, and what somebody wrote for their team', async () => {
    const practice = await organization('PRACTICE', 'Lakeside Vets')
    const vet = await member(practice, 'VET')
    const stranger = await person('Stranger Danger')
    const { id } = await caseIn({ ...people, practice, status: 'IN_REVIEW' })
    await say(vet, id, 'AS THEIR VET', 'VETS')
    const found = await takeAlong(vet)
    const all = Object.values(found).join('\n')
    expect(found[`written/${practice.slug}.json`]).toContain('AS THEIR VET')
    expect(all).not.toContain(people.owner.email)
    expect(Object.keys(found).filter((path) => path.startsWith('cases/'))).toEqual([])
    expect(Object.values(await takeAlong(stranger)).join('\n')).not.toContain('AS THEIR VET')
  })

  it('of another person does not exist', async () => {
    const [ana, eve] = [await person('Ana Ruiz'), await person('Eve Other')]
    await expect(begin(eve, ana.personId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const id of ['', 'x', randomUUID()]) await expect(begin(eve, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('asks for a sign-in of a moment ago, and is given three times a day', async () => {
    const ana = await person('Ana Ruiz')
    await sql(`update "Session" set "createdAt" = now() - interval '31 minutes' where id = $1`, [ana.sessionId])
    await expect(begin(ana)).rejects.toMatchObject({ code: 'FORBIDDEN', message: /sign in anew/ })
    await sql('update "Session" set "createdAt" = now() where id = $1', [ana.sessionId])
    for (let nth = 0; nth < 3; nth += 1) await begin(ana)
    await expect(begin(ana)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(await transaction((db) => beginSession(db, 'nobody'))).toBeNull()
  })
})
