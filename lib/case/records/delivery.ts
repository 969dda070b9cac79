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
