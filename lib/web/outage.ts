import 'server-only'
import { headers } from 'next/headers'
import { isDatabaseAway } from '#lib/db/away.ts'
import { health } from '#lib/health.ts'
import { log } from '#lib/log.ts'
import { awayPath } from './away.ts'

const failed = new WeakSet<object>()

/**
 * Reads a page's view, or gives the address of the page that stands in for it while the database is away. Next reads the
 * title of a page that leads elsewhere once more: within one request the outage is waited for once.
 */
export async function unlessAway<T>(path: string, read: () => Promise<T>): Promise<T | { away: string }> {
  const request = await headers()
  if (failed.has(request)) return { away: awayPath(path) }
  try {
    return await read()
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    log.warn({ err: error }, 'a page was not shown: the database is away')
    failed.add(request)
    return { away: awayPath(path) }
  }
}

/** Where a form without a place for an answer leads while the database is away, and back from there; null when it is not. */
export async function awayFromForm(): Promise<string | null> {
  if ((await health()).ok) return null
  const from = URL.parse((await headers()).get('referer') ?? '')
  return awayPath(from ? from.pathname + from.search : '/')
}
