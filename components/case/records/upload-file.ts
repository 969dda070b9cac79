import { HASH_FIRST_BYTES } from '#lib/case/records/rules.ts'
import type { Ticket, UploadApi } from './upload-api.ts'
import { backoffMs } from './upload-progress.ts'
import { listenTo } from './upload-patience.ts'
import type { Picked } from './upload-state.ts'
import { Away, Refused, type Wire } from './upload-wire.ts'

// One file on its way: begin or go on, parts, completion. Knows nothing of other files and nothing of the screen.

export type Watch = {
  /** Its content is read, to know whether it was added before. */
  onReading: () => unknown
  onBegun: (recordId: string) => unknown
  onSent: (bytes: number) => unknown
  /** The connection, the server or the store is away, in words; the next bytes tell that it goes on. */
  onAway: (words: string) => unknown
  /** The last byte is there; the server puts the parts together. */
  onFinishing: () => unknown
}

export type Job = {
  wire: Wire
  api: UploadApi
  file: Picked
  recordId: string
  /** Begun before: ask what has arrived. */
  resume: boolean
  /** Lets at most so many parts travel at once, over all files. */
  slot: <T>(work: () => Promise<T>) => Promise<T>
  signal: AbortSignal
  watch: Watch
}

// With the pauses between them, some ten minutes: longer than a service takes to come back.
const TRIES = 60
const PARALLEL = 4
const LINKS_AT_ONCE = 8
const ROUNDS = 4

/**
 * @returns 'here' when the case has this file already
 * @throws Refused for good, Error after many tries, AbortError when stopped
 */
export async function uploadFile(job: Job): Promise<'sent' | 'here'> {
  const ticket = await begin(job)
  job.watch.onBegun(ticket.recordId)
  if (ticket.here) return 'here'
  if (ticket.status !== 'UPLOADING') return 'sent'
  return job.file.size > HASH_FIRST_BYTES ? sendUnlessHere(job, ticket) : send(job, ticket)
}

async function send(job: Job, ticket: Ticket): Promise<'sent'> {
  try {
    return await sendAll(job, ticket)
  } catch (error) {
    // Another window was faster with the same file: there is nothing left to send to.
    if (!(error instanceof Refused) || !(await hasArrived(job, ticket.recordId))) throw error
    return 'sent'
  }
}

async function hasArrived(job: Job, recordId: string): Promise<boolean> {
  const now = await persist(job, (signal) => job.api.state(recordId, signal)).catch(() => null)
  job.signal.throwIfAborted()
  return now !== null && now.status !== 'UPLOADING'
}

async function sendAll(job: Job, ticket: Ticket): Promise<'sent'> {
  const done = new Set(ticket.done)
  for (let round = 1; ; round += 1) {
    await sendParts(job, ticket, done)
    job.watch.onFinishing()
    const missing = await complete(job, ticket.recordId)
    if (missing.length === 0) return 'sent'
    // The store has lost parts that it had confirmed: they are sent anew.
    if (round === ROUNDS) throw new Error('Some parts did not arrive.')
    for (const part of missing) done.delete(part)
  }
}

/** Nobody waits until a large file is read for its hash: that happens beside, and ends the upload if it was here already. */
async function sendUnlessHere(job: Job, ticket: Ticket): Promise<'sent' | 'here'> {
  const [sent, found] = [new AbortController(), new AbortController()]
  void lookBeside(job, AbortSignal.any([job.signal, sent.signal])).then(
    (here) => here && found.abort(),
    // It only costs the upload that goes on anyway.
    () => undefined,
  )
  try {
    return await send({ ...job, signal: AbortSignal.any([job.signal, found.signal]) }, ticket)
  } catch (error) {
    if (job.signal.aborted || !found.signal.aborted) throw error
    await job.api.discard(ticket.recordId)
    return 'here'
  } finally {
    sent.abort()
  }
}

async function lookBeside({ api, wire, file: { size }, file }: Job, signal: AbortSignal): Promise<boolean> {
  if (!(await api.isHere({ size }, signal))) return false
  const sha256 = await wire.sha256(file, signal)
  return sha256 !== null && api.isHere({ size, sha256 }, signal)
}

async function begin(job: Job): Promise<Ticket> {
  const { api, file, recordId } = job
  const state = (id: string) => persist(job, (signal) => api.state(id, signal))
  if (job.resume) {
    try {
      return await state(recordId)
    } catch (error) {
      // Discarded elsewhere: it begins anew, under a new id.
      if (!(error instanceof Refused) || error.status !== 404) throw error
    }
  }
  const id = job.resume ? job.wire.newId() : recordId
  const sha256 = file.size > HASH_FIRST_BYTES ? null : await contentOf(job)
  const { name, folder = '', size, type, kind } = file
  const said = { ...(kind ? { kind } : {}), ...(sha256 ? { sha256 } : {}) }
  const ticket = await persist(job, () => api.begin({ recordId: id, name, folder, size, type, ...said }))
  // Another window has begun it, today or last week: what it has sent is not sent again.
  return ticket.recordId === id || ticket.here || ticket.parts === 1 ? ticket : state(ticket.recordId)
}

async function contentOf({ wire, file, signal, watch }: Job): Promise<string | null> {
  watch.onReading()
  const sha256 = await wire.sha256(file, signal)
  signal.throwIfAborted()
  watch.onSent(0)
  return sha256
}

async function complete(job: Job, recordId: string): Promise<number[]> {
  try {
    await persist(job, () => job.api.complete(recordId))
    return []
  } catch (error) {
    const missing = error instanceof Refused ? error.fields['parts'] : undefined
    if (!missing) throw error
    return missing.map(Number)
  }
}

/** A call to our API that outlives lost connections. A file that is stopped does not wait for those it travels with. */
const persist = <T>(job: Job, call: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  withRetry(job, OURS, (_heard, signal) => Promise.race([call(signal), stopped(signal)]))

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new DOMException('Stopped', 'AbortError'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

type Attempt<T> = (heard: () => void, signal: AbortSignal) => Promise<T>

/** What is said of an attempt that takes long, and of one that has failed. */
type Words = { quiet: string; away: string }
const OURS: Words = { quiet: 'There is no answer just now', away: 'Conferral cannot be reached just now' }
const STORE: Words = {
  quiet: 'The file store is not answering just now',
  away: 'The file store cannot be reached just now',
}

async function withRetry<T>(job: Job, words: Words, attempt: Attempt<T>): Promise<T> {
  const { wire, signal, watch } = job
  for (let tries = 1; ; tries += 1) {
    try {
      return await listenTo(attempt, signal, () => watch.onAway(words.quiet))
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof Refused) throw error
      if (!wire.online()) {
        // Being offline is nobody's failure: the tries begin anew once the connection is back.
        tries = 0
        watch.onAway('Waiting for the connection')
        await wire.untilOnline(signal)
      } else if (tries >= TRIES) throw error
      if (tries > 1) watch.onAway(error instanceof Away ? error.words : words.away)
      await wire.sleep(backoffMs(Math.max(1, tries), wire.chance()), signal)
    }
  }
}

async function sendParts(job: Job, ticket: Ticket, done: Set<number>): Promise<void> {
  const { partSize, parts } = ticket
  const lengthOf = (n: number) => Math.min(partSize, job.file.size - (n - 1) * partSize)
  const flying = new Map<number, number>()
  let arrived = [...done].reduce((sum, n) => sum + lengthOf(n), 0)
  const tell = () => job.watch.onSent([...flying.values()].reduce((sum, bytes) => sum + bytes, arrived))
  tell()
  const waiting = Array.from({ length: parts }, (_, at) => at + 1).filter((n) => !done.has(n))
  const links = linkSource(job, ticket, waiting)
  const sendOne = async (n: number) => {
    const start = (n - 1) * partSize
    const bytes = job.file.slice(start, start + lengthOf(n))
    await sendPart(job, links, n, bytes, (sent) => {
      flying.set(n, sent)
      tell()
    })
    flying.delete(n)
    arrived += lengthOf(n)
    done.add(n)
    tell()
  }
  const lane = async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
      const part = n
      await job.slot(() => sendOne(part))
    }
  }
  await Promise.all(Array.from({ length: Math.min(PARALLEL, waiting.length) }, lane))
}

type Links = { take: (n: number) => Promise<string> }

/** One part, with a fresh link after the old one has run out. */
function sendPart(job: Job, links: Links, n: number, bytes: Blob, onSent: (sent: number) => void): Promise<void> {
  let renewals = 0
  return withRetry(job, STORE, async (heard, signal) => {
    signal.throwIfAborted()
    const moved = (sent: number) => {
      heard()
      onSent(sent)
    }
    try {
      await job.wire.put(await links.take(n), bytes, moved, signal)
    } catch (error) {
      onSent(0)
      if (error instanceof Refused && error.status === 403 && ++renewals <= 3)
        throw new Error(error.message, { cause: error })
      throw error
    }
  })
}

/** Links in small batches, each used once: they live some minutes only. */
function linkSource(job: Job, { recordId, links: first }: Ticket, waiting: readonly number[]): Links {
  const ready = new Map(Object.entries(first).map(([n, url]) => [Number(n), url]))
  let asking: Promise<void> = Promise.resolve()
  const ask = async (n: number) => {
    if (ready.has(n)) return
    const parts = [n, ...waiting.filter((one) => one !== n && !ready.has(one)).slice(0, LINKS_AT_ONCE - 1)]
    const links = await job.api.links(recordId, parts, job.signal)
    for (const [part, url] of Object.entries(links)) ready.set(Number(part), url)
  }
  return {
    async take(n) {
      // One question at a time: four lanes would ask for the same batch.
      asking = asking.catch(() => undefined).then(() => ask(n))
      await asking
      const url = ready.get(n)
      ready.delete(n)
      if (!url) throw new Error('No link for this part.')
      return url
    },
  }
}
