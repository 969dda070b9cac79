import 'server-only'
import { ApartError, readApart } from './apart.ts'

/** What was read out of a PDF. `picture` is its first page as PNG in base64, null when that cannot be drawn. */
export type PdfReading =
  | { ok: true; pages: number; text: string; picture: string | null }
  | { ok: false; why: 'LOCKED' | 'DAMAGED' | 'TOO_HARD' }

const LIMITS = { milliseconds: 25_000, heapMiB: 768, residentMiB: 1024 }

/** Reads a PDF in a process of its own. Never throws for what is in the file. */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
  try {
    return (await readApart('pdf', bytes, LIMITS)) as PdfReading
  } catch (error) {
    if (error instanceof ApartError) return { ok: false, why: error.why === 'LIMITS' ? 'TOO_HARD' : 'DAMAGED' }
    throw error
  }
}
