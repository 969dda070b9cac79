import { createHash } from 'node:crypto'
import { ApiError, invalid } from './errors.ts'
import type { Form } from './form.ts'
import { REPLAY_LIFETIME_MS } from './store.ts'
import type { Records, Replay } from './types.ts'

/** Requests refused before anything was done are not kept: the same key may be used for the corrected request. */
const NOT_KEPT = new Set(['parameter_unknown', 'parameter_missing', 'parameter_invalid_integer', 'resource_missing'])

function sorted(form: Form): unknown {
  const entries = Object.entries(form).map(([key, value]) => [key, typeof value === 'string' ? value : sorted(value)])
  return entries.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}

/** The same for two requests that ask for the same thing, whatever the order of their parameters. */
export function fingerprintOf(method: string, path: string, form: Form): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, sorted(form)]))
    .digest('hex')
}

/** The answer already given under this key, or undefined. Throws `idempotency_error` for another request's key. */
export function findReplay(store: Records, key: string, fingerprint: string): Replay | undefined {
  if (key.length > 255) throw invalid('Idempotency keys can be at most 255 characters', 'Idempotency-Key')
  const replay = store.get('replays', key)
  if (!replay || replay.at < Date.now() - REPLAY_LIFETIME_MS) return undefined
  if (replay.fingerprint === fingerprint) return replay
  throw new ApiError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

/** Whether a refusal is the answer for this key from now on. */
export function isKept(error: ApiError): boolean {
  return error.status !== 401 && !NOT_KEPT.has(error.body.code ?? '')
}
