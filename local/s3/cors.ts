import type { IncomingMessage } from 'node:http'
import { S3Error } from './errors.ts'
import { branch, childrenNamed, childText, document, leaf, parseXml } from './xml.ts'
import type { CorsRule } from './model.ts'
import type { XmlElement } from './xml.ts'

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE']
const EXPOSED = ['ETag', 'Content-Range', 'Accept-Ranges', 'Content-Length', 'Content-Disposition', 'x-amz-request-id']

/** The rule for buckets that have none of their own: the app may do all, and sees ETags. */
export const defaultRules = (origins: string[]): CorsRule[] =>
  origins.length ? [{ origins, methods: METHODS, headers: ['*'], expose: EXPOSED, maxAge: 600 }] : []

const texts = (element: XmlElement, name: string) => childrenNamed(element, name).map((child) => child.text.trim())

/** Reads a CORSConfiguration. Throws MalformedXML, or InvalidRequest for a method that S3 does not know. */
export function parseRules(text: string): CorsRule[] {
  const rules = childrenNamed(parseXml(text), 'CORSRule').map((rule): CorsRule => {
    const maxAge = childText(rule, 'MaxAgeSeconds')
    return {
      origins: texts(rule, 'AllowedOrigin'),
      methods: texts(rule, 'AllowedMethod'),
      headers: texts(rule, 'AllowedHeader'),
      expose: texts(rule, 'ExposeHeader'),
      maxAge: maxAge === undefined ? undefined : Number(maxAge),
    }
  })
  const whole = rules.every((rule) => rule.origins.length && rule.methods.length && !Number.isNaN(rule.maxAge))
  if (!rules.length || rules.length > 100 || !whole) throw new S3Error('MalformedXML')
  if (!rules.every((rule) => rule.methods.every((method) => METHODS.includes(method))))
    throw new S3Error('InvalidRequest', 'A CORS rule names a method that is not known')
  return rules
}

export const rulesDocument = (rules: CorsRule[]) =>
  document(
    'CORSConfiguration',
    ...rules.map((rule) =>
      branch(
        'CORSRule',
        ...rule.origins.map((value) => leaf('AllowedOrigin', value)),
        ...rule.methods.map((value) => leaf('AllowedMethod', value)),
        ...rule.headers.map((value) => leaf('AllowedHeader', value)),
        ...rule.expose.map((value) => leaf('ExposeHeader', value)),
        leaf('MaxAgeSeconds', rule.maxAge),
      ),
    ),
  )

/** One `*` in a pattern stands for anything. */
function fits(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === value
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)]
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end)
}

const requestedHeaders = (req: IncomingMessage) =>
  (req.headers['access-control-request-headers'] ?? '').split(',').flatMap((name) => name.trim().toLowerCase() || [])

/** The CORS headers for this request, preflight or not; none if no rule allows its origin, method and headers. */
export function corsHeaders(rules: CorsRule[], req: IncomingMessage): Record<string, string> {
  const { origin } = req.headers
  if (!origin) return {}
  const preflight = req.method === 'OPTIONS'
  const method = preflight ? req.headers['access-control-request-method'] : req.method
  const asked = preflight ? requestedHeaders(req) : []
  const rule = rules.find(
    ({ origins, methods, headers }) =>
      origins.some((pattern) => fits(pattern, origin)) &&
      methods.some((name) => name === method) &&
      asked.every((name) => headers.some((pattern) => fits(pattern.toLowerCase(), name))),
  )
  if (!rule) return {}
  const granted: Record<string, string> = {
    'access-control-allow-origin': rule.origins.includes('*') ? '*' : origin,
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
  if (rule.expose.length) granted['access-control-expose-headers'] = rule.expose.join(', ')
  if (!preflight) return granted
  granted['access-control-allow-methods'] = rule.methods.join(', ')
  if (asked.length) granted['access-control-allow-headers'] = asked.join(', ')
  if (rule.maxAge !== undefined) granted['access-control-max-age'] = String(rule.maxAge)
  return granted
}
