import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clamd, CLAMD, EICAR, makeClamd } from '#lib/testing/clamd.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { parties, type Parties, recordRow, storedSize, uploadRecord, useObjectStore } from '#lib/testing/records.ts'
import { caseIn } from '#lib/testing/world.ts'
import { zipOf } from '#lib/testing/zip.ts'
import { unpackArchive } from './archive/job.ts'
import { checkRecord, checkRecords } from './job.ts'

// With the real scanner. What it says under all circumstances is asked in scan.db.test.ts, with one made for it.

const MOST = 2

describe.runIf(existsSync(CLAMD))('with a real clamd', () => {
  useObjectStore()
  let clamd: Clamd
  let people: Parties

  beforeAll(async () => {
    clamd = await makeClamd(MOST)
    await clamd.start()
    process.env.CLAMD_ADDRESS = clamd.address
    people = await parties()
  })
  afterAll(async () => {
    delete process.env.CLAMD_ADDRESS
    await clamd.stop()
    clamd.remove()
  })

  const newCase = async () => (await caseIn({ ...people, status: 'IN_TRIAGE' })).id
  const upload = (caseId: string, name: string, bytes: Uint8Array) =>
    uploadRecord(people.owner, caseId, { name, bytes })

  it('a clean file is clean, the test virus is refused by its name, alone and within another file', async () => {
    const caseId = await newCase()
    expect(await recordRow(await upload(caseId, 'a.txt', Buffer.from('Bright and alert')))).toMatchObject({
      status: 'READY',
      scan: 'CLEAN',
    })
    for (const bytes of [EICAR, Buffer.concat([Buffer.from('notes\n'), EICAR, Buffer.from('\nmore')])]) {
      const row = await recordRow(await upload(caseId, 'notes.txt', bytes))
      expect(row).toMatchObject({ status: 'REFUSED', refusal: expect.stringMatching(/harmful in it \(Local\.Eicar/) })
      expect(await storedSize(String(row.objectKey))).toBeNull()
    }
  })

  it('the test virus in a zip is refused, and the files beside it are added', async () => {
    const caseId = await newCase()
    const files = [
      { name: 'a.txt', bytes: Buffer.from('fine') },
      { name: 'b.txt', bytes: EICAR },
    ]
    const recordId = await upload(caseId, 'all.zip', zipOf(files))
    await unpackArchive({ caseId, recordId })
    await checkRecords({ caseId })
    const sql = `select name, status, scan from "Record" where "fromArchiveId" = $1 order by "fromEntry"`
    expect((await useDatabase().owner.query(sql, [recordId])).rows).toEqual([
      { name: 'a.txt', status: 'READY', scan: 'CLEAN' },
      { name: 'b.txt', status: 'REFUSED', scan: 'INFECTED' },
    ])
  })

  it('a file past its limit is added and says so; where its word was lost with the line, it is asked again', async () => {
    const caseId = await newCase()
    const recordId = await upload(caseId, 'film.bin', randomBytes(MOST * 1024 * 1024 * 3))
    for (let tries = 1; tries < 12 && (await recordRow(recordId)).scan === 'WAITING'; tries += 1)
      await checkRecord({ caseId, recordId, tries })
    expect(await recordRow(recordId)).toMatchObject({ status: 'READY', scan: 'TOO_LARGE' })
  })

  it('killed, it is waited for', async () => {
    const caseId = await newCase()
    await clamd.stop()
    const recordId = await upload(caseId, 'b.txt', Buffer.from('Bright and alert'))
    expect(await recordRow(recordId)).toMatchObject({ status: 'CHECKING', scan: 'WAITING' })
    await clamd.start()
    await checkRecord({ caseId, recordId, tries: 1 })
    expect(await recordRow(recordId)).toMatchObject({ status: 'READY', scan: 'CLEAN' })
  })
})
