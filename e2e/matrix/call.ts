import { addresses } from '../support/addresses.ts'
import type { Player, Scene } from './cast.ts'
import type { Entrance } from './entrances.ts'
import type { Verdict } from './expect.ts'

/** What the product really answered, in the words of a verdict, with its status for the report. */
export type Answer = { verdict: Verdict | 'BROKEN'; said: string }

type Place = { scene: Scene; slug: string; extra: Record<string, string> }

type Cookies = Pick<Player, 'cookies'>

const cookieHeader = (player: Cookies) =>
  Object.entries(player.cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')

/** "/cases/[caseId]/fee" with the place's own ids. */
function fill(pattern: string, { scene, slug, extra }: Place): string {
  const values: Record<string, string> = {
    caseId: scene.at.id,
    recordId: scene.recordId,
    slug,
    number: '1',
    token: 'not-a-token',
    patientId: scene.at.id,
    ...extra,
  }
  return pattern.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_all, name: string) => values[name] ?? name)
}

export function call(entrance: Entrance, player: Player, place: Place): Promise<Answer> {
  if (entrance.kind === 'page') return callPage(entrance.pattern, player, place)
  return entrance.kind === 'route'
    ? callRoute(entrance.pattern, entrance.method, player, place)
    : callAction(entrance, player, place)
}

export async function send(
  path: string,
  player: Cookies,
  init: RequestInit = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const { web } = addresses()
  const stop = new AbortController()
  const answer = await fetch(web + path, {
    ...init,
    redirect: 'manual',
    signal: stop.signal,
    headers: {
      // To pack the answers would be more than a tenth of the server's work, and they say the same.
      ...{ 'accept-encoding': 'identity', cookie: cookieHeader(player), origin: web },
      ...(init.headers as Record<string, string> | undefined),
    },
  })
  // A live stream never ends by itself; its status has said enough.
  const live = answer.headers.get('content-type')?.startsWith('text/event-stream')
  const text = live ? '' : await answer.text()
  if (live) stop.abort()
  return { status: answer.status, headers: answer.headers, text }
}

async function callPage(pattern: string, player: Player, place: Place): Promise<Answer> {
  const { status, headers } = await send(fill(pattern, place), player)
  const to = headers.get('location') ?? ''
  const said = `${status}${to && ` to ${to}`}`
  if (status >= 300 && status < 400) {
    if (to.includes('/sign-in')) return { verdict: 'SIGN_IN', said }
    return { verdict: to.includes('/act-as') ? 'SWITCH' : 'ALLOWED', said }
  }
  if (status === 404) return { verdict: 'NOTHING', said }
  // The page that stands in for those that cannot be shown while a part is away is itself no success.
  return { verdict: status === 200 || (status === 503 && pattern === '/away') ? 'ALLOWED' : 'BROKEN', said }
}

const OF_STATUS: Record<number, Verdict> = { 401: 'SIGN_IN', 403: 'FORBIDDEN', 404: 'NOTHING' }

async function callRoute(pattern: string, method: string, player: Player, place: Place): Promise<Answer> {
  const body =
    method === 'GET' || method === 'HEAD' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }
  const { status } = await send(fill(pattern, place), player, { method, ...body })
  return { verdict: OF_STATUS[status] ?? (status < 500 || status === 503 ? 'ALLOWED' : 'BROKEN'), said: String(status) }
}

const OF_CODE: Record<string, Verdict> = { UNAUTHENTICATED: 'SIGN_IN', NOT_FOUND: 'NOTHING', FORBIDDEN: 'FORBIDDEN' }

/** As React's client calls a server action: its id in a header, the arguments encoded as a form. */
async function callAction(
  entrance: Extract<Entrance, { kind: 'action' }>,
  player: Player,
  place: Place,
): Promise<Answer> {
  const form = new FormData()
  const fields: Record<string, string> = { caseId: place.scene.at.id, org: place.slug, ...place.extra }
  for (const [name, value] of Object.entries(fields)) form.append(`_1_${name}`, value)
  form.append('0', JSON.stringify([{ status: 'idle' }, '$K1']))
  const { status, headers, text } = await send(fill(entrance.pattern, place), player, {
    method: 'POST',
    body: form,
    headers: { 'next-action': entrance.id, accept: 'text/x-component' },
  })
  const to = headers.get('x-action-redirect') ?? ''
  if (to) return { verdict: to.includes('/sign-in') ? 'SIGN_IN' : 'ALLOWED', said: `${status} to ${to}` }
  const returned = /"status":"(ok|error)"(?:,"code":"([A-Z_]+)")?/.exec(text)
  if (!returned) return { verdict: 'BROKEN', said: `${status} ${text.slice(0, 120)}` }
  const code = returned[2]
  return { verdict: (code && OF_CODE[code]) || 'ALLOWED', said: code ?? 'ok' }
}
