import 'server-only'
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('picture-main.ts', import.meta.url))
const MOST_MS = 20_000
const MOST_RESIDENT = 1024 * 1024 * 1024
const WATCH_MS = 50
const PAGE = 4096
const MOST_PICTURE = 256 * 1024

/**
 * One frame of a DICOM file as a WebP of at most 256 px, or null: decoded in a process of its own, which is ended after 20 seconds
 * or at 1 GiB of memory (where the system tells it).
 * @param frame counted from 0
 */
export function drawFrame(file: Uint8Array, frame: number): Promise<Buffer | null> {
  const drawn = last.then(() => draw(file, frame))
  last = drawn.catch(() => null)
  return drawn
}

/** One after the other: each may take a gigabyte. */
let last: Promise<unknown> = Promise.resolve()

function draw(file: Uint8Array, frame: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const args = ['--conditions=react-server', '--max-old-space-size=512', MAIN, String(frame)]
    // Of our environment it needs nothing, and is given nothing.
    const env = { NODE_ENV: 'production' } as const
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore', 'pipe'], env })
    const chunks: Buffer[] = []
    let size = 0
    const stop = () => void child.kill('SIGKILL')
    const timer = setTimeout(stop, MOST_MS)
    const watch = setInterval(() => void resident(child.pid).then((bytes) => bytes > MOST_RESIDENT && stop()), WATCH_MS)
    const end = (picture: Buffer | null) => {
      clearTimeout(timer)
      clearInterval(watch)
      resolve(picture)
    }
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > MOST_PICTURE) stop()
    })
    // It may end before it has read everything; how it ended is told by `close`.
    child.stdin?.on('error', () => undefined)
    child.on('error', () => end(null))
    child.on('close', (code) => end(code === 0 && size > 0 ? Buffer.concat(chunks) : null))
    child.stdin?.end(file)
  })
}

/** Bytes of memory that a process holds; 0 where the system does not say. */
async function resident(pid: number | undefined): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE
  } catch {
    return 0
  }
}
