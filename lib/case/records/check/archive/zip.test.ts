import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { listZip, openZip, unpackEntry } from './zip.ts'

// An archive of more than 4 GiB, of which only the few bytes that mean something are there: all between is zeros.

const FAR = 4.5 * 2 ** 30
const words = Buffer.from('the last note')

const name = (text: string) => Buffer.from(text)
const uint64 = (n: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(n))
  return bytes
}

function local(file: string, sum: number): Buffer {
  const head = Buffer.alloc(30)
  head.write('PK\x03\x04', 'latin1')
  head.writeUInt32LE(sum, 14)
  head.writeUInt16LE(file.length, 26)
  return Buffer.concat([head, name(file)])
}

/** A line of the list whose sizes and offset stand in the zip64 field, as they do past 4 GiB. */
function listed(file: string, entry: { size: number; offset: number; sum: number }): Buffer {
  const head = Buffer.alloc(46)
  head.write('PK\x01\x02', 'latin1')
  head.writeUInt32LE(entry.sum, 16)
  head.fill(0xff, 20, 28)
  head.writeUInt16LE(file.length, 28)
  head.writeUInt16LE(28, 30)
  head.fill(0xff, 42, 46)
  const field = Buffer.from([1, 0, 24, 0])
  return Buffer.concat([head, name(file), field, uint64(entry.size), uint64(entry.size), uint64(entry.offset)])
}

function end(directory: { at: number; size: number; entries: number }): Buffer {
  const record = Buffer.alloc(56)
  record.write('PK\x06\x06', 'latin1')
  record.writeBigUInt64LE(44n, 4)
  uint64(directory.entries).copy(record, 24)
  uint64(directory.entries).copy(record, 32)
  uint64(directory.size).copy(record, 40)
  uint64(directory.at).copy(record, 48)
  const locator = Buffer.concat([Buffer.from('PK\x06\x07\0\0\0\0', 'latin1'), uint64(directory.at + directory.size)])
  const last = Buffer.alloc(22, 0xff)
  last.write('PK\x05\x06', 'latin1')
  last.fill(0, 4, 8)
  last.fill(0, 20)
  return Buffer.concat([record, locator, Buffer.from([1, 0, 0, 0]), last])
}

it('an archive of more than 4 GiB is listed, and its last file is read, without reading what lies before', async () => {
  const first = local('film.mp4', 0)
  const note = Buffer.concat([local('note.txt', crc32(words)), words])
  const list = Buffer.concat([
    listed('film.mp4', { size: FAR - first.length, offset: 0, sum: 0 }),
    listed('note.txt', { size: words.length, offset: FAR, sum: crc32(words) }),
  ])
  const at = FAR + note.length
  const pieces = [
    { at: 0, bytes: first },
    { at: FAR, bytes: Buffer.concat([note, list, end({ at, size: list.length, entries: 2 })]) },
  ]
  const size = FAR + (pieces[1]?.bytes.length ?? 0)
  let read = 0
  const readRange = async ({ start, end: last }: { start: number; end: number }) => {
    const out = Buffer.alloc(last - start + 1)
    for (const piece of pieces.filter((one) => one.at <= last && one.at + one.bytes.length > start))
      piece.bytes.copy(out, Math.max(0, piece.at - start), Math.max(0, start - piece.at))
    read += out.length
    return out
  }
  const zip = await openZip(readRange, size)
  expect((await listZip(zip)).map(({ path, size: bytes }) => [path, bytes])).toEqual([
    ['film.mp4', FAR - first.length],
    ['note.txt', words.length],
  ])
  const found: Buffer[] = []
  for await (const chunk of unpackEntry(zip, 1)) found.push(chunk)
  expect(Buffer.concat(found).toString()).toBe('the last note')
  expect(read).toBeLessThan(20 * 2 ** 20)
})
