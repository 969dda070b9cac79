import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { handleApi } from './api.ts'
import { expireOverdueSessions } from './checkout.ts'
import { handleControl } from './control.ts'
import { handleHosted } from './hosted/hosted.ts'
import { json, readRequest, sendReply, type Incoming, type Reply } from './http.ts'
import { requireTestKey } from './keys.ts'
import { Store } from './store.ts'
import { Webhooks } from './webhooks.ts'
import { createWorld, NO_REQUEST, type World } from './world.ts'

const EXPIRY_CHECK_MS = 1_000

export interface StripeOptions {
  dataDir: string
  /** The current time in milliseconds, for tests; signatures always use the real time. */
  clock?: () => number
  /** 0 takes any free port. */
  port: number
  /** Where browsers reach the hosted pages, without a slash at the end; the server's own address by default. */
  publicUrl?: string
  secretKey: string
  webhookSecret: string
  webhookUrl: string
}

export interface RunningStripe {
  port: number
  stop: () => Promise<void>
  url: string
}

function dispatch(incoming: Incoming, world: World): Reply | Promise<Reply> {
  if (incoming.path.startsWith('/v1/')) return handleApi(incoming, world)
  if (incoming.path.startsWith('/_local/')) return handleControl(incoming, world)
  return handleHosted(incoming, world)
}

async function respond(request: IncomingMessage, response: ServerResponse, world: World, hosts: Set<string>) {
  try {
    const incoming = await readRequest(request)
    if (!incoming)
      return sendReply(response, json(413, { error: { type: 'invalid_request_error', message: 'Too large' } }))
    // Another site's name that points at this machine must not reach the switches or the pages.
    if (!hosts.has(incoming.header('host') ?? '')) return sendReply(response, json(421, { error: 'Wrong host' }))
    const reply = await dispatch(incoming, world)
    world.store.commit()
    sendReply(response, reply)
  } catch (error) {
    console.error(error)
    const message = 'The stand-in failed; its log says why.'
    if (!response.headersSent) sendReply(response, json(500, { error: { type: 'api_error', message } }))
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function startExpiry(world: World): NodeJS.Timeout {
  const check = () => {
    expireOverdueSessions(world.contextFor(NO_REQUEST))
    world.store.commit()
  }
  return setInterval(check, EXPIRY_CHECK_MS)
}

/**
 * Starts the stand-in for Stripe on 127.0.0.1; resolves once it answers. Rejects for a live key, a port that is
 * taken, or data of another format.
 */
export async function startStripe(options: StripeOptions): Promise<RunningStripe> {
  requireTestKey(options.secretKey)
  const { clock = Date.now, secretKey, webhookSecret, webhookUrl } = options
  if (webhookSecret === '') throw new Error('The Stripe stand-in needs a webhook secret.')
  if (!URL.canParse(webhookUrl)) throw new Error(`The webhook address is not a URL: ${webhookUrl}`)
  const store = new Store(options.dataDir)
  const webhooks = new Webhooks(store, { secret: webhookSecret, url: webhookUrl })
  const server = createServer()
  const port = await listen(server, options.port)
  const publicUrl = options.publicUrl ?? `http://127.0.0.1:${port}`
  const now = () => Math.floor(clock() / 1000)
  const world = createWorld({ now, publicUrl, secretKey, store, webhooks })
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, new URL(publicUrl).host])
  server.on('request', (request, response) => void respond(request, response, world, hosts))
  webhooks.resume()
  const expiry = startExpiry(world)
  const stop = async () => {
    clearInterval(expiry)
    await webhooks.stop()
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { port, stop, url: publicUrl }
}
