import { crc32, deflateRawSync } from 'node:zlib'

// Archives for tests, made by hand so that they can lie: real packers make none of those that matter.

export type ZipEntry = {
  name: string
  bytes: Uint8Array
  /** What the archive's list says instead of the truth. */
  lie?: { size?: number; offset?: number; encrypted?: boolean; mode?: number; crc?: number }
  stored?: boolean
}

/** A zip of these files. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const body = entry.stored ? Buffer.from(entry.bytes) : deflateRawSync(entry.bytes)
    const head = headerOf(entry, body)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head.subarray(0, 26), Buffer.from(entry.name)])
    list.push(listed(entry, head, entry.lie?.offset ?? at))
    parts.push(local, body)
    at += local.length + body.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

/** What local header and list have in common, from "version needed" to the length of the extra field. */
function headerOf({ name, bytes, stored, lie }: ZipEntry, body: Buffer): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE((lie?.encrypted ? 1 : 0) | 0x800, 2)
  head.writeUInt16LE(stored ? 0 : 8, 4)
  head.writeUInt32LE(lie?.crc ?? crc32(bytes), 10)
  head.writeUInt32LE(body.length, 14)
  head.writeUInt32LE(lie?.size ?? bytes.length, 18)
  head.writeUInt16LE(Buffer.byteLength(name), 22)
  return head
}

function listed({ name, lie }: ZipEntry, head: Buffer, offset: number): Buffer {
  const entry = Buffer.alloc(46)
  entry.write('PK\x01\x02', 'latin1')
  entry.writeUInt16LE(0x031e, 4)
  head.copy(entry, 6)
  entry.writeUInt32LE(((lie?.mode ?? 0o100644) << 16) >>> 0, 38)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, Buffer.from(name)])
}
