import type { IncomingMessage, ServerResponse } from 'node:http'

const MAX_BODY_BYTES = 1_000_000

/** One request, read to its end. */
export interface Incoming {
  body: string
  header: (name: string) => string | undefined
  method: string
  path: string
  query: string
}

export interface Reply {
  body: string
  headers: Record<string, string>
  status: number
}

export const json = (status: number, value: object): Reply => ({
  status,
  body: JSON.stringify(value, null, 2),
  headers: { 'content-type': 'application/json' },
})

/** The request with its body, or null when the body is larger than anything the stand-in takes. */
export async function readRequest(request: IncomingMessage): Promise<Incoming | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size <= MAX_BODY_BYTES) chunks.push(bytes)
  }
  if (size > MAX_BODY_BYTES) return null
  const [path = '/', ...query] = (request.url ?? '/').split('?')
  return {
    body: Buffer.concat(chunks).toString(),
    header: (name) => [request.headers[name]].flat()[0],
    method: request.method ?? 'GET',
    path,
    query: query.join('?'),
  }
}

export function sendReply(response: ServerResponse, { body, headers, status }: Reply): void {
  response.writeHead(status, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers })
  response.end(body)
}
