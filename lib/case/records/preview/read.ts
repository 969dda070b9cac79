import 'server-only'
import type { SystemActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { LooksLike, PreviewSize } from '#lib/db/generated/enums.ts'
import { asActor } from '#lib/db/unit.ts'
import { looksLike } from '#lib/files/looks-like.ts'
import { readHeic } from '#lib/files/heic.ts'
import { readPdf } from '#lib/files/pdf.ts'
import { makePictures, type Picture } from '#lib/files/picture.ts'
import { decodeText } from '#lib/files/sniff-text.ts'
import { storage } from '#lib/gateways/storage.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { pictured } from './pictured.ts'
import { keptText, type ReadAs, readAs, sizeNote, TEXT_BYTES, troubleNote } from './rules.ts'

/** What was read out of a file. */
type Reading = {
  text: string
  looksLike: LooksLike | null
  pages: number | null
  note: string | null
  thumb: Picture | null
  view: Picture | null
}
type Found = { objectKey: string; contentType: string | null; sizeBytes: bigint }

const NOTHING: Reading = { text: '', looksLike: null, pages: null, note: null, thumb: null, view: null }

/**
 * The job that reads what is in a record: previews, words for the search, what it looks like. Runs as often as it likes. What
 * is in a file never fails it; an outage of store or database is thrown, so that the queue tries again.
 */
export async function readRecord({ caseId, recordId }: Payload<'readRecord'>): Promise<void> {
  const system: SystemActor = { kind: 'SYSTEM', caseId }
  const record = await asActor(system, (db) =>
    db.record.findFirst({
      where: { caseId, id: recordId, status: 'READY' },
      select: { objectKey: true, contentType: true, sizeBytes: true },
    }),
  )
  const as = readAs(record?.contentType ?? null)
  if (!record || !as) return
  const reading = await read(record, as)
  const previews = await keepPictures(record.objectKey, reading)
  const kept = await asActor(system, (db) => keepReading(db, { caseId, recordId, reading, previews }))
  if (!kept) await forgetPictures(system, record.objectKey, previews)
}

async function read({ objectKey, sizeBytes }: Found, as: ReadAs): Promise<Reading> {
  const size = Number(sizeBytes)
  const tooLarge = sizeNote(as, size)
  if (tooLarge) return { ...NOTHING, note: tooLarge }
  const wanted = as === 'TEXT' ? { range: { start: 0, end: Math.min(size, TEXT_BYTES) - 1 } } : { maxBytes: size }
  return READERS[as](await storage().readBytes(objectKey, wanted))
}

const READERS: Record<ReadAs, (bytes: Buffer) => Promise<Reading>> = {
  PICTURE: (bytes) => picture(bytes, 'PICTURE'),
  async HEIC(bytes) {
    const found = await readHeic(bytes)
    return found.ok
      ? picture(Buffer.from(found.picture, 'base64'), 'HEIC')
      : { ...NOTHING, note: troubleNote('HEIC', found.why) }
  },
  async PDF(bytes) {
    const found = await readPdf(bytes)
    if (!found.ok) return { ...NOTHING, note: troubleNote('PDF', found.why) }
    const page = found.picture === null ? null : await makePictures(Buffer.from(found.picture, 'base64'))
    return { ...words(found.text), pages: found.pages, note: null, thumb: page?.ok ? page.thumb : null, view: null }
  },
  TEXT: (bytes) => Promise.resolve({ ...NOTHING, ...words(decodeText(bytes) ?? '') }),
}

async function picture(bytes: Buffer, as: ReadAs): Promise<Reading> {
  const made = await makePictures(bytes)
  if (!made.ok) return { ...NOTHING, note: troubleNote(as, made.why, made) }
  const { thumb, view, cutOff } = made
  return { ...NOTHING, thumb, view, note: cutOff ? troubleNote(as, 'CUT_OFF') : null }
}

function words(text: string): Pick<Reading, 'text' | 'looksLike'> {
  const kept = keptText(text)
  return { text: kept, looksLike: looksLike(kept) }
}

type Kept = { size: PreviewSize; objectKey: string; width: number; height: number }

/** Under the name of the original's object, so that a second run writes over the first. */
async function keepPictures(objectKey: string, { thumb, view }: Reading): Promise<Kept[]> {
  const kept: Kept[] = []
  for (const [size, made] of [
    ['THUMB', thumb],
    ['VIEW', view],
  ] as const) {
    if (!made) continue
    const key = `${objectKey}.${size.toLowerCase()}.webp`
    await storage().put(key, made.bytes, 'image/webp')
    kept.push({ size, objectKey: key, width: made.width, height: made.height })
  }
  return kept
}

type Keep = { caseId: string; recordId: string; reading: Reading; previews: Kept[] }

/** False for a record that was removed meanwhile. The lock lets a removal come wholly before this, or wholly after. */
async function keepReading(db: Db, { caseId, recordId, reading, previews }: Keep): Promise<boolean> {
  const ready = await db.$queryRaw<unknown[]>`
    select from "Record" where "caseId" = ${caseId}::uuid and id = ${recordId}::uuid and status = 'READY' for share`
  if (ready.length === 0) return false
  const { text, looksLike: looks, pages, note } = reading
  const found = { text, looksLike: looks, pages, note, readAt: new Date() }
  await db.recordReading.upsert({
    where: { caseId_recordId: { caseId, recordId } },
    create: { caseId, recordId, ...found },
    update: found,
    select: { recordId: true },
  })
  await db.recordPreview.deleteMany({ where: { caseId, recordId } })
  await db.recordPreview.createMany({ data: previews.map((preview) => ({ caseId, recordId, ...preview })) })
  if (previews.length > 0 || note) await pictured(db, caseId, recordId)
  return true
}

/** Unless a record of this or another case still has the same bytes, and so the same pictures. */
async function forgetPictures(system: SystemActor, objectKey: string, previews: Kept[]): Promise<void> {
  const [found] = await asActor(
    system,
    (db) => db.$queryRaw<{ used: boolean }[]>`select app.object_in_use(${objectKey}) as used`,
  )
  if (found?.used === false) for (const preview of previews) await storage().remove(preview.objectKey)
}
