import 'server-only'
import { randomUUID } from 'node:crypto'
import type { SystemActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import type { DicomFacts } from '#lib/files/dicom.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { storage } from '#lib/gateways/storage.ts'
import { sliceOrder } from '#lib/imaging/order.ts'
import type { Payload } from '#lib/jobs/tasks.ts'
import { pictured } from '../preview/pictured.ts'
import { drawFrame } from './picture.ts'

/** Larger files (long clips, whole volumes in one) have no thumbnail: it is not worth the memory. */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_PIXELS = 64 * 1024 * 1024
const TRIES = 3
/** Series that are drawn and written down together. */
const BATCH = 16
/** One is read while another is drawn. */
const LANES = 3

type Image = DicomFacts & { id: string; objectKey: string; size: number }

type Due = { id: string; images: number; thumbnailKey: string | null }
/** `of`: the image. */
type Picture = { key: string; of: string }
type Drawn = { series: Due; picture: Picture | null }

/**
 * The job behind the thumbnails of a case: of each series the middle image, else one beside it. The first images make one, and
 * four times as many a better one. What cannot be drawn leaves none, until there are many more images. An outage of store or
 * database is thrown, so that the queue tries again; what is drawn by then is kept.
 */
export async function makeThumbnails({ caseId }: Payload<'thumbnails'>): Promise<void> {
  const system: SystemActor = { kind: 'SYSTEM', caseId }
  for (;;) {
    const due = await asActor(system, (db) => dueSeries(db, caseId))
    await makeAll(caseId, due)
    if (due.length < BATCH) return
  }
}

const dueSeries = (db: Db, caseId: string): Promise<Due[]> => db.$queryRaw<Due[]>`
  select id, images, "thumbnailKey" from "Series"
  where "caseId" = ${caseId}::uuid and picture and images > 4 * "thumbnailImages" order by id limit ${BATCH}`

/** Draws one series anew, of which images went; or clears its thumbnail away, when all did. */
export async function makeThumbnail({ caseId, seriesId }: Payload<'seriesThumbnail'>): Promise<void> {
  const series = await asActor({ kind: 'SYSTEM', caseId }, (db) =>
    db.series.findFirst({
      where: { caseId, id: seriesId },
      select: { id: true, images: true, thumbnailKey: true },
    }),
  )
  if (series) await makeAll(caseId, [series])
}

async function makeAll(caseId: string, due: readonly Due[]): Promise<void> {
  const drawn: Drawn[] = []
  const queue = (await withImages(caseId, due)).values()
  const lane = async () => {
    for (const { series, images } of queue) drawn.push({ series, picture: await drawSeries(caseId, series.id, images) })
  }
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane))
  await keep(caseId, drawn)
  const failed = lanes.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

/** The images of each that are worth trying, in one look: a transaction for every series would cost more than its picture. */
const withImages = (caseId: string, due: readonly Due[]): Promise<{ series: Due; images: Image[] }[]> =>
  asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const found: { series: Due; images: Image[] }[] = []
    for (const series of due)
      found.push({ series, images: series.images > 0 ? await drawable(db, caseId, series.id) : [] })
    return found
  })

async function drawSeries(caseId: string, id: string, images: readonly Image[]): Promise<Picture | null> {
  const drawn = await draw(caseId, images)
  if (!drawn) return null
  const key = `cases/${caseId}/series/${id}/${randomUUID()}`
  await storage().put(key, drawn.picture, 'image/webp')
  return { key, of: drawn.of }
}

/**
 * Nothing drawn of what is there: the picture before is still true. No images there: none may stay. Of two that have drawn at the
 * same time one wins; what nothing points at is removed.
 */
async function keep(caseId: string, drawn: readonly Drawn[]): Promise<void> {
  if (drawn.length === 0) return
  const rows = drawn.map(({ series: { id, images, thumbnailKey }, picture }) => ({
    ...{ id, images, before: thumbnailKey, key: picture?.key ?? (images > 0 ? thumbnailKey : null), of: picture?.of },
  }))
  const won = await asActor({ kind: 'SYSTEM', caseId }, async (db) => {
    const kept = await db.$queryRaw<{ id: string }[]>`
      update "Series" s set "thumbnailKey" = v.key, "thumbnailImages" = v.images
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (id uuid, images int, before text, key text)
      where s."caseId" = ${caseId}::uuid and s.id = v.id and s."thumbnailKey" is not distinct from v.before
      returning s.id`
    const ids = new Set(kept.map(({ id }) => id))
    for (const { id, of } of rows) if (of && ids.has(id)) await pictured(db, caseId, of)
    return ids
  })
  for (const { id, before, key } of rows) {
    const left = won.has(id) ? before : key
    if (left && before !== key) await storage().remove(left)
  }
}

/** The images worth trying, best first: those in the middle. */
async function drawable(db: Db, caseId: string, seriesId: string): Promise<Image[]> {
  const rows = await db.$queryRaw<{ id: string; objectKey: string; size: number; dicom: DicomFacts }[]>`
    select id, "objectKey", "sizeBytes"::float8 as size, dicom from "Record"
    where "caseId" = ${caseId}::uuid and "seriesId" = ${seriesId}::uuid and status = 'READY' and not duplicate and frames > 0`
  const images = sliceOrder(rows.map(({ dicom, ...row }) => ({ ...dicom, ...row })))
  const middle = Math.floor(images.length / 2)
  return images
    .map((image, at) => ({ image, away: Math.abs(at - middle) }))
    .toSorted((a, b) => a.away - b.away)
    .map(({ image }) => image)
    .filter(({ size, rows: height, columns }) => size <= MOST_BYTES && (height ?? 0) * (columns ?? 0) <= MOST_PIXELS)
    .slice(0, TRIES)
}

async function draw(caseId: string, images: readonly Image[]): Promise<{ picture: Buffer; of: string } | null> {
  for (const { id, objectKey, frames } of images) {
    const picture = await drawFrame(caseId, await read(objectKey), Math.floor(frames / 2))
    if (picture) return { picture, of: id }
  }
  return null
}

/** Nothing where the bytes are gone (removed meanwhile): then there is nothing to draw. */
async function read(objectKey: string): Promise<Uint8Array> {
  try {
    return await storage().readBytes(objectKey, { maxBytes: MOST_BYTES })
  } catch (error) {
    if (isGatewayError(error) && !error.temporary) return new Uint8Array()
    throw error
  }
}
