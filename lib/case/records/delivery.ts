import 'server-only'
import { notFound } from '#lib/errors.ts'
import { storage } from '#lib/gateways/storage.ts'
import type { Disposition } from './commands.ts'

/** Seconds that a link to file bytes lives: a withdrawn consent takes hold within them. */
const LINK_SECONDS = 60

/** Somebody waits with an empty window. */
const LOOK_MS = 4000

const PREFETCH_HEADERS = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz']

/** A browser that only looks ahead, or only at the head: nobody has seen anything. */
export function isLookahead(request: Request): boolean {
  if (request.method === 'HEAD' || request.headers.has('next-router-prefetch')) return true
  return PREFETCH_HEADERS.some((name) => /prefetch|preview/i.test(request.headers.get(name) ?? ''))
}

const KEPT_FROM_CACHES = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

/** What a browser gets that only looks ahead. */
export const nothingSeen = (): Response => new Response(null, { status: 204, headers: KEPT_FROM_CACHES })

/** @throws GatewayError('storage') while the store is away, and soon; NOT_FOUND when it does not have the file */
export async function mustBeThere(objectKey: string): Promise<void> {
  if (!(await storage().head(objectKey, { withinMs: LOOK_MS }))) throw notFound()
}

/** A link to the bytes for a script of ours, and when it ends. Opened as a page, all but films and sound would be a download. */
export async function linkToFile(file: {
  objectKey: string
  name: string
  contentType: string
  sizeBytes: number
}): Promise<{ url: string; expiresAt: string; contentType: string; sizeBytes: number }> {
  const { objectKey, name: filename, contentType, sizeBytes } = file
  const expiresAt = new Date(Date.now() + LINK_SECONDS * 1000).toISOString()
  const disposition = /^(?:video|audio)\//.test(contentType) ? 'inline' : 'attachment'
  const url = await storage().signDownload(objectKey, { filename, contentType, disposition, seconds: LINK_SECONDS })
  return { url, expiresAt, contentType, sizeBytes }
}

/** Sends the reader to a preview, by a link of at most a minute. */
export async function redirectToPreview(objectKey: string): Promise<Response> {
  return redirectToFile({ objectKey, name: 'preview.webp', contentType: 'image/webp', disposition: 'inline' })
}

/** Sends the reader to the bytes, by a link of at most a minute. */
export async function redirectToFile(record: {
  objectKey: string
  name: string
  contentType: string
  disposition: Disposition
}): Promise<Response> {
  const { objectKey, name: filename, contentType, disposition } = record
  const location = await storage().signDownload(objectKey, {
    filename,
    contentType,
    disposition,
    seconds: LINK_SECONDS,
  })
  return new Response(null, { status: 303, headers: { ...KEPT_FROM_CACHES, location } })
}
