import { setTimeout as pause } from 'node:timers/promises'
import { type Envelope, signDelivery } from '#lib/case/records/by-mail/signature.ts'

/** The product's door for mail that comes in, and the domain whose mail goes there. */
export type Inbound = { url: string; domain: string; secret: string }

/** While the product is away or says "later", for about five minutes; a real mail server tries for days. */
const MOST_TRIES = 9
const FIRST_PAUSE_MS = 1000

/**
 * Hands a mail on to the product when it is for its domain, as a mail server does that was set up for it: signed anew for each
 * try. Does not throw; what is not taken in the end is said in the log.
 */
export async function handOn(
  inbound: Inbound | undefined,
  raw: Uint8Array,
  { from, to }: Envelope,
  signal: AbortSignal,
): Promise<void> {
  const ours = to.filter((address) => address.toLowerCase().endsWith(`@${inbound?.domain}`))
  if (!inbound || ours.length === 0) return
  for (let n = 0; n < MOST_TRIES && !signal.aborted; n += 1) {
    const said = await attempt(inbound, raw, { from, to: ours }, signal)
    if (said === 'TAKEN') return
    if (said === 'REFUSED') break
    await pause(FIRST_PAUSE_MS * 2 ** n, undefined, { signal }).catch(() => undefined)
  }
  if (!signal.aborted) console.error('mail: the product did not take a mail for', ours.join(', '))
}

async function attempt(
  { url, secret }: Inbound,
  raw: Uint8Array,
  envelope: Envelope,
  signal: AbortSignal,
): Promise<'TAKEN' | 'REFUSED' | 'LATER'> {
  try {
    const headers = { ...signDelivery(secret, envelope, raw, new Date()), 'content-type': 'message/rfc822' }
    const answer = await fetch(url, { method: 'POST', headers, body: Buffer.from(raw), signal })
    await answer.arrayBuffer()
    if (answer.ok) return 'TAKEN'
    return answer.status === 429 || answer.status >= 500 ? 'LATER' : 'REFUSED'
  } catch {
    return 'LATER'
  }
}
