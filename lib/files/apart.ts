import 'server-only'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

// Files of strangers are taken apart in a process of their own: it sees none of our settings, writes nothing, and is ended
// when it takes too long or too much. Whatever a file does to its reader, the worker lives.

/** Each reads one file from its input and writes one JSON object to its output. */
export type Reader = 'pdf' | 'heic' | 'mail'

/** `heapMiB` is of JavaScript alone; `residentMiB` of all, watched where the system tells it (Linux). */
export type Limits = { milliseconds: number; heapMiB: number; residentMiB: number }

/** A file that its reader did not survive, or not within its limits. */
export class ApartError extends Error {
  override name = 'ApartError'
  readonly why: 'LIMITS' | 'FAILED'
  constructor(why: ApartError['why'], detail = '') {
    super(`A reader of files ended: ${why} ${detail}`.trim())
    this.why = why
  }
}

const ROOT = path.join(import.meta.dirname, '../..')
const MOST_OUTPUT = 48 * 1024 * 1024
const WATCH_MS = 200

/** Since Node 24 a process can be started without the right to write files, to start others or to open connections. */
const FENCE = process.allowedNodeEnvironmentFlags.has('--permission')
  ? ['--permission', `--allow-fs-read=${ROOT}`, '--allow-addons', '--disable-warning=SecurityWarning']
  : []

/** Has a file read apart. @returns what the reader wrote @throws ApartError */
export async function readApart(reader: Reader, bytes: Uint8Array, limits: Limits): Promise<unknown> {
  const child = spawn(
    process.execPath,
    [...FENCE, `--max-old-space-size=${limits.heapMiB}`, path.join(import.meta.dirname, 'apart', `${reader}.ts`)],
    { cwd: ROOT, env: { NODE_ENV: 'production' }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  // A reader that ends early closes its input; that it ended is said below.
  child.stdin.on('error', () => undefined)
  child.stdin.end(bytes)
  let beyond = false
  const end = () => {
    beyond = true
    child.kill('SIGKILL')
  }
  const timer = setTimeout(end, limits.milliseconds)
  const watch = setInterval(() => residentMiB(child.pid) > limits.residentMiB && end(), WATCH_MS)
  const complaints = collect(child.stderr, 10_000, () => undefined)
  const output = collect(child.stdout, MOST_OUTPUT, () => child.kill('SIGKILL'))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => {
    clearTimeout(timer)
    clearInterval(watch)
  })
  // Without memory, a process ends by a signal.
  if (beyond || output.full() || code === null || code > 128) throw new ApartError('LIMITS')
  if (code !== 0) throw new ApartError('FAILED', complaints.text().slice(-500))
  try {
    return JSON.parse(output.text())
  } catch {
    throw new ApartError('FAILED', 'no answer')
  }
}

const PAGE_BYTES = 4096

/** The memory that a process holds; 0 where that is not told. */
function residentMiB(pid: number | undefined): number {
  try {
    const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
    return (Number(pages) * PAGE_BYTES) / 2 ** 20
  } catch {
    return 0
  }
}

function collect(stream: NodeJS.ReadableStream, most: number, onFull: () => void) {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
    else onFull()
  })
  return { full: () => size > most, text: () => Buffer.concat(chunks).toString('utf8') }
}
