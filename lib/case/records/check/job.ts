import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { log } from '#lib/log.ts'
import { followLater } from './after.ts'
import { clearAway } from './clear.ts'
import { examine } from './examine.ts'
import { type Archive, type Fit, type Unfit, unfit } from './finding.ts'
import { CLAIM_MS, FOLLOW_EVERY_MS, JOB_MS, MOST_FAILURES, SMALL_BYTES, STRIDE, waitBefore } from './rules.ts'
import { type Checked, checkedColumns, settle } from './settle.ts'

const UNREADABLE = 'We could not read this file. Please save it in another form, such as a PDF, and add that.'

/**
 * The job behind one record: looks at the bytes that have arrived, or clears away those of a refused or removed one. Runs
 * as often as it likes. While store or scanner is away, the record stays in its check and the job comes again.
 */
export async function checkRecord({ caseId, recordId, tries = 0 }: Payload<'checkRecord'>): Promise<void> {
  const record = await asActor({ kind: 'SYSTEM', caseId }, (db) =>
    db.record.findFirst({ where: { caseId, id: recordId }, select: { ...checkedColumns, status: true } }),
  )
  if (record?.status === 'REFUSED' || record?.status === 'REMOVED' || record?.status === 'UNPACKED')
    return clearAway(record)
  const again = record?.status === 'CHECKING' && (await checkStride(caseId, [record], tries)) > 0
  const order = { caseId, recordId, tries: tries + 1 }
  await asActor({ kind: 'SYSTEM', caseId }, (db) =>
    again ? enqueue(db, 'checkRecord', order, { key: `record:${recordId}`, ...soon(tries) }) : followLater(db, caseId),
  )
}

/**
 * The job behind the small records of a case that have arrived: a stride after the other, two under way, so that one is
 * read while the other is written down.
 */
export async function checkRecords({ caseId, tries = 0 }: Payload<'checkRecords'>): Promise<void> {
  const until = Date.now() + JOB_MS
  let left = 0
  let next = Date.now() + FOLLOW_EVERY_MS
  const walk = async () => {
    for (let full = true; full && Date.now() < until;) {
      const stride = await claim(caseId)
      if (stride.length > 0) left += await checkStride(caseId, stride, tries)
      full = stride.length === STRIDE
      if (Date.now() < next) continue
      next = Date.now() + FOLLOW_EVERY_MS
      await asActor({ kind: 'SYSTEM', caseId }, (db) => followLater(db, caseId))
    }
  }
  await Promise.all([walk(), walk()])
  await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    await followLater(db, caseId)
    await comeBack(db, caseId, left > 0 ? tries + 1 : 0)
  })
}

/** Comes back for what is left: put off, more than one job should do, or claimed by a job that may have died. */
async function comeBack(db: Db, caseId: string, tries: number): Promise<void> {
  const [found] = await db.$queryRaw<{ at: Date | null }[]>`
    select min(coalesce("checkAfter", now())) as at from "Record"
    where "caseId" = ${caseId}::uuid and status = 'CHECKING' and "sizeBytes" <= ${SMALL_BYTES}`
  // Under a key of its own: it must not put off what arrives meanwhile.
  if (found?.at) await enqueue(db, 'checkRecords', { caseId, tries }, { key: `recheck:${caseId}`, runAt: found.at })
}

const soon = (tries: number) => ({ runAt: new Date(Date.now() + waitBefore(tries)) })

/**
 * Small records that wait for their check and are nobody's yet; they are the caller's for a while. Chosen before they are
 * marked: as a condition of the update, the choice could be made anew for each row.
 */
const claim = (caseId: string): Promise<Checked[]> =>
  asActor(
    { kind: 'SYSTEM', caseId },
    (db) => db.$queryRaw<Checked[]>`
      with due as materialized (
        select id from "Record" where "caseId" = ${caseId}::uuid and status = 'CHECKING' and "sizeBytes" <= ${SMALL_BYTES}
          and ("checkAfter" is null or "checkAfter" <= now())
        order by id limit ${STRIDE} for update skip locked)
      update "Record" r set "checkAfter" = now() + ${CLAIM_MS / 1000}::int * interval '1 second'
      where r."caseId" = ${caseId}::uuid and r.id = any (array(select id from due))
      returning r."caseId", r.id, r.holder, r.name, r."declaredType", r."sizeBytes", r."objectKey", r."uploadId", r."fromArchiveId"`,
  )

type Judgement = Fit | Unfit | Archive | 'LATER' | 'SCANNER'

/** @returns how many of these could not be judged now */
async function checkStride(caseId: string, records: readonly Checked[], tries: number): Promise<number> {
  const look = (record: Checked) => inSlot(async () => ({ record, finding: await judge(record, tries) }))
  const findings = await Promise.all(records.map(look))
  const judged: { record: Checked; finding: Fit | Unfit }[] = []
  const archives: { id: string; sha256: string }[] = []
  const waiting = { LATER: [] as string[], SCANNER: [] as string[] }
  for (const { record, finding } of findings) {
    if (typeof finding === 'string') waiting[finding].push(record.id)
    else if (finding.outcome === 'ARCHIVE') archives.push({ id: record.id, sha256: finding.sha256 })
    else judged.push({ record, finding })
  }
  await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    await settle(db, caseId, judged)
    for (const archive of archives) await handOver(db, caseId, archive)
    await putOff(db, caseId, waiting.LATER, { tries })
    await putOff(db, caseId, waiting.SCANNER, { tries, scan: 'WAITING' })
  })
  for (const { record, finding } of judged) if (finding.outcome === 'UNFIT') await clearAway(record)
  return waiting.LATER.length + waiting.SCANNER.length
}

/** An archive stays in its check until its own job has unpacked it. */
async function handOver(db: Db, caseId: string, { id, sha256 }: { id: string; sha256: string }): Promise<void> {
  const checkAfter = new Date(Date.now() + CLAIM_MS)
  await db.record.updateMany({ where: { caseId, id, status: 'CHECKING' }, data: { sha256, checkAfter } })
  await enqueue(db, 'unpackArchive', { caseId, recordId: id }, { key: `unpack:${id}` })
}

async function putOff(db: Db, caseId: string, ids: string[], word: { tries: number; scan?: 'WAITING' }): Promise<void> {
  if (ids.length === 0) return
  const checkAfter = new Date(Date.now() + waitBefore(word.tries))
  await db.record.updateMany({
    where: { caseId, id: { in: ids }, status: 'CHECKING' },
    data: { checkAfter, ...(word.scan && { scan: word.scan }) },
  })
}

async function judge(record: Checked, tries: number): Promise<Judgement> {
  const { caseId, id: recordId } = record
  try {
    const finding = await examine(record)
    if (finding.outcome !== 'WAITS') return finding
    log.warn({ caseId, recordId, tries }, 'the virus scanner gives no answer: the record waits')
    return 'SCANNER'
  } catch (error) {
    const away = isGatewayError(error) && error.temporary
    log.warn({ err: error, caseId, recordId, tries }, 'a record could not be checked, will be tried again')
    return away || tries < MOST_FAILURES ? 'LATER' : unfit(UNREADABLE)
  }
}

const SLOTS = 12
let free = SLOTS
const queue: (() => void)[] = []

/** At most so many files in memory at once, however many jobs run in this process. */
async function inSlot<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1
  else
    await new Promise<void>((resolve) => {
      queue.push(resolve)
    })
  try {
    return await work()
  } finally {
    const next = queue.shift()
    if (next) next()
    else free += 1
  }
}
