import { z } from 'zod'
import { invalid, type ApiError } from './errors.ts'
import type { Form, FormValue } from './form.ts'

// Every parameter arrives as text; these schemas give it its type and Stripe's error code.

function refuse(context: z.RefinementCtx, message: string, code?: string): never {
  context.addIssue({ code: 'custom', message, params: { code } })
  return z.NEVER
}

export const text = z.string().transform((raw, context) => {
  if (raw.length > 5000) return refuse(context, 'Invalid string: must be at most 5000 characters', 'parameter_invalid')
  if (raw !== '') return raw
  return refuse(context, 'You passed an empty string. Leave the parameter out instead.', 'parameter_invalid_empty')
})

export const integer = z.string().transform((raw, context) => {
  if (/^-?\d{1,15}$/.test(raw)) return Number(raw)
  return refuse(context, `Invalid integer: ${raw.slice(0, 100)}`, 'parameter_invalid_integer')
})

export const positive = integer.transform((value, context) => {
  if (value > 0) return value
  return refuse(context, 'Invalid positive integer: must be greater than 0', 'parameter_invalid_integer')
})

export const flag = z.string().transform((raw, context) => {
  if (raw === 'true' || raw === 'false') return raw === 'true'
  return refuse(context, `Invalid boolean: ${raw.slice(0, 100)}`)
})

export const webUrl = z.string().transform((raw, context) => {
  // The template in success_url is not a legal URL character sequence everywhere, so it is set aside.
  const url = URL.parse(raw.replaceAll('{CHECKOUT_SESSION_ID}', 'id'))
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && raw.length <= 5000) return raw
  return refuse(context, 'Not a valid URL', 'url_invalid')
})

export const emailAddress = z.string().transform((raw, context) => {
  if (isEmail(raw)) return raw
  return refuse(context, `Invalid email address: ${raw.slice(0, 100)}`, 'email_invalid')
})

export const currency = z.string().transform((raw, context) => {
  const code = raw.toLowerCase()
  if (/^[a-z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code.toUpperCase())) return code
  return refuse(context, `Invalid currency: ${raw.slice(0, 100)}`)
})

export const metadata = z.record(z.string(), z.string()).transform((pairs, context) => {
  const entries = Object.entries(pairs).filter(([, value]) => value !== '')
  if (entries.length > 50) return refuse(context, 'Metadata can have at most 50 keys')
  for (const [key, value] of entries) {
    if (key.length > 40) return refuse(context, 'Metadata keys can be at most 40 characters')
    if (value.length > 500) return refuse(context, `Metadata values can be at most 500 characters: ${key}`)
  }
  return Object.fromEntries(entries)
})

/** A list, sent as `name[0]=…&name[1]=…` or `name[]=…`. */
export function list<T extends z.ZodType>(item: T) {
  const isIndexed = (value: object) => Object.keys(value).every((key, index) => key === String(index))
  return z.preprocess(
    (value) => (typeof value === 'object' && value !== null && isIndexed(value) ? Object.values(value) : value),
    z.array(item).max(100),
  )
}

export const expand = list(z.string())

export const pagination = {
  ending_before: text.optional(),
  limit: positive.optional(),
  starting_after: text.optional(),
}

/** Whether a receipt could be sent there: one @, no blanks, a dot in the domain or a bare local host. */
export function isEmail(value: string): boolean {
  return value.length <= 320 && /^[^\s@<>"]+@[^\s@<>"]+$/.test(value)
}

function bracketed(path: PropertyKey[]): string {
  return path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('')
}

function sentAt(form: Form, path: PropertyKey[]): FormValue | undefined {
  let value: FormValue | undefined = form
  for (const part of path) value = typeof value === 'object' ? value[String(part)] : undefined
  return value
}

function refusal(form: Form, issues: z.core.$ZodIssue[]): ApiError {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys')
  if (unknown) {
    const names = unknown.keys.map((key) => bracketed([...unknown.path, key]))
    const noun = names.length === 1 ? 'parameter' : 'parameters'
    return invalid(`Received unknown ${noun}: ${names.join(', ')}`, names[0], 'parameter_unknown')
  }
  const absent = issues.find((issue) => sentAt(form, issue.path) === undefined)
  if (absent) {
    const name = bracketed(absent.path)
    return invalid(`Missing required param: ${name}.`, name, 'parameter_missing')
  }
  const [issue] = issues
  if (!issue) return invalid('Invalid request')
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined
  return invalid(issue.message, bracketed(issue.path), typeof code === 'string' ? code : undefined)
}

/** Reads parameters by schema; throws an ApiError such as `parameter_unknown` or `parameter_missing`. */
export function readParams<T extends z.ZodType>(schema: T, form: Form): z.infer<T> {
  const result = schema.safeParse(form)
  if (result.success) return result.data
  throw refusal(form, result.error.issues)
}
