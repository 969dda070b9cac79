import { invalid } from './errors.ts'
import type { Records } from './types.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

const MAX_DEPTH = 4

/** The answer as it goes over the wire. */
export function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value))
}

function lookUp(store: Records, id: string): object | undefined {
  const prefix = id.slice(0, id.indexOf('_'))
  if (prefix === 'pi') return store.get('paymentIntents', id)
  if (prefix === 'ch') return store.get('charges', id)
  if (prefix === 'txn') return store.get('balanceTransactions', id)
  if (prefix === 'tr') return store.get('transfers', id)
  if (prefix === 'fee') return store.get('applicationFees', id)
  if (prefix === 'acct') return store.get('accounts', id)
  if (prefix === 're') return store.get('refunds', id)
  return undefined
}

function expandOne(store: Records, value: Json, path: string[], whole: string): Json {
  const [part, ...rest] = path
  if (part === undefined || value === null) return value
  if (Array.isArray(value)) return value.map((item) => expandOne(store, item, path, whole))
  const child = typeof value === 'object' ? value[part] : undefined
  if (typeof value !== 'object' || child === undefined) throw cannotExpand(part, whole)
  if (typeof child !== 'string') return { ...value, [part]: expandOne(store, child, rest, whole) }
  const found = lookUp(store, child)
  if (!found) throw cannotExpand(part, whole)
  return { ...value, [part]: expandOne(store, toJson(found), rest, whole) }
}

function cannotExpand(part: string, whole: string) {
  return invalid(`This property cannot be expanded (${part}) in the stand-in: ${whole}`, 'expand')
}

/** Replaces ids by their objects along paths such as `payment_intent.latest_charge`; at most four levels. */
export function expandAll(store: Records, value: Json, paths: string[]): Json {
  return paths.reduce((expanded, whole) => {
    const path = whole.split('.')
    if (path.length > MAX_DEPTH) throw invalid(`You cannot expand more than ${MAX_DEPTH} levels: ${whole}`, 'expand')
    return expandOne(store, expanded, path, whole)
  }, value)
}
