import { beforeAll, describe, expect, it } from 'vitest'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { asActor } from '#lib/db/unit.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { caseEvents, parties, type Parties, recordCount, useObjectStore } from '#lib/testing/records.ts'
import { endedWithOne, namedAs, recordsOf, resent, rows } from '#lib/testing/resending.ts'

// PostgreSQL's own door for records that come along: who passes, and that there is no other way.

useObjectStore()

let people: Parties
let pdf: { name: string; bytes: Buffer; type: string }

beforeAll(async () => {
  people = await parties()
  pdf = { name: 'bloods.pdf', bytes: await labReportPdf(1, SAMPLE_FACTS), type: 'application/pdf' }
})

describe('the door that carries records', () => {
  const carry = (from: string, to: string) => `select app.carry_records('${from}', '${to}')`
  const expectDenied = async (who: Parameters<typeof namedAs>[0] | null, sql: string, words: RegExp) => {
    const client = await useDatabase().app.connect()
    await client.query('begin')
    if (who) await client.query(namedAs(who))
    await expect(client.query(sql), sql).rejects.toThrow(words)
    await client.query('rollback')
    client.release()
  }

  it('opens to the owner of both alone, and only from an ended case into the draft made of it', async () => {
    const { owner, stranger, specialist, vet } = people
    const { old } = await endedWithOne(people, pdf)
    const { old: another } = await endedWithOne(people, pdf)
    const made = await resent(owner, old)
    for (const who of [null, stranger, specialist, vet, { ...owner, hat: vet.hat }])
      await expectDenied(who, carry(old, made), /no such case/)
    await expectDenied(owner, carry(another, made), /no such case/)
    await expectDenied(owner, carry(made, old), /no such case/)
    await rows(`update "Case" set status = 'IN_TRIAGE' where id = $1`, old)
    await expectDenied(owner, carry(old, made), /no such case/)
  })

  it('carries each record once, with one event', async () => {
    const { owner } = people
    const { old } = await endedWithOne(people, pdf)
    const made = await resent(owner, old)
    const state = () => Promise.all([recordsOf(made), caseEvents(made), recordCount(made)])
    const before = await state()
    await asActor(owner, (db) => db.$queryRawUnsafe(carry(old, made)))
    expect(await state()).toEqual(before)
  })

  it('is the only way to bytes of another record', async () => {
    const { owner } = people
    const { old, recordId, key } = await endedWithOne(people, pdf)
    const made = await resent(owner, old)
    const insert = (extra: string, values: string) =>
      `insert into "Record" ("caseId", id, holder, name, "sizeBytes", "objectKey"${extra})
       values ('${made}', gen_random_uuid(), 'OWNER', 'x', 1, '${key}'${values})`
    await expectDenied(owner, insert('', ''), /unique constraint/)
    await expectDenied(owner, insert(', "fromCaseId", "fromId"', `, '${old}', '${recordId}'`), /row-level security/)
    for (const change of [
      `"objectKey" = 'x'`,
      `"heldBy" = 'x'`,
      `holder = 'PRACTICE'`,
      `"fromId" = null`,
      `name = 'x'`,
    ])
      await expectDenied(owner, `update "Record" set ${change} where "caseId" = '${made}'`, /permission denied/)
  })

  it('tells nobody but the worker whether an object is in use', async () => {
    const used = (who: Parameters<typeof asActor>[0]) =>
      asActor(who, (db) => db.$queryRaw<{ used: boolean }[]>`select app.object_in_use('no such object') as used`)
    expect(await used({ kind: 'SYSTEM', caseId: null })).toEqual([{ used: false }])
    expect(await used(people.owner)).toEqual([{ used: true }])
  })
})
