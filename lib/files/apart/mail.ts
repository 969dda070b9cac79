// Takes a mail from its input apart in a process of its own (lib/files/apart.ts): who it says it is from, and its parts.
import { buffer } from 'node:stream/consumers'
import PostalMime, { decodeWords, type Email } from 'postal-mime'
import type { MailPart, MailReading } from '../mail.ts'

/** A mail forwarded as an attachment, in one that was forwarded so: people do that once or twice. */
const MOST_NESTED = 3
const MOST_PARTS = 1000

process.stdout.write(JSON.stringify(await read(await buffer(process.stdin))))

async function read(raw: Buffer): Promise<MailReading> {
  try {
    const { email, parts } = await takeApart(raw, 0)
    const { name = '', address = '' } = email.from ?? {}
    return { ok: true, from: { name, address }, subject: email.subject ?? '', parts: parts.slice(0, MOST_PARTS) }
  } catch {
    return { ok: false, why: 'DAMAGED' }
  }
}

// The library sorts parts into text and attachments by itself, and takes a text file that is shown inline for words of the
// mail. So we walk its tree: these are the fields that we read of a node.
type Node = {
  contentType: { multipart: string | false; parsed: { value: string; params: Record<string, string | undefined> } }
  contentDisposition: { parsed: { value: string; params: Record<string, string | undefined> } }
  contentId?: string
  content?: ArrayBuffer
  childNodes: Node[]
}

async function takeApart(raw: Uint8Array, depth: number): Promise<{ email: Email; parts: MailPart[] }> {
  const parser = new PostalMime({ forceRfc822Attachments: true })
  const email = await parser.parse(raw)
  const { root } = parser as unknown as { root: Node }
  return { email, parts: await partsOf(root, depth) }
}

async function partsOf(node: Node, depth: number): Promise<MailPart[]> {
  // A mail server's report of a mail that it could not deliver: that mail is evidence, not something that was sent to us.
  if (node.contentType.multipart === 'report') return []
  if (node.childNodes.length > 0) {
    const parts: MailPart[] = []
    for (const child of node.childNodes) parts.push(...(await partsOf(child, depth)))
    return parts
  }
  const { parsed } = node.contentType
  const { value: disposition, params } = node.contentDisposition.parsed
  const name = decodeWords(params.filename ?? parsed.params.name ?? '')
  const isText = parsed.value === 'text/plain' || parsed.value === 'text/html'
  if (!node.content || node.contentType.multipart || (isText && name === '' && disposition !== 'attachment')) return []
  const content = Buffer.from(node.content)
  if (parsed.value === 'message/rfc822' && depth < MOST_NESTED) {
    const nested = await takeApart(content, depth + 1).catch(() => null)
    if (nested) return nested.parts
  }
  const inline = disposition === 'inline' || (disposition !== 'attachment' && node.contentId !== undefined)
  return [{ name, mime: parsed.value, inline, size: content.byteLength, content: content.toString('base64') }]
}
