import { expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import { rowVersion } from '#lib/version.ts'
import { formValues, keptValues, parseInput } from './form.ts'

function fieldErrors(schema: z.ZodType, values: unknown): Record<string, string[]> {
  try {
    parseInput(schema, values)
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID') return error.fieldErrors
    throw error
  }
  return {}
}

it('never says a validator’s own words to a person', () => {
  const schema = z.object({
    step: z.enum(['story', 'vet']),
    id: z.uuid(),
    count: z.number().max(3),
    name: z.string().max(2),
    own: z.string('Say what it is called'),
  })
  const errors = fieldErrors(schema, { step: 'x', id: 'x', count: 4, name: 'long' })
  const said = ['This could not be read: copy your words, reload the page and try again']
  expect(errors).toEqual({ step: said, id: said, count: said, name: said, own: ['Say what it is called'] })
})

it('takes a version that a row can have, and calls any other stale', () => {
  const schema = z.object({ version: rowVersion })
  for (const good of ['0', '1', '2147483647', 7]) expect(fieldErrors(schema, { version: good })).toEqual({})
  for (const bad of ['2147483648', '-1', '1.5', '1e99', 'NaN', 'Infinity', 'x', undefined, {}])
    expect(fieldErrors(schema, { version: bad })).toEqual({
      version: ['This form is stale: copy your words, reload and try again'],
    })
})

it('reads the last of several texts, all of a list, and no file; gives back everything but tokens', () => {
  const form = new FormData()
  for (const [name, value] of [
    ['name', 'first'],
    ['name', 'last'],
    ['kinds[]', 'LAB'],
    ['kinds[]', 'LAB'],
    ['token', 'secret'],
    ['link', 'secret'],
    ['$ACTION_KEY', 'k'],
    ['__proto__', 'x'],
  ] as const)
    form.append(name, value)
  form.append('name', new File(['x'], 'x.txt'))
  const values = formValues(form)
  expect(values).toEqual({ name: 'last', 'kinds[]': ['LAB', 'LAB'], token: 'secret', link: 'secret' })
  expect(keptValues(values)).toEqual({ name: 'last', 'kinds[]': ['LAB', 'LAB'] })
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})
