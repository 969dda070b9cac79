import 'server-only'
import { writeFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import dcmjsImaging from 'dcmjs-imaging'
import sharp from 'sharp'

// A process of its own, for one picture: what a malformed file does to a decoder ends here. A DICOM file on standard input becomes
// a WebP of at most 256 px on descriptor 3 (decoders talk on standard output); its first argument is the frame, counted from 0.

const SIDE = 256
const OUTPUT = 3

const { DicomImage, NativePixelDecoder } = dcmjsImaging

const file = await buffer(process.stdin)
await NativePixelDecoder.initializeAsync()
const image = new DicomImage(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength))
const { pixels, width, height } = image.render({ frame: Number(process.argv[2] ?? 0) })
const picture = await sharp(Buffer.from(pixels), { raw: { width, height, channels: 4 } })
  .flatten()
  .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
  .webp({ quality: 80 })
  .toBuffer()
writeFileSync(OUTPUT, picture)
