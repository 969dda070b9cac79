import 'server-only'
import { appendEvent } from '#lib/case/event.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { storage } from '#lib/gateways/storage.ts'
import { sha256 } from '#lib/hash.ts'
import { enqueue } from '#lib/jobs/outbox.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { log } from '#lib/log.ts'
import { atMost } from '../../at-most.ts'
import { suggestedKind } from '../../kind.ts'
import type { Rooms } from '../../room.ts'
import { roomFor } from '../../room-left.ts'
import { clearAway, giveBack } from '../clear.ts'
import { enqueueChecks } from '../enqueue.ts'
import { unfit } from '../finding.ts'
import { JOB_MS, MOST_FAILURES, SMALL_BYTES, STRIDE, waitBefore } from '../rules.ts'
import { type Checked, checkedColumns, settle } from '../settle.ts'
import { type LeftOut, type PlannedEntry, planArchive, tooManyEntries, unpackedWords } from './rules.ts'
import { listZip, openZip, unpackEntry, type Zip } from './zip.ts'

const DAMAGED =
  'This archive is damaged or cut off: its list of files cannot be read. Please pack and add it again, or add the files themselves.'
const NONE_READABLE =
  'No file of this archive could be read. Please unpack it on your device and add the files themselves.'

/** Files of an archive that are unpacked side by side. */
const LANES = 3

type Opened = { zip: Zip; entries: PlannedEntry[]; leftOut: Partial<Record<LeftOut, number>> }

/**
 * Makes a record of each file in an archive that may be one; each goes through its own check. Runs as often as it likes and
 * goes on where it stopped: a file has one key and one row, whoever puts it. A large archive takes several jobs.
 */
export async function unpackArchive({ caseId, recordId, tries = 0 }: Payload<'unpackArchive'>): Promise<void> {
  const record = await asActor({ kind: 'SYSTEM', caseId }, (db) =>
    db.record.findFirst({ where: { caseId, id: recordId, status: 'CHECKING' }, select: checkedColumns }),
  )
  if (!record) return
  try {
    if ((await unpack(record)) === 'MORE') await comeAgain(record, { tries: 0, runAt: new Date() })
  } catch (error) {
    log.warn({ err: error, caseId, recordId, tries }, 'an archive could not be unpacked, will be tried again')
    const away = isGatewayError(error) && error.temporary
    if (!away && tries >= MOST_FAILURES) await refuse(record, NONE_READABLE)
    else await comeAgain(record, { tries: tries + 1, runAt: new Date(Date.now() + waitBefore(tries)) })
  }
}

const comeAgain = ({ caseId, id }: Checked, { tries, runAt }: { tries: number; runAt: Date }): Promise<void> =>
  asActor({ kind: 'SYSTEM', caseId }, (db) =>
    enqueue(db, 'unpackArchive', { caseId, recordId: id, tries }, { key: `unpack:${id}`, runAt }),
  )

async function unpack(record: Checked): Promise<'DONE' | 'MORE'> {
  const until = Date.now() + JOB_MS
  const opened = await openAndPlan(record)
  if (typeof opened === 'string') return refuse(record, opened)
  const { zip, entries } = opened
  for (let at = 0; at < entries.length; at += STRIDE) {
    if (Date.now() > until) return 'MORE'
    // Asked anew each time: what has its record already may have been checked and changed by now, and is not put again.
    const there = await entriesThere(record)
    const stride = entries.slice(at, at + STRIDE).filter(({ index }) => !there.has(index))
    const stored = await atMost(LANES, stride, (entry) => store(record, zip, entry))
    const kept = stored.filter((entry) => entry !== null)
    if (!(await addRecords(record, kept))) return 'DONE'
  }
  return finish(record, opened)
}

/** The archive and what it is worth, or why it is refused. */
async function openAndPlan(record: Checked): Promise<Opened | string> {
  try {
    const archiveSize = Number(record.sizeBytes)
    const zip = await openZip((range) => storage().readBytes(record.objectKey, { range }), archiveSize)
    const many = tooManyEntries(zip.file.entryCount)
    if (many) return many
    const plan = planArchive(await listZip(zip), { archiveSize, rooms: await roomAtFirst(record) })
    return plan.outcome === 'REFUSE' ? plan.refusal : { zip, entries: plan.entries, leftOut: plan.leftOut }
  } catch (error) {
    if (isGatewayError(error) && error.temporary) throw error
    return DAMAGED
  }
}

/** Room for what is in the archive; null when some of it is in already. */
async function roomAtFirst(record: Checked): Promise<Rooms | null> {
  const { caseId, holder } = record
  if (holder === 'SYSTEM' || holder === 'SUPPORT' || (await entriesThere(record)).size > 0) return null
  return asActor({ kind: 'SYSTEM', caseId }, (db) => roomFor(db, caseId, holder))
}

/** Places in the archive that have their record, whatever became of it. */
function entriesThere({ caseId, id }: Checked): Promise<Set<number | null>> {
  return asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const rows = await db.record.findMany({ where: { caseId, fromArchiveId: id }, select: { fromEntry: true } })
    return new Set(rows.map(({ fromEntry }) => fromEntry))
  })
}

/** A key that is the same whenever this file is unpacked. */
function keyOf({ caseId, id }: Checked, index: number): string {
  const [hex = ''] = /^.{32}/.exec(sha256(`${id} ${index}`)) ?? []
  return `cases/${caseId}/${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`
}

type StoredEntry = PlannedEntry & { key: string }

/** Unpacks one file into an object of its own; null when it cannot be read, which costs the others nothing. */
async function store(record: Checked, zip: Zip, entry: PlannedEntry): Promise<StoredEntry | null> {
  const key = keyOf(record, entry.index)
  let damaged = false
  async function* watched(): AsyncGenerator<Buffer> {
    try {
      yield* unpackEntry(zip, entry.index)
    } catch (error) {
      damaged = !isGatewayError(error)
      throw error
    }
  }
  try {
    if (entry.size <= SMALL_BYTES) {
      const chunks: Buffer[] = []
      for await (const chunk of watched()) chunks.push(chunk)
      await storage().put(key, Buffer.concat(chunks), 'application/octet-stream')
    } else await storage().putStream(key, watched())
    return { ...entry, key }
  } catch (error) {
    if (damaged) return null
    throw error
  }
}

/** @returns false once the archive was removed, or finished by another run: what has no record is given back then */
async function addRecords(record: Checked, entries: readonly StoredEntry[]): Promise<boolean> {
  if (entries.length === 0) return true
  const { caseId, id } = record
  const rows = entries.map(({ index, name, folder, size, key }) => {
    return { entry: index, name, folder, size, key, kind: suggestedKind(name, '') }
  })
  const added = await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const arrived = await db.$queryRaw<{ id: string; sizeBytes: bigint }[]>`
      select id, "sizeBytes" from app.unpack_entries(${caseId}::uuid, ${id}::uuid, ${JSON.stringify(rows)}::jsonb)`
    await enqueueChecks(db, caseId, arrived)
    return arrived.length > 0 || (await isChecking(db, record))
  })
  if (!added) for (const { key } of entries) await giveBack(caseId, key)
  return added
}

const isChecking = async (db: Db, { caseId, id }: Checked): Promise<boolean> =>
  (await db.record.count({ where: { caseId, id, status: 'CHECKING' } })) === 1

async function finish(record: Checked, { entries, leftOut }: Opened): Promise<'DONE'> {
  const { caseId, id, holder } = record
  const files = (await entriesThere(record)).size
  if (files === 0) return refuse(record, NONE_READABLE)
  const unreadable = (leftOut.unreadable ?? 0) + entries.length - files
  const note = unpackedWords(files, { ...leftOut, unreadable })
  const done = await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const { count } = await db.record.updateMany({
      where: { caseId, id, status: 'CHECKING' },
      data: { status: 'UNPACKED', note, contentType: 'application/zip', checkAfter: null, version: { increment: 1 } },
    })
    if (count === 1) await appendEvent(db, caseId, 'record.unpacked', { recordId: id, holder, files })
    return count === 1
  })
  if (done) await clearAway(record)
  return 'DONE'
}

async function refuse(record: Checked, refusal: string): Promise<'DONE'> {
  const { caseId } = record
  await asActor({ kind: 'SYSTEM', caseId }, (db) => settle(db, caseId, [{ record, finding: unfit(refusal) }]))
  await clearAway(record)
  return 'DONE'
}
