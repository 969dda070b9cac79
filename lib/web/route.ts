import 'server-only'
import type { z } from 'zod'
import type { CaseAction, OrgAction } from '#lib/access/policy.ts'
import { type AppError, type ErrorCode, forbidden, invalid } from '#lib/errors.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { awayPath } from './away.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import { parseInput } from './form.ts'
import { partAway, toRefusal } from './refusal.ts'
import { asPerson, type CaseUnit, inOrg, onCase, type OrgUnit, type PersonUnit } from './unit.ts'

export const HTTP_STATUS: Record<ErrorCode, number> = {
  INVALID: 422,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
}

type Params = Record<string, string>
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

type Definition<U, S extends z.ZodType, R> = {
  /** Path parameters, query and, for anything but GET, the JSON body, in one object. */
  input: S
  run: (unit: U, input: z.output<S>, request: Request) => Promise<R>
  /**
   * After the commit: calls to outside systems, and the response. `again` opens another unit of work. Without it the
   * result is sent as JSON.
   */
  respond?: (result: R, input: z.output<S>, request: Request, again: Again<U>) => Promise<Response> | Response
}

type Again<U> = <T>(work: (unit: U) => Promise<T>) => Promise<T>
type Open<U> = (creds: Credentials, params: Params) => Again<U>

/** A route on one case: the path's [caseId]. */
export const caseRoute = <S extends z.ZodType, R>(can: CaseAction, def: Definition<CaseUnit, S, R>): Handler =>
  build((creds, params) => (work) => onCase(creds, params.caseId ?? '', can, work), def)

/** A route within an organization: the path's [slug]. */
export const orgRoute = <S extends z.ZodType, R>(can: OrgAction, def: Definition<OrgUnit, S, R>): Handler =>
  build((creds, params) => (work) => inOrg(creds, params.slug ?? '', can, work), def)

/** A route on a signed-in person's own things. */
export const personRoute = <S extends z.ZodType, R>(def: Definition<PersonUnit, S, R>): Handler =>
  build((creds) => (work) => asPerson(creds, work), def)

/** A route without our own session, such as a signed webhook: it proves itself in `run`. */
export function signedRoute(run: (request: Request) => Promise<Response>): Handler {
  return async (request) => {
    try {
      return await run(request)
    } catch (error) {
      return refusal(error)
    }
  }
}

/** Somebody opened this address as a page of its own (a record, a PDF): an outage is told by a page, which leads back here. */
function awayPage(error: unknown, request: Request): Response | null {
  const part = partAway(error)
  const { pathname, search } = new URL(request.url)
  if (!part || request.method !== 'GET' || request.headers.get('sec-fetch-mode') !== 'navigate') return null
  log.warn({ err: error }, 'a file was not opened: a part is away')
  return new Response(null, {
    status: 303,
    headers: { location: awayPath(pathname + search, part), 'cache-control': 'no-store' },
  })
}

function build<U, S extends z.ZodType, R>(open: Open<U>, def: Definition<U, S, R>): Handler {
  return async (request, context) => {
    try {
      const params = await context.params
      refuseForeignOrigin(request)
      const creds = await readCredentials()
      const body = await readBody(request)
      const query = Object.fromEntries(new URL(request.url).searchParams)
      const again = open(creds, params)
      const { input, result } = await again(async (unit) => {
        const parsed = parseInput(def.input, { ...query, ...body, ...params })
        return { input: parsed, result: await def.run(unit, parsed, request) }
      })
      if (def.respond) return await def.respond(result, input, request, again)
      return json(result)
    } catch (error) {
      return awayPage(error, request) ?? refusal(error)
    }
  }
}

/** A result as JSON that no cache keeps. */
export const json = (result: unknown): Response =>
  Response.json(result ?? null, { headers: { 'cache-control': 'private, no-store' } })

/** Leads a plain form on, to a page of ours. */
export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })

/** One file of several that was refused, while the rest goes on: the same shape, with the status it would have had alone. */
export const refusedFile = ({ recordId, refused }: { recordId: string; refused: AppError }) => {
  const { code, message, fieldErrors } = refused
  return { recordId, error: { code, status: HTTP_STATUS[code], message, fieldErrors } }
}

/** Every refusal of an API in one shape: { error: { code, message, fieldErrors } }. */
export function refusal(error: unknown): Response {
  const { code, message, fieldErrors } = toRefusal(error)
  return Response.json(
    { error: { code, message, fieldErrors } },
    { status: HTTP_STATUS[code], headers: { 'cache-control': 'private, no-store' } },
  )
}

/** Cookies ride along with any site's post, so a change must come from our own pages. */
function refuseForeignOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.headers.get('origin')
  if (origin !== null && origin !== env().APP_URL) throw forbidden('This request came from another site.')
  if (origin === null && request.headers.get('sec-fetch-site') === 'cross-site')
    throw forbidden('This request came from another site.')
}

const MOST_BODY = 256 * 1024

async function readBody(request: Request): Promise<Record<string, unknown>> {
  if (request.method === 'GET' || request.method === 'HEAD') return {}
  // A file, which is read once its sender may send it.
  if (request.headers.get('content-type')?.toLowerCase().startsWith('multipart/form-data')) return {}
  const text = await request.text()
  if (text === '') return {}
  if (text.length > MOST_BODY) throw invalid('That is too much at once.')
  try {
    const body: unknown = JSON.parse(text)
    if (body !== null && typeof body === 'object' && !Array.isArray(body)) return { ...body }
  } catch {
    // Said below: malformed JSON and JSON of another kind are the same mistake.
  }
  throw invalid('The request could not be read.')
}
