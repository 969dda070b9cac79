import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl'
import type { ArchiveEntry } from './rules.ts'

/** Both ends included. */
type ReadRange = (range: { start: number; end: number }) => Promise<Buffer>

const WINDOW = 4 * 1024 * 1024
const WINDOWS = 6

/**
 * Reads an archive by ranges, as an object store gives them. Neighbours in the archive share a request, and never more than a few
 * windows are in memory, however large it is.
 */
class RangeReader extends RandomAccessReader {
  readonly #read: ReadRange
  readonly #size: number
  readonly #windows = new Map<number, Promise<Buffer>>()

  constructor(read: ReadRange, size: number) {
    super()
    this.#read = read
    this.#size = size
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false })
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      const index = Math.floor(at / WINDOW)
      const bytes = await this.#window(index)
      const from = at - index * WINDOW
      const piece = bytes.subarray(from, Math.min(bytes.length, end - index * WINDOW))
      if (piece.length === 0) throw new Error('The archive ends before its list says')
      yield piece
      at += piece.length
    }
  }

  #window(index: number): Promise<Buffer> {
    const known = this.#windows.get(index)
    if (known) return known
    const range = { start: index * WINDOW, end: Math.min(this.#size, (index + 1) * WINDOW) - 1 }
    const read = this.#read(range)
    this.#windows.set(index, read)
    read.catch(() => this.#windows.delete(index))
    const [oldest] = this.#windows.keys()
    if (this.#windows.size > WINDOWS && oldest !== undefined) this.#windows.delete(oldest)
    return read
  }
}

export type Zip = { file: ZipFile; entries: Map<number, Entry> }

/**
 * Opens a zip (zip64 too) of this size.
 * @throws whatever `read` does, and an error of its own when it is no zip that can be read
 */
export async function openZip(read: ReadRange, size: number): Promise<Zip> {
  const file = await fromRandomAccessReaderPromise(new RangeReader(read, size), size, {
    lazyEntries: true,
    autoClose: false,
    // Names are decoded by us: a strange one costs its own file, not all of them.
    decodeStrings: false,
  })
  return { file, entries: new Map() }
}

/** The archive's list. @throws as openZip does */
export async function listZip(zip: Zip): Promise<ArchiveEntry[]> {
  const listed: ArchiveEntry[] = []
  await new Promise<void>((resolve, reject) => {
    zip.file.on('error', reject)
    zip.file.on('end', resolve)
    zip.file.on('entry', (entry: Entry) => {
      const index = listed.length
      zip.entries.set(index, entry)
      listed.push(entryOf(entry, index))
      zip.file.readEntry()
    })
    zip.file.readEntry()
  })
  return listed
}

const UNIX_TYPE = 0o170000
const UNIX_LINK = 0o120000

const entryOf = (entry: Entry, index: number): ArchiveEntry => ({
  index,
  path: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
  packed: entry.compressedSize,
  size: entry.uncompressedSize,
  offset: entry.relativeOffsetOfLocalHeader,
  encrypted: entry.isEncrypted(),
  link: ((entry.externalFileAttributes >>> 16) & UNIX_TYPE) === UNIX_LINK,
  readable: entry.canDecodeFileData(),
})

/**
 * The unpacked bytes of one file, as they come. Ends with an error where they are more or fewer than the list says, or
 * others than its checksum says.
 */
export async function* unpackEntry({ file, entries }: Zip, index: number): AsyncGenerator<Buffer> {
  const entry = entries.get(index)
  if (!entry) throw new Error('There is no such file in the archive')
  let sum = 0
  for await (const chunk of await file.openReadStreamPromise(entry)) {
    sum = crc32(chunk as Buffer, sum)
    yield chunk as Buffer
  }
  if (sum !== entry.crc32) throw new Error('A file of the archive is damaged')
}
