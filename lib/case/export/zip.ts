import 'server-only'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import yazl from 'yazl'
import { safeFileName } from '#lib/files/name.ts'
import { contentDisposition } from '#lib/gateways/disposition.ts'

// A zip that is written while it is read: one file after another, no faster than the reader takes it, none of it in memory.

/** A zip as a download that no cache keeps. Its length is not known before it is written. */
export const zipAnswer = (zip: ReadableStream<Uint8Array>, name: string): Response =>
  new Response(zip, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': contentDisposition('attachment', safeFileName(name)),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })

export type ZipWriter = {
  /** Adds a file as its bytes come; resolves when the last of them is on its way. */
  stream: (path: string, source: Readable, size: number) => Promise<void>
  bytes: (path: string, bytes: Buffer) => void
}

/** Whoever takes nothing for so long has gone, or keeps others from being served. */
const IDLE_MS = 300_000

/**
 * @param write adds the files; what it throws breaks the zip off, so that nobody takes half of it for the whole
 * @returns the bytes; when their reader goes away, or takes nothing for `idleMs`, `signal` ends and no further file is opened
 */
export function zipStream(
  write: (zip: ZipWriter, signal: AbortSignal) => Promise<void>,
  idleMs = IDLE_MS,
): ReadableStream<Uint8Array> {
  const zip = new yazl.ZipFile()
  const out = zip.outputStream as Readable
  const gone = new AbortController()
  const idle = setTimeout(() => out.destroy(new Error('nobody reads this zip')), idleMs).unref()
  out.once('close', () => {
    clearTimeout(idle)
    gone.abort()
  })
  const writer: ZipWriter = {
    async stream(path, source, size) {
      // Stored, not deflated: pictures and PDFs hardly shrink, and the web process has better things to do.
      zip.addReadStream(source, path, { compress: false, size, mtime: new Date() })
      try {
        await finished(source, { signal: gone.signal })
      } catch (error) {
        source.destroy()
        throw error
      }
    },
    bytes: (path, bytes) => zip.addBuffer(bytes, path, { compress: bytes.length < 4_000_000, mtime: new Date() }),
  }
  zip.on('error', (error: Error) => out.destroy(error))
  write(writer, gone.signal).then(
    () => zip.end(),
    (error: Error) => out.destroy(error),
  )
  const taken = Readable.toWeb(out) as ReadableStream<Uint8Array>
  // The stream above stands still until somebody takes from it; this only listens.
  out.on('data', () => idle.refresh())
  return taken
}
