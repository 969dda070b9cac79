import type { SeriesImage, SeriesImages } from '#lib/case/records/imaging/view.ts'

// The bytes of a case's images: asked of our API by series, read from the object store by links that live a minute at most.
// Knows nothing of how they are drawn, so that the first bytes travel while the drawing library is still loading.

/** Access has ended: consent was withdrawn, or the series was taken out of the case. */
export class SeriesClosed extends Error {
  constructor() {
    super('This series is no longer shared with you')
  }
}

/** The part of `fetch` that is used here; tests bring their own. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

/** A link is renewed before it ends by our own clock: the server's may differ from it. */
const FRESH_MS = 40_000
const TRIES = 3

type Link = { seriesId: string; url: string; at: number }

/** Every image that this page has opened, and fresh links to them. */
export class CaseImages {
  readonly #base: string
  readonly #fetch: Fetch
  readonly #now: () => number
  readonly #opened = new Map<string, Promise<SeriesImages>>()
  readonly #links = new Map<string, Link>()
  readonly #renewals = new Map<string, Promise<void>>()
  readonly #early = new Map<string, Promise<ArrayBuffer>>()
  readonly #stops = new Map<string, AbortController>()
  #closed: (seriesId: string) => void = () => {}

  constructor(
    caseId: string,
    ask: Fetch = (input, init) => fetch(input, init),
    now: () => number = () => performance.now(),
  ) {
    this.#base = `/api/cases/${caseId}/imaging`
    this.#fetch = ask
    this.#now = now
  }

  /** One listener hears of each series whose access has ended. Returns how it stops. */
  onClosed(listener: (seriesId: string) => void): () => void {
    this.#closed = listener
    return () => {
      this.#closed = () => {}
    }
  }

  /**
   * The images of a series in the order of slices. Asked once: opening it is a look that owner and practice read about.
   * @throws SeriesClosed, or Error with words to show
   */
  open(seriesId: string): Promise<SeriesImages> {
    const known = this.#opened.get(seriesId)
    if (known) return known
    this.#stops.set(seriesId, new AbortController())
    const opening = this.#ask(seriesId, false)
    this.#opened.set(seriesId, opening)
    // A failed attempt may be made again.
    opening.catch(() => this.#opened.delete(seriesId))
    return opening
  }

  /** Begins to read the first image before anybody can draw it. */
  async openEarly(seriesId: string): Promise<void> {
    const { images } = await this.open(seriesId)
    const first = images.find(({ viewable }) => viewable === null)
    if (!first) return
    const bytes = this.bytes(first.recordId)
    bytes.catch(() => undefined)
    this.#early.set(first.recordId, bytes)
  }

  /** @throws SeriesClosed when access has ended meanwhile, Error when the store does not answer */
  async bytes(recordId: string): Promise<ArrayBuffer> {
    const early = this.#early.get(recordId)
    if (early) {
      this.#early.delete(recordId)
      return early
    }
    for (let tries = 1; ; tries += 1) {
      const { url, seriesId } = await this.#link(recordId, tries > 1)
      const signal = this.#stops.get(seriesId)?.signal ?? null
      const answer = await this.#fetch(url, { credentials: 'omit', cache: 'no-store', signal })
      if (answer.ok) return answer.arrayBuffer()
      // A link that has run out, by whichever clock.
      if (answer.status !== 403 || tries === TRIES) throw new Error(`The file store answered ${answer.status}`)
    }
  }

  /** Forgets a series, and stops what is on its way. */
  drop(seriesId: string): void {
    this.#stops.get(seriesId)?.abort(new SeriesClosed())
    this.#opened.delete(seriesId)
    for (const [recordId, link] of this.#links) {
      if (link.seriesId !== seriesId) continue
      this.#links.delete(recordId)
      this.#early.delete(recordId)
    }
  }

  async #link(recordId: string, renew: boolean): Promise<Link> {
    const known = this.#links.get(recordId)
    if (!known) throw new SeriesClosed()
    if (!renew && this.#now() - known.at < FRESH_MS) return known
    await this.#renew(known.seriesId)
    const fresh = this.#links.get(recordId)
    if (!fresh) throw new SeriesClosed()
    return fresh
  }

  /** All links of a series at once, however many images ask for theirs. */
  #renew(seriesId: string): Promise<void> {
    const asked = this.#renewals.get(seriesId)
    if (asked) return asked
    const renewal = this.#ask(seriesId, true)
      .then(() => undefined)
      .finally(() => this.#renewals.delete(seriesId))
    this.#renewals.set(seriesId, renewal)
    return renewal
  }

  async #ask(seriesId: string, again: boolean): Promise<SeriesImages> {
    const answer = await this.#fetch(`${this.#base}/${seriesId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ again }),
    })
    if ([401, 403, 404].includes(answer.status)) {
      this.drop(seriesId)
      this.#closed(seriesId)
      throw new SeriesClosed()
    }
    const told = (await answer.json().catch(() => null)) as (SeriesImages & { error?: { message?: string } }) | null
    if (!answer.ok || !told) throw new Error(told?.error?.message ?? 'Conferral cannot be reached just now')
    this.#keep(told)
    return told
  }

  #keep({ seriesId, images }: SeriesImages): void {
    const at = this.#now()
    for (const { recordId, url } of images as readonly SeriesImage[]) this.#links.set(recordId, { seriesId, url, at })
  }
}
