/** A link to a record's bytes, for a minute. */
export type FileLink = { url: string; contentType: string; sizeBytes: number; until: number }

/** The record cannot be read here: `closed` when it is not this reader's to see (any more). */
export class LinkError extends Error {
  override name = 'LinkError'
  readonly closed: boolean
  constructor(closed: boolean) {
    super(closed ? 'This record is not open to you any more.' : 'The record could not be loaded.')
    this.closed = closed
  }
}

/** What to say of a reading that failed. */
export const failureWords = (error: unknown): string =>
  error instanceof LinkError && error.closed
    ? 'This record is not open to you any more.'
    : 'The record could not be loaded just now. Look at your connection, and try again.'

const SPARE_MS = 8000

/**
 * Gives links to one record's bytes, a new one when the last is about to end. The first is a look at the record; the others
 * ask for consent once more, and are the same look.
 * @throws LinkError (by the function that is given)
 */
export function linksTo(caseId: string, recordId: string): (fresh?: boolean) => Promise<FileLink> {
  let asked: Promise<FileLink> | null = null
  let again = false
  const ask = async (): Promise<FileLink> => {
    const answer = await fetch(`/api/cases/${caseId}/records/${recordId}/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ again }),
    })
    if (!answer.ok) throw new LinkError(answer.status >= 400 && answer.status < 500)
    again = true
    const { expiresAt, ...link } = (await answer.json()) as Omit<FileLink, 'until'> & { expiresAt: string }
    return { ...link, until: new Date(expiresAt).getTime() }
  }
  return async (fresh = false) => {
    const known = fresh ? null : await asked?.catch(() => null)
    if (known && known.until - SPARE_MS > Date.now()) return known
    asked = ask()
    return asked
  }
}

/** Bytes `from` up to, and without, `to`; the file may end before. @throws LinkError */
export async function readRange(
  link: (fresh?: boolean) => Promise<FileLink>,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const read = async (fresh: boolean) => {
    const { url } = await link(fresh)
    return fetch(url, { headers: { range: `bytes=${from}-${to - 1}` }, ...(signal ? { signal } : {}) })
  }
  let answer = await read(false)
  // The link ended on its way.
  if (answer.status === 403) answer = await read(true)
  if (!answer.ok) throw new LinkError(false)
  return new Uint8Array(await answer.arrayBuffer())
}
