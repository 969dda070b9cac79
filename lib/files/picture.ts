import 'server-only'
import sharp from 'sharp'
import { MOST_PIXELS, THUMB_EDGE, VIEW_EDGE } from './picture-sizes.ts'

export type Picture = { bytes: Buffer; width: number; height: number }
export type Pictures =
  | { ok: true; thumb: Picture; view: Picture; cutOff: boolean }
  | { ok: false; why: 'DAMAGED' | 'TOO_LARGE'; width?: number; height?: number }

const SECONDS = 20

/**
 * A picture as two WebP previews: upright, in sRGB, without anything that the original says beside its pixels (place, camera,
 * owner). Never throws for what is in the file.
 */
export async function makePictures(bytes: Uint8Array): Promise<Pictures> {
  const size = await sizeOf(bytes)
  if (!size) return { ok: false, why: 'DAMAGED' }
  if (size.width * size.height > MOST_PIXELS) return { ok: false, why: 'TOO_LARGE', ...size }
  const whole = await attempt(bytes, 'warning')
  if (whole) return { ok: true, ...whole, cutOff: false }
  // Half a picture is better than none, when it is said.
  const rest = await attempt(bytes, 'none')
  return rest ? { ok: true, ...rest, cutOff: true } : { ok: false, why: 'DAMAGED' }
}

async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { width, height }
  } catch {
    return null
  }
}

async function attempt(
  bytes: Uint8Array,
  failOn: 'warning' | 'none',
): Promise<{ thumb: Picture; view: Picture } | null> {
  try {
    const view = await within(bytes, VIEW_EDGE, failOn)
    return { view, thumb: await within(view.bytes, THUMB_EDGE, failOn) }
  } catch {
    return null
  }
}

async function within(bytes: Uint8Array, edge: number, failOn: 'warning' | 'none'): Promise<Picture> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn, sequentialRead: true })
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: edge === VIEW_EDGE ? 86 : 76 })
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}
