// Where requests come in: pages, routes and server actions. Each goes through lib/web, which asks who it is and whether they may.
import { breach, covers } from './breach.ts'
import type { Breach } from './breach.ts'
import { actionWrapper, entrances } from './laws.ts'
import type { Source } from './source.ts'
import { ourPath } from './tree.ts'
import type { Tree } from './tree.ts'

export function entranceBreaches(tree: Tree, open: Record<string, string>): Breach[] {
  const unguarded = [...tree.values()].filter(
    (source) => covers(entrances.files, source.path) && !goesThrough(source) && !open[source.path],
  )
  const stale = Object.keys(open).filter((file) => {
    const source = tree.get(file)
    return !source || goesThrough(source)
  })
  return [
    ...unguarded.map((source) =>
      breach(
        'guarded-entrances',
        source,
        1,
        'uses no wrapper of #lib/web; go through it, or give a reason in public-pages.ts',
      ),
    ),
    ...stale.map((file) => breach('guarded-entrances', { path: file }, 1, 'is listed in public-pages.ts without need')),
  ]
}

function goesThrough(source: Source): boolean {
  return source.imports.some(
    ({ specifier, typeOnly }) => !typeOnly && entrances.through.includes(ourPath(source.path, specifier) ?? ''),
  )
}

export function actionBreaches(source: Source): Breach[] {
  const inline = source.inlineActions.map((line) =>
    breach(
      'wrapped-actions',
      source,
      line,
      "has 'use server' inside a function; an action is an export of its own file",
    ),
  )
  if (!source.directives.includes('use server')) return inline
  const bare = source.exports.filter(({ builtBy }) => {
    const from = builtBy && source.bindings.get(builtBy)
    return !from || ourPath(source.path, from) !== actionWrapper
  })
  return [
    ...inline,
    ...bare.map(({ name, line }) =>
      breach('wrapped-actions', source, line, `exports ${name}, which the wrapper of ${actionWrapper} did not make`),
    ),
  ]
}
