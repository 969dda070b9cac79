import { isDeepStrictEqual } from 'node:util'
import type { ActionState } from '#components/ui/action-state.ts'
import type { Answer } from './answer.ts'
import type { Field, Fields } from './fields.ts'
import type { Bad, Sent, Value } from './payloads.ts'

type Refusal = Extract<ActionState, { status: 'error' }>

/** What is wrong with an answer to a form with one bad field, in words for the report; null: nothing. */
export function judge(fields: Fields, one: { name: string; bad: Bad }, sent: Sent, answer: Answer): string | null {
  const field = fields[one.name]
  if (answer.kind === 'broken') return `broken: ${answer.said}`
  if (answer.kind === 'missing') return one.bad.must === 'take' ? 'not found' : null
  if (answer.kind === 'led' || answer.state.status !== 'error')
    return one.bad.must === 'refuse' ? `taken${answer.kind === 'led' ? `, on to ${answer.to}` : ''}` : null
  if (one.bad.must === 'take') return `refused: ${saidIn(answer.state)}`
  return refusalProblem(answer.state, sent) ?? blameProblem(answer.state, one.name, field)
}

/** Is this a refusal in words, which gives back what was typed? */
export function refusalProblem(state: Refusal, sent: Sent): string | null {
  if (state.code === 'UNAVAILABLE' || state.code === 'RATE_LIMITED') return `${state.code}: ${state.message}`
  const said = [state.message, ...Object.values(state.fieldErrors ?? {}).map(([first]) => first ?? '')]
  const wordless = said.find((text) => !isForPeople(text))
  if (wordless !== undefined) return `not in words for a person: "${wordless}"`
  return isDeepStrictEqual({ ...state.values }, keptOf(sent)) ? null : 'does not give back what was typed'
}

/** A validator's own words are for programmers. */
const isForPeople = (text: string): boolean =>
  /\p{L}{2,} \p{L}+/u.test(text) && !/^Invalid|^Too (?:big|small)|expected|received|\bNaN\b|undefined|null/.test(text)

/** Of one bad field, that field is named, unless it is one that nobody typed: then nothing is there, or it is stale. */
function blameProblem(
  { code, fieldErrors = {}, message }: Refusal,
  name: string,
  field: Field | undefined,
): string | null {
  if (code !== 'INVALID')
    return field && ['id', 'number', 'secret', 'hint'].includes(field.is) ? null : `${code}: ${message}`
  const blamed = Object.keys(fieldErrors)
  return blamed.length === 1 && blamed[0] === name ? null : `blames ${JSON.stringify(fieldErrors)}: ${message}`
}

const saidIn = ({ code, message, fieldErrors }: Refusal) => `${code} ${message} ${JSON.stringify(fieldErrors ?? {})}`

/** What a refusal must give back of what was sent: all text, the last of several unless it is a list; no file, no token. */
function keptOf(sent: Sent): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {}
  for (const [name, value] of sent) {
    const text = textOf(value)
    if (text === null || name === 'link' || name === 'token') continue
    const earlier = kept[name]
    kept[name] = name.endsWith('[]') ? [...(Array.isArray(earlier) ? earlier : []), text] : text
  }
  return kept
}

function textOf(value: Value): string | null {
  if (typeof value === 'string') return value
  return 'file' in value ? null : new TextDecoder().decode(value)
}
