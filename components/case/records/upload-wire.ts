import { hashInWorker } from './upload-hash.ts'

// What an upload needs of its surroundings: our API, the object store, the connection and time. The browser's own stand here;
// tests bring theirs.

/** An answer that trying again will not change, in the words of the server. */
export class Refused extends Error {
  readonly status: number
  readonly fields: Record<string, string[]>
  constructor(status: number, message: string, fields: Record<string, string[]> = {}) {
    super(message)
    this.status = status
    this.fields = fields
  }
}

/** An answer that says what is away just now, in the words of the server. */
export class Away extends Error {
  /** The first sentence. What follows is advice to people, and here it goes on by itself. */
  get words(): string {
    return this.message.split('. ', 1)[0] ?? ''
  }
}

export type Wire = {
  /** JSON in, JSON out. @throws Refused for what trying again will not change, any other Error for what it may */
  api: (method: string, path: string, body: unknown, signal: AbortSignal) => Promise<unknown>
  /** Puts bytes to a link. @throws Refused when the store says no (an old link: 403) */
  put: (url: string, bytes: Blob, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<void>
  /** SHA-256 of a file's content in hex, read piece by piece; null where this browser cannot. */
  sha256: (file: Blob, signal: AbortSignal) => Promise<string | null>
  online: () => boolean
  untilOnline: (signal: AbortSignal) => Promise<void>
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  now: () => number
  chance: () => number
  newId: () => string
}

const MAY_CHANGE = (status: number) => status >= 500 || status === 429 || status === 408

async function api(method: string, path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(path, {
    method,
    signal,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const json = (await answer.json().catch(() => null)) as {
    error?: { message?: string; fieldErrors?: Record<string, string[]> }
  } | null
  if (answer.ok) return json
  const message = json?.error?.message ?? `The server answered ${answer.status}.`
  if (answer.status === 503) throw new Away(message)
  if (MAY_CHANGE(answer.status)) throw new Error(message)
  throw new Refused(answer.status, message, json?.error?.fieldErrors)
}

/** By XMLHttpRequest, as fetch tells nothing of bytes on their way out. */
function put(url: string, bytes: Blob, onSent: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open('PUT', url)
    request.upload.addEventListener('progress', (event) => onSent(event.loaded))
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve()
      else if (MAY_CHANGE(request.status)) reject(new Error(`The file store answered ${request.status}.`))
      else reject(new Refused(request.status, `The file store answered ${request.status}.`))
    })
    request.addEventListener('error', () => reject(new Error('The connection was lost.')))
    request.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')))
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort))
    signal.addEventListener('abort', abort)
    request.send(bytes)
  })
}

/** Resolves when `begin` calls back; rejects when the signal ends it. `begin` gives what undoes it. */
function until(signal: AbortSignal, begin: (done: () => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const undo = begin(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = () => {
      undo()
      reject(new DOMException('Stopped', 'AbortError'))
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

export const browserWire: Wire = {
  api,
  put,
  sha256: hashInWorker,
  online: () => navigator.onLine,
  untilOnline: (signal) =>
    until(signal, (done) => {
      window.addEventListener('online', done, { once: true })
      return () => window.removeEventListener('online', done)
    }),
  sleep: (ms, signal) =>
    until(signal, (done) => {
      const timer = setTimeout(done, ms)
      return () => clearTimeout(timer)
    }),
  now: () => Date.now(),
  chance: () => Math.random(),
  newId: () => crypto.randomUUID(),
}
