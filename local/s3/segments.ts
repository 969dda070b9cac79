import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { namesIn } from './files.ts'

/** A file of bytes that never changes once written. Objects and parts are lists of them. */
export type Segment = { file: string; size: number }

const READ_SIZE = 256 * 1024
/** Buffers that wait for the next download; made anew for each, they would be most of its cost. */
const SPARE_BUFFERS = 16
const spare: Buffer[] = []

/**
 * The folder of segment files, with a count of who uses each: objects, parts of open uploads, and downloads under way.
 * The file goes when the last of them lets go, so a delete never cuts a download and a copy needs no copying.
 */
export class Segments {
  readonly #folder: string
  readonly #uses = new Map<string, number>()
  constructor(folder: string) {
    this.#folder = folder
  }

  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
  }

  #path(file: string): string {
    return path.join(this.#folder, file)
  }

  retain(segments: readonly Segment[]): void {
    for (const { file } of segments) this.#uses.set(file, (this.#uses.get(file) ?? 0) + 1)
  }

  async release(segments: readonly Segment[]): Promise<void> {
    for (const { file } of segments) {
      const uses = (this.#uses.get(file) ?? 0) - 1
      if (uses > 0) this.#uses.set(file, uses)
      else {
        this.#uses.delete(file)
        await rm(this.#path(file), { force: true })
      }
    }
  }

  /** Lets `fill` write a new segment; it is retained once for the caller, and gone if `fill` throws. */
  async create<T extends { size: number }>(fill: (handle: FileHandle) => Promise<T>): Promise<[Segment, T]> {
    const file = randomBytes(16).toString('hex')
    const handle = await open(this.#path(file), 'wx')
    try {
      const result = await fill(handle)
      await handle.datasync()
      const segment = { file, size: result.size }
      this.retain([segment])
      return [segment, result]
    } catch (error) {
      await rm(this.#path(file), { force: true })
      throw error
    } finally {
      await handle.close()
    }
  }

  /** Bytes `from` to `to` (inclusive) of the segments laid end to end. */
  async *read(segments: readonly Segment[], from: number, to: number): AsyncGenerator<Buffer> {
    let offset = 0
    for (const { file, size } of segments) {
      const start = Math.max(from - offset, 0)
      const end = Math.min(to - offset, size - 1)
      if (start <= end) yield* createReadStream(this.#path(file), { start, end, highWaterMark: READ_SIZE })
      offset += size
      if (offset > to) return
    }
  }

  /** Sends the same bytes as an answer's body, and ends it. Rejects when the other side is gone. */
  async send(segments: readonly Segment[], from: number, to: number, answer: ServerResponse): Promise<void> {
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(READ_SIZE)
    let offset = 0
    for (const { file, size } of segments) {
      const [start, end] = [Math.max(from - offset, 0), Math.min(to - offset, size - 1)]
      if (start <= end) await sendFile(this.#path(file), start, end, buffer, answer)
      offset += size
      if (offset > to) break
    }
    answer.end()
    // Kept only after all of it went out: until then somebody else may still read it.
    if (spare.length < SPARE_BUFFERS) spare.push(buffer)
  }

  /** Removes files that nothing uses: uploads that a crash cut off. Returns how many. */
  async sweep(): Promise<number> {
    const unused = (await namesIn(this.#folder)).filter((name) => !this.#uses.has(name))
    for (const name of unused) await rm(this.#path(name), { force: true })
    return unused.length
  }
}

async function sendFile(file: string, start: number, end: number, buffer: Buffer, answer: ServerResponse) {
  const handle = await open(file, 'r')
  try {
    for (let at = start; at <= end;) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at + 1), at)
      if (bytesRead === 0) throw new Error(`${path.basename(file)} is shorter than it was`)
      await written(answer, buffer.subarray(0, bytesRead))
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}

/** Resolves when the system has taken the bytes. */
function written(answer: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(new Error('the download was broken off'))
    answer.once('close', cut)
    if (answer.destroyed) cut()
    else
      answer.write(bytes, (error) => {
        answer.off('close', cut)
        if (error) reject(error)
        else resolve()
      })
  })
}
