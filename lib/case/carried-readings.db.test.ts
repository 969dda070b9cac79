import { beforeAll, describe, expect, it } from 'vitest'
import { photoJpeg } from '#lib/fixtures/jpeg.ts'
import { onCaseAs, parties, type Parties, storedSize, useObjectStore } from '#lib/testing/records.ts'
import { endedWithOne, recordsOf, resent, rows } from '#lib/testing/resending.ts'
import { checkRecord } from './records/check/job.ts'
import { removeRecord } from './records/commands.ts'
import { readRecord } from './records/preview/read.ts'

// What was read out of a record comes along with it, and its previews live as long as its bytes.

useObjectStore()

let people: Parties
let photo: { name: string; bytes: Buffer; type: string }

beforeAll(async () => {
  people = await parties()
  photo = { name: 'coat.jpg', bytes: await photoJpeg(4, { subject: 'coat' }), type: 'image/jpeg' }
})

const previewsOf = async (recordId: string): Promise<string[]> => {
  const found = await rows<{ key: string }>(
    `select "objectKey" as key from "RecordPreview" where "recordId" = $1 order by size`,
    recordId,
  )
  return found.map(({ key }) => key)
}
const isRead = async (recordId: string) =>
  (await rows('select from "RecordReading" where "recordId" = $1', recordId)).length === 1

async function carried(read: boolean) {
  const { old, recordId } = await endedWithOne(people, photo)
  if (read) await readRecord({ caseId: old, recordId })
  const made = await resent(people.owner, old)
  const [row] = await recordsOf(made)
  return { old, recordId, made, next: row!.id }
}

describe('a record that comes along', () => {
  it('brings what was read out of it; its previews go with the last of its bytes', async () => {
    const { old, recordId, made, next } = await carried(true)
    const keys = await previewsOf(recordId)
    expect(keys.length).toBe(2)
    expect([await isRead(next), await previewsOf(next)]).toEqual([true, keys])

    await rows(`update "Record" set status = 'REMOVED' where id = $1`, recordId)
    await checkRecord({ caseId: old, recordId })
    expect([await isRead(recordId), await previewsOf(recordId)]).toEqual([false, []])
    for (const key of keys) expect(await storedSize(key)).toBeGreaterThan(0)

    await onCaseAs(people.owner, made, 'records.remove')(({ db, access }) => removeRecord(db, access, next))
    await checkRecord({ caseId: made, recordId: next })
    for (const key of keys) expect(await storedSize(key)).toBeNull()
  })

  it('is read where it went when it had not been read before', async () => {
    const { made, next } = await carried(false)
    expect(await isRead(next)).toBe(false)
    const jobs = await rows<{ payload: object }>(
      `select payload from graphile_worker._private_jobs where key = $1`,
      `read:${next}`,
    )
    expect(jobs).toEqual([{ payload: { caseId: made, recordId: next } }])
    await readRecord({ caseId: made, recordId: next })
    expect((await previewsOf(next)).length).toBe(2)
  })
})
