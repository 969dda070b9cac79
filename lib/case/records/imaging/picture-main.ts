import 'server-only'
import { writeSync } from 'node:fs'
import dcmjsImaging from 'dcmjs-imaging'
import sharp from 'sharp'
import { thumbnail } from './picture-form.ts'

// A process of its own for pictures: what a malformed file does to a decoder ends here. On standard input come frame (counted from
// 0), length and a DICOM file, again and again; for each, on descriptor 3 (decoders talk on standard output), length and a WebP of
// at most 256 px, or a length of 0. It ends with its input. Numbers are 32 bits, little-endian.

const OUTPUT = 3

const { DicomImage, NativePixelDecoder } = dcmjsImaging

let held: Buffer = Buffer.alloc(0)
const input = process.stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>

/** The next so many bytes, or null at the end. */
async function take(size: number): Promise<Buffer | null> {
  const parts = [held]
  for (let length = held.length; length < size;) {
    const { done, value } = await input.next()
    if (done) return null
    parts.push(value)
    length += value.length
  }
  const all = parts.length === 1 ? held : Buffer.concat(parts)
  held = all.subarray(size)
  return all.subarray(0, size)
}

async function draw(file: Buffer, frame: number): Promise<Buffer> {
  const bytes = new Uint8Array(file)
  const { pixels, width, height } = new DicomImage(bytes.buffer).render({ frame })
  return thumbnail(sharp(Buffer.from(pixels), { raw: { width, height, channels: 4 } }).flatten())
}

function answer(picture: Buffer): void {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(picture.length)
  const all = Buffer.concat([length, picture])
  for (let at = 0; at < all.length;) at += writeSync(OUTPUT, all, at)
}

await NativePixelDecoder.initializeAsync()
for (let head = await take(8); head; head = await take(8)) {
  const file = await take(head.readUInt32LE(4))
  if (!file) break
  answer(await draw(file, head.readUInt32LE(0)).catch(() => Buffer.alloc(0)))
}
