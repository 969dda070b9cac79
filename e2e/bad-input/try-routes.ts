import { randomUUID } from 'node:crypto'
import { send } from '../matrix/call.ts'
import type { Entrance } from '../matrix/entrances.ts'
import type { ApiScene, Api } from './routes.ts'
import type { Found } from './try-forms.ts'
import type { World } from './world.ts'

export type Route = Extract<Entrance, { kind: 'route' }>
type Got = { status: number; headers: Headers; text: string }

const IDS = [
  'not-an-id',
  '00000000-0000-0000-0000-000000000000',
  '%00',
  '%ED%A0%80',
  '%FF',
  '..%2F..',
  `%27%20or%201=1`,
]
const SEARCHES = [
  '',
  'x'.repeat(2000),
  '%00',
  '%ED%A0%80',
  '%3Cscript%3E',
  '__proto__',
  '-1',
  '1e99',
  'NaN',
  '%27%3B--',
]
const LONE = '\ud83d'
const VALUES: unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e99,
  '',
  'NaN',
  'x'.repeat(100_000),
  '心臓 قلب 🐈‍⬛',
  'a\u0000b\u0007',
  `a${LONE}b`,
  '<script>window.__hit = 1</script>',
  `'; drop table "Case"; --`,
  [],
  [{}],
  {},
  { toString: 1 },
]
const BODIES: [what: string, body: string][] = [
  ['no JSON', 'nope'],
  ['half a JSON', '{"name":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"x"'],
  ['a number', '5'],
  ['depth', '['.repeat(20_000)],
  ['300 kB', JSON.stringify({ name: 'x'.repeat(300_000) })],
  ['a prototype', '{"__proto__":{"caseId":"x"},"constructor":1}'],
  ['a byte', '\u0000'],
  ['nothing', ''],
]

const pathOf = (pattern: string, params: Record<string, string>): string =>
  pattern.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_all, name: string) => params[name] ?? name)

/** Every part of a route's address and body, bad in turn. */
export async function tryRoute(route: Route, api: Api, world: World): Promise<Found> {
  const found: Found = { tries: 0, wrong: [] }
  const scene = await api.scene(world)
  const note = (what: string, problem: string | null) => {
    found.tries++
    if (problem) found.wrong.push(`${what}: ${problem}`)
  }
  await tryAddress(route, scene, note)
  if (route.method !== 'GET') await tryBody(route, scene, note)
  return found
}

type Note = (what: string, problem: string | null) => void

async function tryAddress(route: Route, scene: ApiScene, note: Note): Promise<void> {
  const { params, foreign, search = [] } = scene
  for (const name of Object.keys(params))
    for (const bad of [...IDS, randomUUID(), ...(foreign[name] ? [foreign[name]] : [])]) {
      const got = await ask(route, scene, pathOf(route.pattern, { ...params, [name]: bad }), scene.body)
      note(`[${name}] ${bad}`, got.status < 400 ? `taken: ${got.status}` : problemOf(got))
    }
  const path = pathOf(route.pattern, params)
  for (const name of [...search, 'nonsense', 'caseId', 'recordId'])
    for (const bad of [...SEARCHES, `a&${name}=b`])
      note(`?${name}=${bad.slice(0, 20)}`, problemOf(await ask(route, scene, `${path}?${name}=${bad}`, scene.body)))
}

async function tryBody(route: Route, scene: ApiScene, note: Note): Promise<void> {
  const path = pathOf(route.pattern, scene.params)
  for (const [what, body] of BODIES) note(what, problemOf(await ask(route, scene, path, body)))
  const { body = {} } = scene
  for (const name of Object.keys(body))
    for (const bad of VALUES) {
      const got = await ask(route, scene, path, { ...body, [name]: bad })
      note(`${name} ${JSON.stringify(bad).slice(0, 30)}`, problemOf(got, name))
    }
}

function ask({ method }: Route, scene: ApiScene, path: string, body: unknown): Promise<Got> {
  const posted = method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) }
  return send(path, scene, { method, ...posted, headers: { 'content-type': 'application/json' } })
}

/** Refusals of ours say in words what is wrong, and name the field where one is. */
function problemOf({ status, headers, text }: Got, field?: string): string | null {
  if (status >= 500) return `${status} ${text.slice(0, 200)}`
  if (status < 400 || !headers.get('content-type')?.startsWith('application/json')) return null
  const { error } = JSON.parse(text) as {
    error?: { code: string; message: string; fieldErrors: Record<string, string[]> }
  }
  if (!error?.code || !/\p{L}{2,}/u.test(error.message)) return `no words: ${status} ${text.slice(0, 200)}`
  const blamed = Object.entries(error.fieldErrors)
  const wordless = blamed.find(([, [first = '']]) => /^Invalid|^Too |expected|received/.test(first))
  if (wordless) return `not in words for a person: ${JSON.stringify(wordless)}`
  return field && status === 422 && blamed[0]?.[0] !== field ? `blames ${JSON.stringify(error.fieldErrors)}` : null
}
