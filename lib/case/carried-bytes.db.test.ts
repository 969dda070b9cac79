import { beforeAll, describe, expect, it } from 'vitest'
import { SAMPLE_FACTS } from '#lib/fixtures/facts.ts'
import { labReportPdf } from '#lib/fixtures/pdf.ts'
import { storage } from '#lib/gateways/storage.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { onCaseAs, parties, type Parties, recordCount, storedSize, useObjectStore } from '#lib/testing/records.ts'
import { endedWithOne, on, recordsOf, resent, rows } from '#lib/testing/resending.ts'
import { checkRecord } from './records/check/job.ts'
import { lookAtRecord, removeRecord } from './records/commands.ts'
import { resend } from './request/resend.ts'

// That the bytes of a record that came along live as long as one case has them, whatever happens at once.

useObjectStore()

let people: Parties
let pdf: { name: string; bytes: Buffer; type: string }

beforeAll(async () => {
  people = await parties()
  pdf = { name: 'bloods.pdf', bytes: await labReportPdf(1, SAMPLE_FACTS), type: 'application/pdf' }
})

const remove = (caseId: string, recordId: string) =>
  onCaseAs(people.owner, caseId, 'records.remove')(({ db, access }) => removeRecord(db, access, recordId))
/** Removes the row in whatever status its case is, as somebody would whose press came just before the end. */
const removeRow = (recordId: string) => rows(`update "Record" set status = 'REMOVED' where id = $1`, recordId)

describe('bytes that several cases share', () => {
  it('stay while one case has them, in whichever order they are removed, and go with the last', async () => {
    const { owner } = people
    for (const newFirst of [true, false]) {
      const { old, recordId, key } = await endedWithOne(people, pdf)
      const made = await resent(owner, old)
      const [row] = await recordsOf(made)
      const removals = [
        async () => {
          await remove(made, row!.id)
          await checkRecord({ caseId: made, recordId: row!.id })
        },
        async () => {
          await removeRow(recordId)
          await checkRecord({ caseId: old, recordId })
        },
      ]
      if (!newFirst) removals.reverse()
      await removals[0]!()
      expect(await storedSize(key)).toBe(pdf.bytes.byteLength)
      const [where, which] = newFirst ? [old, recordId] : [made, row!.id]
      const shown = await onCaseAs(
        owner,
        where,
        'records.read',
      )(({ db, access }) => lookAtRecord(db, owner, access, which, 'inline'))
      expect(await storage().readBytes(shown.objectKey)).toEqual(pdf.bytes)
      await removals[1]!()
      expect(await storedSize(key)).toBeNull()
    }
  })

  it('go when both are removed at once, and a job that runs again finds nothing to do', async () => {
    const { old, recordId, key } = await endedWithOne(people, pdf)
    const made = await resent(people.owner, old)
    const [row] = await recordsOf(made)
    await Promise.all([remove(made, row!.id), removeRow(recordId)])
    const jobs = () =>
      Promise.all([checkRecord({ caseId: made, recordId: row!.id }), checkRecord({ caseId: old, recordId })])
    await jobs()
    await jobs()
    expect(await storedSize(key)).toBeNull()
  })

  /** Until somebody waits for what the backend of this process id has locked. */
  const isWaitedFor = ([backend]: { pid: number }[]) =>
    expect
      .poll(() => rows('select 1 from pg_stat_activity where $1 = any (pg_blocking_pids(pid))', backend?.pid))
      .toHaveLength(1)
  const OWN_PID = 'select pg_backend_pid() as pid'

  it('are not carried over when a removal was under way', async () => {
    const { old, recordId, key } = await endedWithOne(people, pdf)
    const removal = await useDatabase().owner.connect()
    await removal.query('begin')
    await removal.query(`update "Record" set status = 'REMOVED' where id = $1`, [recordId])
    const resending = resent(people.owner, old)
    try {
      await isWaitedFor((await removal.query<{ pid: number }>(OWN_PID)).rows)
    } finally {
      await removal.query('commit')
      removal.release()
    }
    const made = await resending
    expect(await recordsOf(made)).toEqual([])
    expect(await recordCount(made)).toBe(0)
    await checkRecord({ caseId: old, recordId })
    expect(await storedSize(key)).toBeNull()
  })

  it('stay when they were being carried over as the removal began', async () => {
    const { owner } = people
    const { old, recordId, key } = await endedWithOne(people, pdf)
    let removal: Promise<unknown> | undefined
    await on(owner, old, async (db, access) => {
      await resend(db, owner, access)
      removal = removeRow(recordId)
      await isWaitedFor(await db.$queryRawUnsafe<{ pid: number }[]>(OWN_PID))
    })
    await removal
    await checkRecord({ caseId: old, recordId })
    expect(await storedSize(key)).toBe(pdf.bytes.byteLength)
  })
})
