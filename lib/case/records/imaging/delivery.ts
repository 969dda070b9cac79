import 'server-only'
import { notFound } from '#lib/errors.ts'
import { isGatewayError } from '#lib/gateways/error.ts'
import { DOWNLOAD_URL_SECONDS, storage } from '#lib/gateways/storage.ts'
import { whyNotViewable } from '#lib/imaging/viewable.ts'
import type { OpenedSeries } from './commands.ts'
import type { SeriesImage, SeriesImages } from './view.ts'

/** Links to the bytes of an opened series, each good for at most a minute: a withdrawn consent takes hold within it. */
export async function linkImages({ seriesId, images }: OpenedSeries): Promise<SeriesImages> {
  const expiresAt = new Date(Date.now() + DOWNLOAD_URL_SECONDS * 1000).toISOString()
  const linked = images.map(async ({ id, name, objectKey, facts }): Promise<SeriesImage> => {
    const link = { filename: name, contentType: 'application/dicom', disposition: 'attachment' as const }
    return {
      recordId: id,
      name,
      instanceNumber: facts.instanceNumber,
      frames: facts.frames,
      rows: facts.rows,
      columns: facts.columns,
      transferSyntax: facts.transferSyntax,
      viewable: whyNotViewable(facts),
      url: await storage().signDownload(objectKey, { ...link, seconds: DOWNLOAD_URL_SECONDS }),
    }
  })
  return { seriesId, expiresAt, images: await Promise.all(linked) }
}

/** Replaced or cleared away a moment ago: then there is none. */
async function read(objectKey: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await storage().readBytes(objectKey, { maxBytes: 1024 * 1024 }))
  } catch (error) {
    throw isGatewayError(error) && !error.temporary ? notFound() : error
  }
}

/** A browser may keep it, and asks each time whether it may still be shown. */
const HEADERS = { 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' }

/** A thumbnail's few kilobytes; nothing but "not changed" for a browser that has it. */
export async function sendThumbnail(objectKey: string, request: Request): Promise<Response> {
  const etag = `"${objectKey.split('/').at(-1)}"`
  const headers = { ...HEADERS, etag }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const bytes = await read(objectKey)
  return new Response(bytes, {
    headers: { ...headers, 'content-type': 'image/webp', 'content-security-policy': "sandbox; default-src 'none'" },
  })
}
