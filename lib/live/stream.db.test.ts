import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/access/actor.ts'
import { appendEvent } from '#lib/case/event.ts'
import { loadCase } from '#lib/case/load.ts'
import { endSupport } from '#lib/case/support/commands.ts'
import { listSupport } from '#lib/case/support/queries.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'
import { tellPictured } from '#lib/case/records/preview/pictured.ts'
import { asActor } from '#lib/db/unit.ts'
import { AppError } from '#lib/errors.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseIn, member, organization, person, supporter } from '#lib/testing/world.ts'
import { caseStream, lookAs } from './stream.ts'

// The live line over real NOTIFY: what is said to whom, and that it ends with the right to read.

/** An open line, as the route wires it, read event by event. */
function line(actor: PersonActor, caseId: string, side: Side) {
  const abort = new AbortController()
  const look = (seq: number | null) =>
    asActor(actor, async (db) => lookAs(db, await loadCase(db, actor, caseId), side, seq)).catch((error: unknown) => {
      if (error instanceof AppError) return 'GONE' as const
      throw error
    })
  const stream = caseStream({ caseId, side, look, missed: async () => true, signal: abort.signal })
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  /** Everything said until these words came, and then nothing of it any more. */
  const until = async (words: string): Promise<string> => {
    while (!text.includes(words)) {
      const { done, value } = await reader.read()
      if (done) throw new Error(`the line ended before it said ${words}: ${text}`)
      text += decoder.decode(value, { stream: true })
    }
    const said = text
    text = ''
    return said
  }
  return { until, close: () => abort.abort() }
}

const append = (caseId: string, type: Parameters<typeof appendEvent>[2], data = {}, audience?: 'VETS' | 'HOSPITAL') =>
  asActor({ kind: 'SYSTEM', caseId }, (db: Db) => appendEvent(db, caseId, type, data, audience))

async function record(caseId: string, holder: 'OWNER' | 'PRACTICE'): Promise<string> {
  const id = randomUUID()
  await useDatabase().owner.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status) values ($1, $2, $3, 'LAB', 'x.pdf', 1, $4, 'READY')`,
    [caseId, id, holder, randomUUID()],
  )
  return id
}

describe('the live line of a case', () => {
  it('says nothing to a hospital of a record that is closed to it, and nothing to an owner of an internal note', async () => {
    const owner = await person()
    const hospital = await organization('HOSPITAL', 'Northgate')
    const specialist = await member(hospital, 'SPECIALIST')
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE', agreed: false })
    const [theirs, mine] = [line(specialist, id, 'HOSPITAL'), line(owner, id, 'OWNER')]
    await Promise.all([theirs.until('missed'), mine.until('missed')])
    await append(id, 'record.added', { recordId: await record(id, 'PRACTICE') })
    await append(id, 'thread.posted', {}, 'HOSPITAL')
    await append(id, 'record.added', { recordId: await record(id, 'OWNER') })
    await append(id, 'case.closed')
    const [toHospital, toOwner] = await Promise.all([theirs.until('case.closed'), mine.until('case.closed')])
    expect(toHospital.match(/"type":"[\w.]+"/g)).toEqual([
      '"type":"thread.posted"',
      '"type":"record.added"',
      '"type":"case.closed"',
    ])
    expect(toOwner.match(/"type":"[\w.]+"/g)).toEqual([
      '"type":"record.added"',
      '"type":"record.added"',
      '"type":"case.closed"',
    ])
    theirs.close()
    mine.close()
  })

  it('marks what it tells as a page of this reader that knows of it does', async () => {
    const owner = await person()
    const hospital = await organization('HOSPITAL', 'Northgate')
    const { id } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
    const open = line(owner, id, 'OWNER')
    await open.until('missed')
    await append(id, 'thread.posted')
    const told = await open.until('}\n\n')
    await append(id, 'thread.posted', {}, 'HOSPITAL')
    const { heard } = await asActor(owner, (db) => loadCase(db, owner, id))
    expect(heard).toMatch(/^[\da-f]{16}$/)
    expect(told).toContain(`"heard":"${heard}"`)
    open.close()
  })

  it('ends with the right to read', async () => {
    const owner = await person()
    const practice = await organization('PRACTICE', 'Riverside')
    const vet = await member(practice, 'VET')
    const hospital = await organization('HOSPITAL', 'Northgate')
    const { id } = await caseIn({ owner, hospital, practice, status: 'AWAITING_CONSENT' })
    const open = line(vet, id, 'PRACTICE')
    await open.until('missed')
    await useDatabase().owner.query('update "Case" set "practiceId" = null where id = $1', [id])
    await append(id, 'case.closed')
    expect(await open.until('gone')).not.toContain('case.closed')
  })

  it('ends for a support person as soon as the owner asks them to go, having told of nothing that is closed to them', async () => {
    const owner = await person()
    const hospital = await organization('HOSPITAL', 'Northgate')
    const { id } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
    const bea = await supporter(id)
    const open = line(bea, id, 'SUPPORT')
    await open.until('missed')
    await append(id, 'record.added', { recordId: await record(id, 'OWNER') })
    await append(id, 'thread.posted', {}, 'VETS')
    await append(id, 'consent.released')
    await append(id, 'thread.posted')
    expect((await open.until('thread.posted')).match(/"type":"[\w.]+"/g)).toEqual(['"type":"thread.posted"'])
    await asActor(owner, async (db) => {
      const access = await loadCase(db, owner, id)
      const [standing] = await listSupport(db, access)
      await endSupport(db, access, standing!.id)
    })
    expect(await open.until('gone')).not.toContain('support.ended')
  })

  it('ends rather than keep silent about what it could not judge, so that the browser asks anew', async () => {
    const owner = await person()
    const hospital = await organization('HOSPITAL', 'Northgate')
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE' })
    const look = () => Promise.reject(new Error('PostgreSQL is away'))
    const { signal } = new AbortController()
    const reader = caseStream({ caseId: id, side: 'OWNER', look, missed: async () => true, signal }).getReader()
    for (const word of ['ready', 'missed']) {
      const { value } = await reader.read()
      expect(new TextDecoder().decode(value)).toContain(word)
    }
    await append(id, 'case.closed')
    expect((await reader.read()).done).toBe(true)
  })

  it('tells whoever heard of a record that its picture is there, and nobody else', async () => {
    const owner = await person()
    const hospital = await organization('HOSPITAL', 'Northgate')
    const specialist = await member(hospital, 'SPECIALIST')
    const { id } = await caseIn({ owner, hospital, status: 'IN_TRIAGE', agreed: false })
    const recordId = await record(id, 'PRACTICE')
    await append(id, 'record.added', { recordId })
    const [theirs, mine] = [line(specialist, id, 'HOSPITAL'), line(owner, id, 'OWNER')]
    await Promise.all([theirs.until('missed'), mine.until('missed')])
    await tellPictured({ caseId: id, recordId })
    await append(id, 'case.closed')
    const [toHospital, toOwner] = await Promise.all([theirs.until('case.closed'), mine.until('case.closed')])
    expect(toHospital).not.toContain('record.pictured')
    expect(toOwner).toContain('record.pictured')
    theirs.close()
    mine.close()
  })
})
