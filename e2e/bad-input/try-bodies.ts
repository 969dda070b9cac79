import { answerOf } from './answer.ts'
import { refusalProblem } from './judge.ts'
import { type Action, postBody } from './post.ts'
import type { Form } from './scenes.ts'
import type { Found } from './try-forms.ts'
import type { World } from './world.ts'

type Body = { what: string; type: string; body: string | Buffer; called?: string | null }

const BOUNDARY = 'x'
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`
const parts = (...named: [string, string][]): string =>
  [
    ...named.map(
      ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    `--${BOUNDARY}--\r\n`,
  ].join('')
const multipart = (what: string, ...named: [string, string][]): Body => ({
  what,
  type: MULTIPART,
  body: parts(...named),
})

/** What is no form of ours. `called`: another action than the one that is tried; null: none. */
const bodies = (action: Action): Body[] => [
  { what: 'nothing', type: 'text/plain', body: '' },
  { what: 'words', type: 'text/plain;charset=UTF-8', body: 'hello' },
  { what: 'JSON', type: 'application/json', body: '{"caseId":"x"}' },
  {
    what: 'arguments without a form',
    type: 'text/plain;charset=UTF-8',
    body: '[{"status":"idle"},{"caseId":"\\ud800"}]',
  },
  { what: 'a form of another kind', type: 'application/x-www-form-urlencoded', body: 'caseId=x' },
  { what: 'bytes', type: 'application/octet-stream', body: Buffer.from([255, 0, 254]) },
  { what: 'a form without its boundary', type: 'multipart/form-data', body: parts(['0', '[{},"$K1"]']) },
  { what: 'a form that is cut off', type: MULTIPART, body: parts(['0', '[{},"$K1"]']).slice(0, 60) },
  multipart('a form without arguments', ['_1_caseId', 'x']),
  multipart('arguments that are no JSON', ['0', 'nope']),
  multipart('arguments that are no list', ['0', '{"a":1}']),
  multipart('no argument', ['0', '[]']),
  multipart('arguments that are nothing', ['0', '[null,null]']),
  multipart('a text for a form', ['0', '[{"status":"idle"},"\\ud800"]']),
  multipart('more than is taken', ['0', '[{"status":"idle"},"$K1"]'], ['_1_caseId', 'x'.repeat(1_200_000)]),
  { ...multipart('an unknown action', ['0', '[{"status":"idle"},"$K1"]']), called: `7f${'0'.repeat(40)}` },
  { ...multipart('an action that is none', ['0', '[{"status":"idle"},"$K1"]']), called: `'; drop table "Case"; --` },
  { ...multipart('no action', ['caseId', 'x']), called: null },
  { ...multipart('an unknown action, without script', [`$ACTION_ID_7f${'0'.repeat(40)}`, '']), called: null },
  { ...multipart('the action alone, without script', [`$ACTION_ID_${action.id}`, '']), called: null },
]

/** Posts to an action what is no form at all: refused, by words or by a status that says whose mistake it is. */
export async function tryBodies(action: Action, form: Form, world: World): Promise<Found> {
  const found: Found = { tries: 0, wrong: [] }
  const stage = await form(world)
  for (const { what, type, body, called } of bodies(action)) {
    const sent = await postBody(action, stage, body, type, called === undefined ? action.id : called)
    const problem = bodyProblem(sent, called === null)
    if (problem) found.wrong.push(`${what}: ${problem}`)
    found.tries++
  }
  return found
}

function bodyProblem(sent: { status: number; headers: Headers; text: string }, asPage: boolean): string | null {
  const said = `${sent.status} ${sent.text.slice(0, 120)}`
  if (sent.status >= 400) return sent.status < 500 && sent.text !== '' ? null : said
  // Without script the page itself is the answer.
  if (asPage) return sent.status === 200 || sent.status === 303 ? null : said
  const answer = answerOf(sent)
  if (answer.kind !== 'state' || answer.state.status !== 'error') return said
  return refusalProblem(answer.state, [])
}
