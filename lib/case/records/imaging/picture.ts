import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { greyFrame } from '#lib/files/dicom-grey.ts'
import { thumbnail } from './picture-form.ts'

const MAIN = fileURLToPath(new URL('picture-main.ts', import.meta.url))
const MOST_MS = 20_000
const MOST_RESIDENT = 1024 * 1024 * 1024
const WATCH_MS = 50
const PAGE = 4096
const MOST_PICTURE = 256 * 1024
/** A process waits so long for the next series of its case. */
const IDLE_MS = 1000

/**
 * One frame of a DICOM file as a WebP of at most 256 px, or null where it cannot be drawn. Plain grey pixels are read here, anything
 * that needs a decoder apart.
 * @param frame counted from 0
 */
export async function drawFrame(caseId: string, file: Uint8Array, frame: number): Promise<Buffer | null> {
  const grey = greyFrame(file, frame)
  if (!grey) return drawApart(caseId, file, frame)
  const { pixels, width, height } = grey
  return thumbnail(sharp(pixels, { raw: { width, height, channels: 1 } }))
}

/**
 * One frame of a DICOM file as a WebP of at most 256 px, or null: decoded in a process apart, which is ended after 20 seconds or at
 * 1 GiB of memory (where the system tells it). Series of one case are drawn by the same process, which takes a third of a second to
 * begin; files of two cases never meet in one.
 * @param frame counted from 0
 */
export function drawApart(caseId: string, file: Uint8Array, frame: number): Promise<Buffer | null> {
  const drawn = last.then(() => onEasel(caseId, file, frame))
  last = drawn.catch(() => null)
  return drawn
}

/** One after the other: each may take a gigabyte. */
let last: Promise<unknown> = Promise.resolve()
let easel: { of: Easel; caseId: string } | null = null
/** Begun ahead of time, and nobody's yet: a picture need not wait for it. Only where `keepSpareEasel` has asked for it. */
let spare: Easel | null = null
let keepsSpare = false

/** From now on a process waits for the next case. For the worker, when it has nothing else to do. */
export function keepSpareEasel(): void {
  keepsSpare = true
  if (!spare || spare.gone) spare = new Easel()
}

function onEasel(caseId: string, file: Uint8Array, frame: number): Promise<Buffer | null> {
  if (easel?.caseId !== caseId || easel.of.gone) {
    easel?.of.end()
    const of = spare && !spare.gone ? spare : new Easel()
    spare = null
    easel = { of, caseId }
  }
  return easel.of.draw(file, frame)
}

/** A process that draws, for one case, until it is left alone or has to be ended. */
class Easel {
  gone = false
  readonly #child: ChildProcess
  #given = Buffer.alloc(0)
  #settle: ((picture: Buffer | null) => void) | null = null
  #idle: NodeJS.Timeout | undefined

  constructor() {
    const args = ['--conditions=react-server', '--max-old-space-size=512', MAIN]
    // Of our environment it needs nothing, and is given nothing.
    const env = { NODE_ENV: 'production' } as const
    this.#child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore', 'pipe'], env })
    this.#child.stdio[3]?.on('data', (chunk: Buffer) => this.#take(chunk))
    // It may end before it has read everything; how it ended is told by `close`.
    this.#child.stdin?.on('error', () => undefined)
    for (const how of ['error', 'close'])
      this.#child.on(how, () => {
        this.gone = true
        this.#settle?.(null)
      })
  }

  draw(file: Uint8Array, frame: number): Promise<Buffer | null> {
    clearTimeout(this.#idle)
    const stop = () => void this.#child.kill('SIGKILL')
    const timer = setTimeout(stop, MOST_MS)
    const watch = setInterval(
      () => void resident(this.#child.pid).then((bytes) => bytes > MOST_RESIDENT && stop()),
      WATCH_MS,
    )
    return new Promise((resolve) => {
      this.#settle = (picture) => {
        clearTimeout(timer)
        clearInterval(watch)
        this.#settle = null
        this.#idle = setTimeout(() => this.#leave(), IDLE_MS).unref()
        resolve(picture)
      }
      const head = Buffer.alloc(8)
      head.writeUInt32LE(frame, 0)
      head.writeUInt32LE(file.byteLength, 4)
      this.#child.stdin?.write(head)
      this.#child.stdin?.write(file)
    })
  }

  #leave(): void {
    this.end()
    if (keepsSpare) keepSpareEasel()
  }

  end(): void {
    clearTimeout(this.#idle)
    this.gone = true
    this.#child.stdin?.end()
  }

  #take(chunk: Buffer): void {
    this.#given = Buffer.concat([this.#given, chunk])
    if (this.#given.length < 4) return
    const length = this.#given.readUInt32LE(0)
    if (length > MOST_PICTURE) return void this.#child.kill('SIGKILL')
    if (this.#given.length < 4 + length) return
    const picture = this.#given.subarray(4, 4 + length)
    this.#given = this.#given.subarray(4 + length)
    this.#settle?.(length > 0 ? picture : null)
  }
}

/** Bytes of memory that a process holds; 0 where the system does not say. */
async function resident(pid: number | undefined): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * PAGE
  } catch {
    return 0
  }
}
