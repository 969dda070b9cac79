import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

const LONGEST_OUTAGE_SECONDS = 3600

export const CONTROL_PREFIX = '/_local/'

/** Whether the store plays dead, for tests of what the app does then. */
export class Outage {
  #until = 0

  get on(): boolean {
    return Date.now() < this.#until
  }

  for(seconds: number): void {
    this.#until = Date.now() + seconds * 1000
  }

  switch(on: boolean): void {
    this.#until = on ? Infinity : 0
  }
}

/** Obeys `{"seconds":n}` or `{"on":true|false}`; false if it is neither. */
function obey(outage: Outage, body: string): boolean {
  let order: unknown
  try {
    order = JSON.parse(body)
  } catch {
    return false
  }
  if (typeof order !== 'object' || order === null) return false
  if ('on' in order && typeof order.on === 'boolean') outage.switch(order.on)
  else if ('seconds' in order && typeof order.seconds === 'number' && order.seconds >= 0)
    outage.for(Math.min(order.seconds, LONGEST_OUTAGE_SECONDS))
  else return false
  return true
}

function sendJson(res: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) })
  res.end(body)
}

/**
 * The paths for tests and the supervisor, no bucket can have their name: `GET /_local/health` and
 * `GET | POST /_local/outage`. They answer during an outage too, and never to a page in a browser.
 */
export async function control(req: IncomingMessage, res: ServerResponse, outage: Outage, instance: string) {
  if (req.headers.origin !== undefined) return sendJson(res, 403, { error: 'not for browsers' })
  const name = `${req.method} ${req.url}`
  if (name === 'GET /_local/health') return sendJson(res, 200, { ok: true, outage: outage.on, instance })
  if (name === 'GET /_local/outage') return sendJson(res, 200, { on: outage.on })
  if (name !== 'POST /_local/outage') return sendJson(res, 404, { error: 'not found' })
  if (Number(req.headers['content-length'] ?? Infinity) > 1024) return sendJson(res, 413, { error: 'too large' })
  if (!obey(outage, await text(req))) return sendJson(res, 400, { error: 'send {"seconds":n} or {"on":true|false}' })
  sendJson(res, 200, { on: outage.on })
}
