import { z } from 'zod'
import { expandAll, toJson, type Json } from './expand.ts'
import type { Form } from './form.ts'
import { expand, readParams } from './params.ts'
import type { Context } from './types.ts'

/** The parameters of one call: names that the SDK does not know for it do not compile. */
export type Shape<Params> = Partial<Record<keyof Params, z.ZodType>>

export interface Route {
  method: 'GET' | 'POST'
  path: string
  run: (context: Context, form: Form, id: string) => Json
}

type Answer<S extends z.ZodRawShape> = (
  context: Context,
  params: z.infer<z.ZodObject<S, z.core.$strict>>,
  id: string,
) => object

/** One call of the API: parameters read by schema, unknown ones refused, `expand` applied to the answer. */
export function route<S extends z.ZodRawShape>(
  method: Route['method'],
  path: string,
  shape: S,
  answer: Answer<S>,
): Route {
  const schema = z.strictObject(shape)
  const expansion = z.object({ expand: expand.optional() })
  const run = (context: Context, form: Form, id: string) => {
    const { expand: paths = [] } = readParams(expansion, form)
    const { expand: _, ...rest } = form
    const answered = toJson(answer(context, readParams(schema, rest), id))
    return expandAll(context.store, answered, paths)
  }
  return { method, path, run }
}

/** The id in `path` for a pattern with at most one `:id`; '' where the pattern has none, null for no match. */
export function matchPath(pattern: string, path: string): string | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  let id = ''
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? ''
    if (part === ':id' && /^\w+$/.test(actual)) id = actual
    else if (part !== actual) return null
  }
  return id
}
