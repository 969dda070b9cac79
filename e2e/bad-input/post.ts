import { randomInt, randomUUID } from 'node:crypto'
import { send } from '../matrix/call.ts'
import type { Entrance } from '../matrix/entrances.ts'
import { type Answer, answerOf } from './answer.ts'
import type { Sent, Value } from './payloads.ts'
import type { Stage } from './scenes.ts'

export type Action = Extract<Entrance, { kind: 'action' }>

/** Sends a form as React's client does, but byte by byte, so that it can be what no browser would send. */
export async function post(action: Action, stage: Stage, sent: Sent): Promise<Answer> {
  const boundary = `----${randomUUID()}`
  const parts: [string, Value][] = [
    ...sent.map(([name, value]): [string, Value] => [`_1_${name}`, value]),
    ['0', JSON.stringify(stage.plain ? ['$K1'] : [{ status: 'idle' }, '$K1'])],
  ]
  const body = Buffer.concat([...parts.map(([name, value]) => part(boundary, name, value)), tail(boundary)])
  return answerOf(await postBody(action, stage, body, `multipart/form-data; boundary=${boundary}`, action.id))
}

/** Sends any body at all to the action's page; `id`: the action that is called, null for a post without script. */
export function postBody(
  action: Action,
  stage: Stage,
  body: Buffer | string,
  type: string,
  id: string | null,
): ReturnType<typeof send> {
  return send(pageOf(action.pattern, stage.params), stage, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: {
      'content-type': type,
      'x-forwarded-for': somewhere(),
      ...(id === null ? {} : { 'next-action': id, accept: 'text/x-component' }),
    },
  })
}

/** Each post from a place of its own, so that nobody's limit is what is tested. */
const somewhere = () => `198.18.${randomInt(256)}.${randomInt(256)}`

const pageOf = (pattern: string, params: Record<string, string>): string =>
  pattern.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_all, name: string) => params[name] ?? name)

function part(boundary: string, name: string, value: Value): Buffer {
  const isFile = typeof value === 'object' && 'file' in value
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${name}"${isFile ? '; filename="a.txt"\r\nContent-Type: text/plain' : ''}`,
  ]
  const bytes = typeof value === 'string' ? Buffer.from(value) : isFile ? Buffer.from(value.file) : value
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes, Buffer.from('\r\n')])
}

const tail = (boundary: string) => Buffer.from(`--${boundary}--\r\n`)
