import 'server-only'
import { ApartError, readApart } from './apart.ts'

/** `picture` is WebP in base64, upright, within VIEW_EDGE. */
export type HeicReading = { ok: true; picture: string } | { ok: false; why: 'DAMAGED' | 'TOO_LARGE' | 'TOO_HARD' }

const LIMITS = { milliseconds: 30_000, heapMiB: 512, residentMiB: 1024 }

/** Reads a HEIC photo in a process of its own. Never throws for what is in the file. */
export async function readHeic(bytes: Uint8Array): Promise<HeicReading> {
  try {
    return (await readApart('heic', bytes, LIMITS)) as HeicReading
  } catch (error) {
    if (error instanceof ApartError) return { ok: false, why: error.why === 'LIMITS' ? 'TOO_HARD' : 'DAMAGED' }
    throw error
  }
}
