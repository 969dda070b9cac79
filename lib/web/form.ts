import type { z } from 'zod'
import { invalid } from '#lib/errors.ts'

export type FormValues = Record<string, string | string[]>

/** A form's text fields: a name that ends in [] is a list, however many came; files and the framework's own are left out. */
export function formValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('$ACTION')) continue
    if (!name.endsWith('[]')) values[name] = value
    else values[name] = [...((values[name] as string[] | undefined) ?? []), value]
  }
  return values
}

/** What goes back on screen after a refusal: everything typed, no token. */
export function keptValues(values: FormValues): FormValues {
  const { link: _link, token: _token, ...kept } = values
  return kept
}

/** Said where a schema has no words of its own: of fields that nobody types, which a form of ours posts as they should be. */
const STALE = 'This could not be read: copy your words, reload the page and try again'

/** @throws INVALID with messages by field */
export function parseInput<S extends z.ZodType>(schema: S, values: unknown): z.output<S> {
  const parsed = schema.safeParse(values, { error: () => STALE })
  if (parsed.success) return parsed.data
  const fieldErrors: Record<string, string[]> = {}
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? '')
    const key = name in (values as object) || !(`${name}[]` in (values as object)) ? name : `${name}[]`
    fieldErrors[key] = [...(fieldErrors[key] ?? []), issue.message]
  }
  const count = Object.keys(fieldErrors).length
  throw invalid(count === 1 ? 'One thing needs another look.' : `${count} things need another look.`, fieldErrors)
}
