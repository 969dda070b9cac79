import fs from 'node:fs/promises'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { unescapeHtml } from './html.ts'

export type MailAttachment = { name: string; type: string; size: number }

/** A mail as the JSON interface and the pages show it. `to` is the envelope's recipients, so that Bcc is seen as well. */
export type MailMessage = {
  id: string
  /** When it came in, ISO 8601. */
  at: string
  from: string
  to: string[]
  subject: string
  text: string
  html: string | null
  /** http(s) addresses in order of appearance, each once. */
  links: string[]
  /** By small-letter name; values of a repeated header are joined with ", ". */
  headers: Record<string, string>
  attachments: MailAttachment[]
}

export type MailStore = {
  /** Newest first; with `to`, only mails to exactly that address (letter case aside). */
  list(to?: string): MailMessage[]
  get(id: string): MailMessage | undefined
  add(raw: Buffer, envelope: { from: string; to: string[] }): Promise<MailMessage>
  /** The bytes of one attachment by its place in `attachments`, or null. */
  attachment(id: string, index: number): Promise<(MailAttachment & { content: Uint8Array }) | null>
  clear(): Promise<void>
}

const ENVELOPE = 'x-catcher-envelope'

/** Opens the store: one .eml file a mail, named by the millisecond it came in; only the newest `limit` are kept. */
export async function openMailStore(dataDir: string, limit = 500): Promise<MailStore> {
  await fs.mkdir(dataDir, { recursive: true })
  const fileOf = (id: string) => path.join(dataDir, `${id}.eml`)
  const ids = (await fs.readdir(dataDir)).filter((name) => /^\d{13,}\.eml$/.test(name)).map((name) => name.slice(0, -4))
  const messages: MailMessage[] = []
  for (const id of ids.toSorted().toReversed().slice(0, limit))
    messages.push(await parse(id, await fs.readFile(fileOf(id))))
  let last = Number(messages[0]?.id ?? 0)

  return {
    list: (to) => (to ? messages.filter((message) => message.to.some((one) => same(one, to))) : [...messages]),
    get: (id) => messages.find((message) => message.id === id),
    async add(raw, envelope) {
      last = Math.max(Date.now(), last + 1)
      const id = String(last)
      const bytes = Buffer.concat([Buffer.from(`${ENVELOPE}: ${JSON.stringify(envelope)}\r\n`), raw])
      const message = await parse(id, bytes)
      await fs.writeFile(fileOf(id), bytes, { flag: 'wx' })
      messages.unshift(message)
      messages.sort((a, b) => b.id.localeCompare(a.id)) // mails that came in together may end out of order
      for (const old of messages.splice(limit)) await fs.rm(fileOf(old.id), { force: true })
      return message
    },
    async attachment(id, index) {
      const known = messages.find((message) => message.id === id)?.attachments[index]
      if (!known) return null
      const { attachments } = await PostalMime.parse(await fs.readFile(fileOf(id)))
      const content = attachments[index]?.content
      return content === undefined ? null : { ...known, content: bytesOf(content) }
    },
    async clear() {
      for (const { id } of messages.splice(0)) await fs.rm(fileOf(id), { force: true })
    },
  }
}

async function parse(id: string, raw: Buffer): Promise<MailMessage> {
  const mail = await PostalMime.parse(raw)
  const headers: Record<string, string> = {}
  for (const { key, value } of mail.headers) headers[key] = headers[key] ? `${headers[key]}, ${value}` : value
  const envelope = readEnvelope(headers[ENVELOPE])
  delete headers[ENVELOPE]
  const text = mail.text ?? ''
  return {
    id,
    at: new Date(Number(id)).toISOString(),
    from: mail.from?.address ?? envelope.from,
    to: envelope.to,
    subject: mail.subject ?? '',
    text,
    html: mail.html ?? null,
    links: linksIn(mail.html ?? '', text),
    headers,
    attachments: mail.attachments.map(({ filename, mimeType, content }, index) => ({
      name: filename ?? `attachment-${index + 1}`,
      type: mimeType,
      size: bytesOf(content).byteLength,
    })),
  }
}

function readEnvelope(header: string | undefined): { from: string; to: string[] } {
  try {
    const { from, to } = JSON.parse(header ?? '') as { from?: unknown; to?: unknown }
    return { from: String(from ?? ''), to: Array.isArray(to) ? to.map(String) : [] }
  } catch {
    return { from: '', to: [] } // a file that someone else put into the folder
  }
}

function linksIn(html: string, text: string): string[] {
  const fromHtml = [...html.matchAll(/\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
    (found) => found[1] ?? found[2] ?? '',
  )
  const fromText = [...text.matchAll(/https?:\/\/[^\s<>"']+/g)].map(([found]) => found.replace(/[).,;:!?\]]+$/, ''))
  const all = [...fromHtml.map((link) => unescapeHtml(link).trim()), ...fromText]
  return [...new Set(all.filter((link) => /^https?:\/\//i.test(link)))]
}

function bytesOf(content: string | ArrayBuffer | Uint8Array): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}
