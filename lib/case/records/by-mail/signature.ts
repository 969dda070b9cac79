import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

// How a mail server hands a mail on to us: one POST with the raw message as its body, and three signed headers. The headers cover
// the body by its hash, so that a stranger's delivery is refused before a byte of it is read.

/** Whom the mail server spoke with: not what the mail says of itself. `from` is '' for a mail that nobody wants an answer to. */
export type Envelope = { from: string; to: readonly string[] }

export const HEADERS = {
  /** Seconds since 1970. */
  time: 'x-conferral-time',
  /** JSON: {"from": "...", "to": ["..."]}, letters beyond ASCII as \uXXXX. */
  envelope: 'x-conferral-envelope',
  /** SHA-256 of the body, in hex. */
  content: 'x-conferral-content',
  /** HMAC-SHA-256 over the three, in this order, with a line feed between them, in hex. */
  signature: 'x-conferral-signature',
} as const

/** Clocks differ, and mail servers take their time; a delivery that was listened to is worth nothing afterwards. */
export const FRESH_SECONDS = 300

export type Claim = { envelope: Envelope; content: string; signature: string }

/** The headers for handing on a mail. Sign each attempt anew: one that was taken is not taken a second time. */
export function signDelivery(secret: string, envelope: Envelope, body: Uint8Array, now: Date): Record<string, string> {
  const time = String(Math.floor(now.getTime() / 1000))
  const said = JSON.stringify(envelope).replaceAll(/[^\x20-\x7e]/g, escaped)
  const content = createHash('sha256').update(body).digest('hex')
  return {
    [HEADERS.time]: time,
    [HEADERS.envelope]: said,
    [HEADERS.content]: content,
    [HEADERS.signature]: mac(secret, time, said, content),
  }
}

/** What the headers claim, if somebody who knows the secret wrote them just now; else null, whatever is wrong. */
export function readDelivery(secret: string, headers: Headers, now: Date): Claim | null {
  const [time, said, content, signature] = Object.values(HEADERS).map((name) => headers.get(name) ?? '')
  if (!time || !said || !content || !signature) return null
  const due = Buffer.from(mac(secret, time, said, content))
  const given = Buffer.from(signature)
  if (due.length !== given.length || !timingSafeEqual(due, given)) return null
  if (!/^\d{1,12}$/.test(time) || Math.abs(now.getTime() / 1000 - Number(time)) > FRESH_SECONDS) return null
  const envelope = readEnvelope(said)
  return envelope && /^[0-9a-f]{64}$/.test(content) ? { envelope, content, signature } : null
}

const mac = (secret: string, ...parts: readonly string[]): string =>
  createHmac('sha256', secret).update(parts.join('\n')).digest('hex')

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`

function readEnvelope(said: string): Envelope | null {
  try {
    const { from, to } = JSON.parse(said) as { from?: unknown; to?: unknown }
    if (typeof from !== 'string' || !Array.isArray(to) || to.some((one) => typeof one !== 'string')) return null
    return { from, to: to as string[] }
  } catch {
    return null
  }
}
