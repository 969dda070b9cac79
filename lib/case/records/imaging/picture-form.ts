import type { Sharp } from 'sharp'

const SIDE = 256

/** A picture in the form of a thumbnail: a WebP of at most 256 px. */
export const thumbnail = (picture: Sharp): Promise<Buffer> =>
  picture.resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 80 }).toBuffer()
