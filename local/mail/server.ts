import { once } from 'node:events'
import http from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerDataStream } from 'smtp-server'
import { handOn, type Inbound } from './hand-on.ts'
import { listPage, messagePage, missingPage, STYLE } from './pages.ts'
import { openMailStore } from './store.ts'
import type { MailStore } from './store.ts'

export type Mail = {
  smtpPort: number
  httpPort: number
  /** The page to read mail on. */
  url: string
  /** For SMTP_URL. */
  smtpUrl: string
  stop(): Promise<void>
}

/** What the product takes of a mail that comes in. */
const MAX_BYTES = 35_000_000
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
// A mail is a stranger's page: no script, no form, no frame; pictures of this machine's web server, so that a logo shows.
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: http://localhost:* http://127.0.0.1:*; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

type Context = { store: MailStore; outage: boolean; inbound: Inbound | undefined; stopping: AbortController }
type Call = Context & { request: IncomingMessage; response: ServerResponse; url: URL; setOutage(on: boolean): void }

/** Takes mail over SMTP and shows it on a page, on 127.0.0.1 only. Port 0 picks a free one; rejects when a port is taken. */
export async function startMail(options: {
  dataDir: string
  smtpPort: number
  httpPort: number
  /** Where mail of the product's own domain goes on to. */
  inbound?: Inbound
}): Promise<Mail> {
  const { inbound } = options
  const context: Context = {
    store: await openMailStore(options.dataDir),
    outage: false,
    inbound,
    stopping: new AbortController(),
  }
  const smtp = smtpServer(context)
  const web = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const setOutage = (on: boolean) => {
      context.outage = on
    }
    answer({ ...context, request, response, url, setOutage }).catch((error: unknown) => {
      console.error('mail page:', error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  web.listen(options.httpPort, '127.0.0.1')
  await once(web, 'listening')
  try {
    await new Promise<void>((resolve, reject) => {
      smtp.once('error', reject)
      smtp.listen(options.smtpPort, '127.0.0.1', resolve)
    })
  } catch (error) {
    web.close()
    throw error
  }
  smtp.on('error', (error) => console.error('mail smtp:', error.message)) // one broken connection must not end the server
  const smtpPort = (smtp.server.address() as AddressInfo).port
  const httpPort = (web.address() as AddressInfo).port
  return {
    smtpPort,
    httpPort,
    url: `http://localhost:${httpPort}`,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    async stop() {
      context.stopping.abort()
      web.closeAllConnections()
      const closed = Promise.all([once(web, 'close'), once(smtp.server, 'close')])
      web.close()
      smtp.close()
      await closed
    },
  }
}

function smtpServer(context: Context): SMTPServer {
  const away = () => Object.assign(new Error('4.3.2 Mail is away for a moment, try again later'), { responseCode: 421 })
  return new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    size: MAX_BYTES,
    closeTimeout: 1000,
    disableReverseLookup: true,
    onConnect: (_session, reply) => (context.outage ? reply(away()) : reply()),
    onMailFrom: (_address, _session, reply) => (context.outage ? reply(away()) : reply()),
    onData(stream, session, reply) {
      const { mailFrom, rcptTo } = session.envelope
      const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) }
      const keep = async () => {
        const raw = await collect(stream)
        if (context.outage) throw away()
        if (!raw) throw Object.assign(new Error('5.3.4 This mail is too large'), { responseCode: 552 })
        await context.store.add(raw, envelope)
        void handOn(context.inbound, raw, envelope, context.stopping.signal)
      }
      keep().then(() => reply(), reply)
    },
  })
}

async function collect(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BYTES) chunks.push(chunk)
  }
  return stream.sizeExceeded || size > MAX_BYTES ? null : Buffer.concat(chunks)
}

async function answer(call: Call): Promise<void> {
  const { request, response, url } = call
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cache-control', 'no-store')
  // A page elsewhere whose name is made to point at 127.0.0.1 must not read mail.
  if (!/^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(request.headers.host ?? ''))
    return send(response, 421, 'text/plain', 'Wrong host')
  const route = `${request.method === 'HEAD' ? 'GET' : request.method} ${url.pathname}`
  const message = /^GET \/messages\/(\d+)(\/html|\/files\/(\d{1,3}))?$/.exec(route)
  if (message) return answerMessage(call, message[1] ?? '', message[2] ?? '', Number(message[3]))
  if (route === 'GET /') return answerList(call)
  if (route === 'GET /style.css') return send(response, 200, 'text/css; charset=utf-8', STYLE)
  if (route === 'GET /api/messages')
    return sendJson(response, 200, call.store.list(url.searchParams.get('to') ?? undefined))
  if (route === 'DELETE /api/messages') {
    await call.store.clear()
    return sendJson(response, 200, { deleted: true })
  }
  if (route === 'POST /clear') return answerClear(call)
  if (route === 'POST /_local/outage') return answerOutage(call)
  return sendPage(response, 404, missingPage())
}

function answerList({ store, outage, response, url }: Call): void {
  const search = (url.searchParams.get('q') ?? '').trim()
  const wanted = search.toLowerCase()
  const found = store
    .list()
    .filter(({ from, to, subject }) => [from, subject, ...to].some((text) => text.toLowerCase().includes(wanted)))
  sendPage(response, 200, listPage(found, search, outage))
}

async function answerMessage(
  { store, outage, response }: Call,
  id: string,
  part: string,
  index: number,
): Promise<void> {
  const message = store.get(id)
  if (!message) return sendPage(response, 404, missingPage())
  if (part === '') return sendPage(response, 200, messagePage(message, outage))
  if (part === '/html') {
    response.setHeader('content-security-policy', MAIL_POLICY)
    // Links open in a tab of their own: inside the frame they would stay without cookies and script.
    return send(response, 200, 'text/html; charset=utf-8', `<base target="_blank">${message.html ?? ''}`)
  }
  const file = await store.attachment(id, index)
  if (!file) return sendPage(response, 404, missingPage())
  response.setHeader('content-security-policy', "default-src 'none'; sandbox")
  response.setHeader(
    'content-disposition',
    `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed())}`,
  )
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream'
  return send(response, 200, type, file.content)
}

async function answerClear({ store, request, response }: Call): Promise<void> {
  const site = request.headers['sec-fetch-site'] ?? 'none'
  if (site !== 'same-origin' && site !== 'none') return send(response, 403, 'text/plain', 'Only from this page')
  await store.clear()
  response.writeHead(303, { location: '/' }).end()
}

async function answerOutage({ request, response, setOutage }: Call): Promise<void> {
  // A JSON body needs a preflight from a foreign page, which is never granted.
  if (!request.headers['content-type']?.startsWith('application/json'))
    return sendJson(response, 415, { error: 'Send JSON: {"on": true}' })
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) if (chunks.length < 16) chunks.push(chunk)
  let on: unknown
  try {
    on = (JSON.parse(Buffer.concat(chunks).toString()) as { on?: unknown }).on
  } catch {
    on = undefined
  }
  if (typeof on !== 'boolean') return sendJson(response, 400, { error: 'Send JSON: {"on": true}' })
  setOutage(on)
  return sendJson(response, 200, { on })
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  response.setHeader('content-security-policy', PAGE_POLICY)
  send(response, status, 'text/html; charset=utf-8', page)
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value))
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { 'content-type': type }).end(body)
}
