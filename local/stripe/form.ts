import { invalid } from './errors.ts'

export type FormValue = string | Form
export interface Form {
  [key: string]: FormValue
}

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype'])
const MAX_DEPTH = 8

/** `a[b][0]` as ['a', 'b', '0']; `a[]` as ['a', '']. */
function pathOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
  if (!match) throw invalid(`Invalid parameter name: ${name}`, name)
  const [, head = '', rest = ''] = match
  const path = [
    head,
    ...rest
      .split('[')
      .slice(1)
      .map((part) => part.slice(0, -1)),
  ]
  if (path.length > MAX_DEPTH || path.some((part) => UNSAFE.has(part))) {
    throw invalid(`Invalid parameter name: ${name}`, name)
  }
  return path
}

function place(target: Form, path: string[], value: string, name: string): void {
  const [first = '', ...rest] = path
  const key = first === '' ? String(Object.keys(target).length) : first
  const existing = target[key]
  if (rest.length === 0) {
    if (typeof existing === 'object') throw invalid(`Invalid object: ${name}`, name)
    target[key] = value
    return
  }
  if (typeof existing === 'string') throw invalid(`Invalid object: ${name}`, name)
  const child: Form = existing ?? {}
  target[key] = child
  place(child, rest, value, name)
}

/**
 * Reads a form-encoded body or query with Stripe's bracket nesting. Lists stay objects with the keys
 * 0, 1, 2 …: only the parameter's schema knows whether a list is meant.
 */
export function parseForm(encoded: string): Form {
  const form: Form = {}
  for (const [name, value] of new URLSearchParams(encoded)) place(form, pathOf(name), value, name)
  return form
}
