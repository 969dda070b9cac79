// The way to the worker that reads files for their SHA-256.

export type Question = { id: number; file: Blob } | { id: number; stop: true }
export type Answer = { id: number; sha256: string | null }

let worker: Worker | null | undefined
let asked = 0
const waiting = new Map<number, (sha256: string | null) => void>()

/** SHA-256 in hex; null when this browser cannot, or was told to stop. Nobody's upload fails for want of it. */
export function hashInWorker(file: Blob, signal: AbortSignal): Promise<string | null> {
  worker ??= start()
  const to = worker
  if (!to || signal.aborted) return Promise.resolve(null)
  const id = ++asked
  return new Promise((resolve) => {
    const stop = () => {
      to.postMessage({ id, stop: true } satisfies Question, [])
      over(null)
    }
    const over = (sha256: string | null) => {
      signal.removeEventListener('abort', stop)
      waiting.delete(id)
      resolve(sha256)
    }
    waiting.set(id, over)
    signal.addEventListener('abort', stop, { once: true })
    to.postMessage({ id, file } satisfies Question, [])
  })
}

function start(): Worker | null {
  try {
    const made = new Worker(new URL('./upload-hash-worker.ts', import.meta.url), { type: 'module' })
    made.addEventListener('message', ({ data }: MessageEvent<Answer>) => waiting.get(data.id)?.(data.sha256))
    made.addEventListener('error', () => {
      worker = null
      for (const over of waiting.values()) over(null)
    })
    return made
  } catch {
    return null
  }
}
