import type { ActionState } from '#components/ui/action-state.ts'

/** What came back from an action: its state, the page it leads to, or nothing that a form could show. */
export type Answer =
  | { kind: 'state'; state: ActionState }
  | { kind: 'led'; to: string }
  | { kind: 'missing' }
  | { kind: 'broken'; said: string }

export function answerOf({ status, headers, text }: { status: number; headers: Headers; text: string }): Answer {
  const to = headers.get('x-action-redirect')
  if (to) return { kind: 'led', to }
  if (status === 404) return { kind: 'missing' }
  const said = `${status} ${text.slice(0, 200)}`
  if (status !== 200 || !headers.get('content-type')?.startsWith('text/x-component')) return { kind: 'broken', said }
  try {
    const state = returned(text)
    return isState(state) ? { kind: 'state', state } : { kind: 'broken', said }
  } catch (error) {
    return { kind: 'broken', said: `${said}: ${String(error)}` }
  }
}

const isState = (value: unknown): value is ActionState =>
  typeof value === 'object' &&
  value !== null &&
  'status' in value &&
  (value.status === 'ok' || value.status === 'error')

/** What the action returned, out of React's stream of rows: row 0 names under `a` the row that holds it. */
function returned(text: string): unknown {
  const rows = rowsOf(Buffer.from(text))
  const root = JSON.parse(rows.get('0') ?? 'null') as { a?: string } | null
  const row = rows.get(root?.a?.replace(/^\$@/, '') ?? '')
  if (row === undefined || row.startsWith('E')) throw new Error(`the action returned ${row ?? 'nothing'}`)
  return JSON.parse(row, (_key, value: unknown) => (typeof value === 'string' ? plain(value, rows) : value))
}

/** A "$" begins a reference, such as "$2" to a long text in a row of its own; a text that begins so itself has two. */
function plain(value: string, rows: Map<string, string>): string | undefined {
  if (value.startsWith('$$')) return value.slice(1)
  if (value === '$undefined') return undefined
  const reference = /^\$([0-9a-f]+)$/.exec(value)?.[1]
  return reference === undefined ? value : (rows.get(reference) ?? value)
}

const [COLON, COMMA, NEWLINE, LONG_TEXT] = [':', ',', '\n', 'T'].map((sign) => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
]

/** Rows by their id: "<id>:<json>\n", or "<id>:T<length in hex>,<so many bytes>". */
function rowsOf(bytes: Buffer): Map<string, string> {
  const rows = new Map<string, string>()
  let at = 0
  while (at < bytes.length) {
    const colon = bytes.indexOf(COLON, at)
    if (colon < 0) break
    const id = bytes.toString('latin1', at, colon)
    const long = bytes[colon + 1] === LONG_TEXT
    const comma = bytes.indexOf(COMMA, colon)
    const begin = long ? comma + 1 : colon + 1
    const newline = bytes.indexOf(NEWLINE, begin)
    const end = long
      ? begin + Number.parseInt(bytes.toString('latin1', colon + 2, comma), 16)
      : newline < 0
        ? bytes.length
        : newline
    rows.set(id, bytes.toString('utf8', begin, end))
    at = long ? end : end + 1
  }
  return rows
}
