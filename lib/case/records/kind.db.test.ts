import { beforeAll, describe, expect, it, vi } from 'vitest'
import { labCsv } from '#lib/fixtures/csv.ts'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { meanwhile } from '#lib/testing/meanwhile.ts'
import { storage } from '#lib/gateways/storage.ts'
import {
  beginUpload,
  caseEvents,
  finishUpload,
  onCaseAs,
  parties,
  type Parties,
  putParts,
  recordRow,
  useObjectStore,
} from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { checkRecord } from './check/job.ts'
import { changeKind } from './commands.ts'

// The kind decides what a consent covers: what a person chooses while a file is being looked at must not be lost.

useObjectStore()
let people: Parties

beforeAll(async () => {
  people = await parties()
})

describe('a kind that is chosen at the moment when others come to see the record', () => {
  it('is an event like any other change of a kind', async () => {
    const { id: caseId } = await caseIn({ ...people, status: 'IN_TRIAGE' })
    const file = { name: 'values.csv', bytes: labCsv(4, SAMPLE_FACTS), type: 'text/csv' }
    const { recordId } = await beginUpload(people.vet, caseId, file)
    await meanwhile(`update "Record" set status = 'READY' where "caseId" = $1 and id = $2`, [caseId, recordId], () =>
      onCaseAs(people.vet, caseId)(({ db, access }) => changeKind(db, access, recordId, 'LETTER')),
    )
    expect(await caseEvents(caseId)).toEqual([{ type: 'record.kindChanged', data: { recordId, kind: 'LETTER' } }])
  })
})

describe('a kind that is chosen while the file is being checked', () => {
  it('stands, whatever the check has made of the content', async () => {
    const { id: caseId } = await caseIn({ ...people, status: 'IN_TRIAGE' })
    const file = { name: 'values.csv', bytes: labCsv(3, SAMPLE_FACTS), type: 'text/csv' }
    const ticket = await beginUpload(people.vet, caseId, file)
    await putParts(ticket, file.bytes)
    await finishUpload(people.vet, caseId, ticket.recordId)
    const { readBytes } = storage()
    vi.spyOn(storage(), 'readBytes').mockImplementationOnce(async (key, options) => {
      await onCaseAs(people.vet, caseId)(({ db, access }) => changeKind(db, access, ticket.recordId, 'LETTER'))
      return readBytes(key, options)
    })
    await checkRecord({ caseId, recordId: ticket.recordId })
    expect(await recordRow(ticket.recordId)).toMatchObject({ status: 'READY', kind: 'LETTER' })
  })
})
