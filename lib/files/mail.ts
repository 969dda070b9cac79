import 'server-only'
import { ApartError, readApart } from './apart.ts'

/** A part of a mail that is not its text; those of a mail within the mail stand among them. */
export type MailPart = {
  name: string
  mime: string
  /** Shown within the text, or referred to by it. */
  inline: boolean
  size: number
  /** Base64. */
  content: string
}

export type MailReading =
  | {
      ok: true
      /** As the mail says; anybody can write anything there. */
      from: { name: string; address: string }
      subject: string
      parts: MailPart[]
    }
  | { ok: false; why: 'DAMAGED' | 'TOO_HARD' }

const LIMITS = { milliseconds: 30_000, heapMiB: 512, residentMiB: 1024 }

/** Takes a mail apart in a process of its own. Never throws for what is in it. */
export async function readMail(raw: Uint8Array): Promise<MailReading> {
  try {
    return (await readApart('mail', raw, LIMITS)) as MailReading
  } catch (error) {
    if (error instanceof ApartError) return { ok: false, why: error.why === 'LIMITS' ? 'TOO_HARD' : 'DAMAGED' }
    throw error
  }
}
