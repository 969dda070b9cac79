// Reads a HEIC photo from its input in a process of its own (lib/files/apart.ts): the picture, upright, at most so large.
import { buffer } from 'node:stream/consumers'
import decode from 'heic-decode'
import sharp from 'sharp'
import type { HeicReading } from '../heic.ts'
import { MOST_PIXELS, VIEW_EDGE } from '../picture-sizes.ts'

process.stdout.write(JSON.stringify(await read(await buffer(process.stdin))))

async function read(bytes: Buffer): Promise<HeicReading> {
  try {
    const [first] = await decode.all({ buffer: bytes })
    if (!first) return { ok: false, why: 'DAMAGED' }
    // Known before anything is decoded.
    if (first.width * first.height > MOST_PIXELS) return { ok: false, why: 'TOO_LARGE' }
    const { width, height, data } = await first.decode()
    const picture = await sharp(data, { raw: { width, height, channels: 4 } })
      .resize({ width: VIEW_EDGE, height: VIEW_EDGE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 92 })
      .toBuffer()
    return { ok: true, picture: picture.toString('base64') }
  } catch {
    return { ok: false, why: 'DAMAGED' }
  }
}
