import type { Answer } from './answer.ts'
import { judge, refusalProblem } from './judge.ts'
import { badFor, filled, type Sent } from './payloads.ts'
import { type Action, post } from './post.ts'
import type { Form, Stage } from './scenes.ts'
import type { World } from './world.ts'

/** What a round of tries found, and how many there were. */
export type Found = { tries: number; wrong: string[] }

const done = (answer: Answer) => answer.kind === 'led' || (answer.kind === 'state' && answer.state.status === 'ok')

/** Fills a form in with each of its fields bad in turn. A form that did its work is put up anew. */
export async function tryFields(action: Action, form: Form, world: World): Promise<Found> {
  const found: Found = { tries: 0, wrong: [] }
  let stage: Stage = await form(world)
  for (const name of Object.keys(stage.fields))
    for (let index = 0, list = badOf(stage, name); index < list.length; index++, list = badOf(stage, name)) {
      const bad = list[index]
      if (!bad) break
      const sent = filled(stage.fields, { name, bad })
      const answer = await post(action, stage, sent)
      const problem = judge(stage.fields, { name, bad }, sent, answer)
      if (problem) found.wrong.push(`${name}, ${bad.what}: ${problem}`)
      found.tries++
      if (done(answer)) stage = await form(world)
    }
  return found
}

/** Ids are new with each stage, so what is bad for a field is asked of the stage that stands. */
const badOf = (stage: Stage, name: string) => {
  const field = stage.fields[name]
  return field ? badFor(field) : []
}

/** The form as it should be filled in, the same with fields that it does not have, and with nothing in it. */
export async function tryWhole(action: Action, form: Form, world: World): Promise<Found> {
  const found: Found = { tries: 0, wrong: [] }
  const more = ['nonsense', '__proto__', 'constructor[]', '__proto__[]', '$ACTION_x', '']
  const unknown: Sent = more.map((name) => [name, 'x'])
  for (const [what, extra] of [
    ['as it should be', []],
    ['unknown fields', unknown],
  ] as [string, Sent][]) {
    const stage = await form(world)
    const answer = await post(action, stage, [...filled(stage.fields), ...extra])
    if (!done(answer)) found.wrong.push(`${what}: ${JSON.stringify(answer)}`)
    found.tries++
  }
  const stage = await form(world)
  const answer = await post(action, stage, [])
  const problem = emptyProblem(answer, stage)
  if (problem) found.wrong.push(`nothing at all: ${problem}`)
  found.tries++
  return found
}

/** Nothing at all is refused by every form that has a field; one without any does its work. */
function emptyProblem(answer: Answer, { fields }: Stage): string | null {
  if (answer.kind === 'broken') return answer.said
  if (answer.kind === 'missing') return null
  if (answer.kind === 'state' && answer.state.status === 'error') {
    const strange = Object.keys(answer.state.fieldErrors ?? {}).filter((name) => !(name in fields))
    return strange.length > 0 ? `blames fields that are not known here: ${strange}` : refusalProblem(answer.state, [])
  }
  return Object.keys(fields).length > 0 ? 'taken' : null
}
