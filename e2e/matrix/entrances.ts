import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

// Every way in, read from the tree and the build: a page, route or action that is added stands here by itself.

const root = path.join(import.meta.dirname, '../..')

/** Which wrapper of lib/web guards an entrance, and what it asks the policy table. */
export type Rule =
  | { scope: 'case' | 'org'; action: string }
  | { scope: 'person' | 'public' | 'signed' | 'fixed' | 'library'; action: null }

export type Entrance =
  | { kind: 'page'; file: string; pattern: string; rule: Rule }
  | { kind: 'route'; file: string; pattern: string; method: string; rule: Rule }
  | { kind: 'action'; file: string; name: string; id: string; pattern: string; rule: Rule }

const SCOPE = {
  casePage: 'case',
  caseRoute: 'case',
  caseAction: 'case',
  orgPage: 'org',
  orgRoute: 'org',
  orgAction: 'org',
} as const
const OPEN = {
  personPage: 'person',
  personRoute: 'person',
  personAction: 'person',
  publicPage: 'public',
  // Behind a token that the matrix does not have: nothing is there for anybody.
  linkPage: 'public',
  publicRoute: 'public',
  publicAction: 'public',
  signedRoute: 'signed',
} as const
const WRAPPER =
  /\b(casePage|orgPage|personPage|publicPage|linkPage|caseRoute|orgRoute|personRoute|publicRoute|signedRoute|caseAction|orgAction|personAction|publicAction)\b(?:<[^(]*>)?\(\s*(?:'([\w.]+)')?/

/** next-auth's own routes; guarded by the library, tested with sign-in. */
const LIBRARY = ['app/api/auth/[...nextauth]/route.ts']

function ruleIn(source: string, where: string): Rule {
  const found = WRAPPER.exec(source)
  if (!found)
    throw new Error(
      `${where} is not made by a wrapper of lib/web: give it one, or a reason in scripts/laws/public-pages.ts`,
    )
  const [, wrapper, action] = found
  if (wrapper && wrapper in SCOPE) {
    if (!action) throw new Error(`${where} asks the policy for nothing`)
    return { scope: SCOPE[wrapper as keyof typeof SCOPE], action }
  }
  return { scope: OPEN[wrapper as keyof typeof OPEN], action: null }
}

/** "app/(workspace)/cases/[caseId]/fee/page.tsx" -> "/cases/[caseId]/fee" */
const patternOf = (file: string): string => {
  const parts = path.dirname(file).split(path.sep).slice(1)
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const sources = (glob: string): string[] => globSync(glob, { cwd: root }).toSorted()

export function pages(fixed: Record<string, string>): Entrance[] {
  return sources('app/**/page.tsx').map((file) => ({
    kind: 'page',
    file,
    pattern: patternOf(file),
    rule: file in fixed ? { scope: 'fixed', action: null } : ruleIn(read(file), file),
  }))
}

export function routes(): Entrance[] {
  return sources('app/**/route.ts').flatMap((file) => {
    if (LIBRARY.includes(file))
      return [
        {
          kind: 'route' as const,
          file,
          pattern: patternOf(file),
          method: 'GET',
          rule: { scope: 'library' as const, action: null },
        },
      ]
    const source = read(file)
    const methods = [...source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE|HEAD)\b/g)]
    if (methods.length === 0) throw new Error(`${file} exports no method that could be read`)
    return methods.map((found) => ({
      kind: 'route' as const,
      file,
      pattern: patternOf(file),
      method: found[1]!,
      rule: ruleIn(source.slice(found.index), `${found[1]} of ${file}`),
    }))
  })
}

type Manifest = { node: Record<string, { workers: Record<string, unknown>; exportedName?: string; filename?: string }> }

/** Server actions by the build's own manifest, so that none is called by a name that the product does not serve. */
export function actions(): Entrance[] {
  const built = sources('.next/server/**/server-reference-manifest.json').map(
    (file) => JSON.parse(read(file)) as Manifest,
  )
  const known = new Map<string, Entrance>()
  for (const { node } of built)
    for (const [id, { workers, exportedName: name, filename: file }] of Object.entries(node)) {
      if (!name || !file) throw new Error(`action ${id} has no name in the build's manifest`)
      const source = read(file)
      const at = source.search(new RegExp(`export const ${name}\\b`))
      const page = Object.keys(workers)[0]
      if (at < 0 || !page) throw new Error(`${name} of ${file} could not be read`)
      known.set(id, {
        kind: 'action',
        file,
        name,
        id,
        pattern: patternOf(`${page}.tsx`),
        rule: ruleIn(source.slice(at), `${name} of ${file}`),
      })
    }
  const declared = sources('app/**/actions.ts').flatMap((file) =>
    [...read(file).matchAll(/export const (\w+)/g)].map((found) => `${file} ${found[1]}`),
  )
  const served = new Set(
    [...known.values()].map((entrance) => `${entrance.file} ${entrance.kind === 'action' ? entrance.name : ''}`),
  )
  const missing = declared.filter((name) => !served.has(name))
  if (missing.length > 0) throw new Error(`actions that no page serves: ${missing.join(', ')}`)
  return [...known.values()].toSorted((a, b) => a.file.localeCompare(b.file))
}
