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

type Image = DicomFacts & { id: string; objectKey: string; size: number }

/**
 * The job behind a series' thumbnail: the middle image, else one beside it. What cannot be drawn leaves none: it is ordered again
 * only when there are many more images. An outage of store or database is thrown, so that the queue tries again.
 */
export async function makeThumbnail({ caseId, seriesId }: Payload<'seriesThumbnail'>): Promise<void> {
  const system: SystemActor = { kind: 'SYSTEM', caseId }
  const where = { caseId, id: seriesId }
  const series = await asActor(system, (db) =>
    db.series.findFirst({ where, select: { images: true, thumbnailKey: true } }),
  )
  if (!series) return
  const images = series.images > 0 ? await asActor(system, (db) => drawable(db, caseId, seriesId)) : []
  const picture = await draw(caseId, images)
  // Nothing drawn of what is there: the one before is still true. Nothing there: none may stay.
  if (!picture && (series.images > 0 || !series.thumbnailKey)) return
  const key = picture ? `cases/${caseId}/series/${seriesId}/${randomUUID()}` : null
  if (picture && key) await storage().put(key, picture, 'image/webp')
  const { count } = await asActor(system, async (db) => {
    const kept = await db.series.updateMany({
      where: { ...where, thumbnailKey: series.thumbnailKey },
      data: { thumbnailKey: key },
    })
    const [image] = images
    if (key && kept.count === 1 && image) await pictured(db, caseId, image.id)
    return kept
  })
  // Of two that have drawn at the same time one wins; what nothing points at is removed.
  const left = count === 1 ? series.thumbnailKey : key
  if (left) await storage().remove(left)
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

async function draw(caseId: string, images: readonly Image[]): Promise<Buffer | null> {
  for (const { objectKey, frames } of images) {
    const picture = await drawFrame(caseId, await read(objectKey), Math.floor(frames / 2))
    if (picture) return picture
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
