// What Next cannot read it answers with 500, as if it were our defect: looked at before it comes there.

/** Whether an address can be decoded; a link that was broken on its way names nothing that is there. */
export function isReadablePath(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

/** As `serverActions.bodySizeLimit` in next.config.ts. */
const MOST = 1024 * 1024

/** The refusal of a post that no form of ours could have sent, or null. */
export async function unreadablePost(request: Request): Promise<Response | null> {
  const called = request.headers.has('next-action')
  const type = request.headers.get('content-type') ?? ''
  const form = type.toLowerCase().startsWith('multipart/form-data')
  if (request.method !== 'POST' || !(called || form)) return null
  // A route of the API reads its files itself, within limits of its own.
  if (!called && new URL(request.url).pathname.startsWith('/api/')) return null
  if (Number(request.headers.get('content-length')) > MOST)
    return refusal(413, 'That is too much at once. Go back: what you typed is there. Shorten it, and send it again.')
  if (!form) return refusal(415, UNREADABLE)
  const readable = await hasArguments(request, called)
  return readable ? null : refusal(400, UNREADABLE)
}

const UNREADABLE = 'This form could not be read. Go back, copy what you typed, reload the page and try again.'

/** A form sent by script has the action's arguments in part 0; one without script is looked through by Next itself. */
async function hasArguments(request: Request, called: boolean): Promise<boolean> {
  try {
    const sent = (await request.formData()).get('0')
    return !called || Array.isArray(JSON.parse(typeof sent === 'string' ? sent : ''))
  } catch {
    return false
  }
}

const refusal = (status: number, said: string): Response =>
  new Response(said, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
