import { S3Error } from './errors.ts'

const CRLF = Buffer.from('\r\n')

/** Pulls bytes out of a stream of buffers by count or up to a delimiter, holding no more than one buffer or so. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)
  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async #fill(): Promise<boolean> {
    const next = await this.#source.next()
    if (next.done) return false
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, next.value]) : next.value
    return true
  }

  #cut(length: number): Buffer {
    const piece = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(piece.length)
    return piece
  }

  /** Exactly `size` bytes, in pieces. */
  async *take(size: number): AsyncGenerator<Buffer> {
    let left = size
    while (left > 0) {
      if (!this.#rest.length && !(await this.#fill())) throw new S3Error('IncompleteBody')
      const piece = this.#cut(left)
      left -= piece.length
      if (piece.length) yield piece
    }
  }

  /** The bytes before the delimiter, in pieces; the delimiter itself is swallowed. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(delimiter)
      // Bytes that could be the start of a delimiter cut in two stay until more has come.
      const ready = at >= 0 ? at : Math.max(0, this.#rest.length - delimiter.length + 1)
      const piece = this.#cut(ready)
      if (at >= 0) this.#cut(delimiter.length)
      if (piece.length) yield piece
      if (at >= 0) return
      if (!(await this.#fill())) throw new S3Error('IncompleteBody')
    }
  }

  async textUntil(delimiter: Buffer, max: number): Promise<string> {
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of this.until(delimiter)) {
      size += piece.length
      if (size > max) throw new S3Error('InvalidRequest', 'A line or field in the body is too long')
      pieces.push(piece)
    }
    return Buffer.concat(pieces).toString()
  }

  line(max: number): Promise<string> {
    return this.textUntil(CRLF, max)
  }

  async atEnd(): Promise<boolean> {
    while (!this.#rest.length) if (!(await this.#fill())) return true
    return false
  }

  /** Lets go of the source, so that what is left of it can be drained elsewhere. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }
}
