import { once } from 'node:events'
import http from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { authenticate } from './auth.ts'
import { checkUnclaimed, claimFolder, releaseFolder } from './claim.ts'
import { hoistedHeaders, newRequestId, parseTarget, plainHeaders, sendEmpty, sendXml } from './context.ts'
import { control, CONTROL_PREFIX, Outage } from './control.ts'
import { corsHeaders, defaultRules } from './cors.ts'
import { S3Error } from './errors.ts'
import { isFormPost, postForm } from './post.ts'
import { route } from './router.ts'
import { Store } from './store.ts'
import { errorDocument } from './xml.ts'
import type { Credentials } from './auth.ts'
import type { CorsRule } from './model.ts'

export type S3Options = Credentials & {
  /** Folder for everything; made if missing. One server at a time. */
  dataDir: string
  /** 0 for any free port. */
  port: number
  /** Made if missing. */
  buckets: string[]
  /** Origins of the app, for buckets without CORS rules of their own. */
  corsOrigins: string[]
  log?: (line: string) => void
}

export type LocalS3 = { port: number; url: string; stop(): Promise<void> }

type App = {
  store: Store
  credentials: Credentials
  defaultCors: CorsRule[]
  outage: Outage
  instance: string
  log: (line: string) => void
}

const HOST = '127.0.0.1'
const STOP_GRACE_MS = 2000

function checkKeys({ accessKeyId, secretAccessKey }: Credentials): void {
  if (/^A[KS]IA/i.test(accessKeyId))
    throw new Error('The access key looks like a real AWS key; the local S3 server takes made-up keys only')
  if (!accessKeyId || accessKeyId.includes('/') || secretAccessKey.length < 8)
    throw new Error('The local S3 server needs an access key without slashes and a secret of 8 characters or more')
}

async function dispatch(app: App, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { method = '', url = '' } = req
  const target = parseTarget(url)
  const cors = corsHeaders(app.store.lookup(target.bucket)?.cors ?? app.defaultCors, req)
  for (const [name, value] of Object.entries(cors)) res.setHeader(name, value)
  if (app.outage.on) throw new S3Error('ServiceUnavailable')
  if (method === 'OPTIONS') {
    if (cors['access-control-allow-origin']) return sendEmpty(res, 200)
    throw new S3Error('AccessDenied', 'CORS does not allow this origin, method or header')
  }
  const headers = plainHeaders(req)
  const { store, credentials } = app
  const unsigned = { req, res, target, headers, store, region: credentials.region, origin: `http://${headers['host']}` }
  if (isFormPost(method, headers) && !target.key && ![...target.query.keys()].length)
    return postForm(unsigned, credentials, Date.now())
  const auth = authenticate({ method, path: target.path, query: target.query, headers }, credentials, Date.now())
  const effective = auth.presigned ? { ...hoistedHeaders(target.query), ...headers } : headers
  await route(method, target)({ ...unsigned, headers: effective, auth })
}

function answerError(app: App, req: IncomingMessage, res: ServerResponse, error: unknown, requestId: string): void {
  if (!(error instanceof S3Error) && !res.destroyed)
    app.log(`${req.method} ${req.url?.split('?')[0]}: ${String(error)}`)
  // Too late for a clean answer: the client must see a cut, not a whole object.
  if (res.headersSent || res.destroyed) return void res.destroy()
  const known = error instanceof S3Error ? error : new S3Error('InternalError')
  if (req.method === 'HEAD') return sendEmpty(res, known.status, known.headers)
  const resource = req.url?.split('?')[0] ?? ''
  sendXml(res, known.status, errorDocument(known.code, known.message, resource, requestId), known.headers)
}

async function handle(app: App, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const requestId = newRequestId()
  res.setHeader('x-amz-request-id', requestId)
  try {
    if (req.url?.startsWith(CONTROL_PREFIX)) await control(req, res, app.outage, app.instance)
    else await dispatch(app, req, res)
  } catch (error) {
    answerError(app, req, res, error, requestId)
  } finally {
    // What is left of a refused body is read and dropped, else the client sees a reset instead of the answer.
    if (!req.readableEnded) req.resume()
  }
}

async function listen(server: http.Server, port: number): Promise<number> {
  server.listen(port, HOST)
  await once(server, 'listening') // rejects if the port is taken
  return (server.address() as AddressInfo).port
}

async function close(server: http.Server, running: Set<Promise<void>>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const grace = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
  await Promise.allSettled(running)
  clearTimeout(grace)
  server.closeAllConnections()
  await closed
}

/**
 * Starts the local S3 server on 127.0.0.1: SigV4 always verified, objects kept in `dataDir`. Throws if the keys look
 * real, the port is taken or the folder is in use. `stop` lets running requests end for two seconds.
 */
export async function startS3(options: S3Options): Promise<LocalS3> {
  const { dataDir, accessKeyId, secretAccessKey, region, log = () => {} } = options
  const credentials = { accessKeyId, secretAccessKey, region }
  checkKeys(credentials)
  await checkUnclaimed(dataDir)
  const store = new Store(dataDir)
  await store.open(log)
  for (const name of options.buckets) if (!store.lookup(name)) await store.createBucket(name)
  const instance = newRequestId()
  const app = {
    store,
    credentials,
    defaultCors: defaultRules(options.corsOrigins),
    outage: new Outage(),
    instance,
    log,
  }
  const running = new Set<Promise<void>>()
  const server = http.createServer((req, res) => {
    const done = handle(app, req, res)
    running.add(done)
    void done.finally(() => running.delete(done))
  })
  server.requestTimeout = 0 // an upload takes as long as it takes
  server.keepAliveTimeout = 60_000 // longer than clients keep idle sockets, so that none is closed under a request
  const port = await listen(server, options.port)
  await claimFolder(dataDir, { port, instance })
  const stop = async () => {
    await close(server, running)
    await releaseFolder(dataDir)
  }
  return { port, url: `http://${HOST}:${port}`, stop }
}
