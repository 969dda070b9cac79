// node scripts/run.mjs node scripts/laws/check.ts: prints every breach of the laws in laws.ts; exit code 1 if there is one.
import path from 'node:path'
import { environment, importLaws, maxLines, serverOnly, stageFolders, stages } from './laws.ts'
import type { ImportLaw } from './laws.ts'
import { breach, covers } from './breach.ts'
import type { Breach } from './breach.ts'
import { actionBreaches, entranceBreaches } from './entrances.ts'
import { publicPages } from './public-pages.ts'
import type { Import, Source } from './source.ts'
import { ourPath, packageOf, readTree } from './tree.ts'
import type { Tree } from './tree.ts'

/** Judges every law. `open`: the pages that need no actor, with reasons. */
export function check(tree: Tree, open: Record<string, string> = publicPages): Breach[] {
  const sources = [...tree.values()]
  return [
    ...importLaws.flatMap((law) => sources.flatMap((source) => importBreaches(tree, law, source))),
    ...sources.flatMap((source) => [
      ...stageBreaches(source),
      ...serverOnlyBreaches(source),
      ...environmentBreaches(source),
      ...shapeBreaches(source),
      ...actionBreaches(source),
    ]),
    ...entranceBreaches(tree, open),
  ]
}

function importBreaches(tree: Tree, law: ImportLaw, source: Source): Breach[] {
  if (!covers(law.files, source.path) || covers(law.except, source.path)) return []
  return source.imports.flatMap((entry) => {
    if (law.valuesOnly && entry.typeOnly) return []
    const chain = chainToForbidden(tree, law, source.path, entry, new Set([source.path]))
    return chain ? [breach(law.name, source, entry.line, `imports ${chain.join(' -> ')}; ${law.because}`)] : []
  })
}

/** The way from an import to what the law forbids, or undefined when it leads to nothing forbidden. */
function chainToForbidden(
  tree: Tree,
  law: ImportLaw,
  from: string,
  { specifier }: Import,
  seen: Set<string>,
): string[] | undefined {
  const { ours, butOurs, packages } = law.never
  const target = ourPath(from, specifier)
  if (!target) return covers(packages, packageName(specifier)) ? [specifier] : undefined
  if (covers(ours, target) && !covers(butOurs, target)) return [target]
  if (!law.transitive || seen.has(target)) return undefined
  seen.add(target)
  for (const next of tree.get(target)?.imports ?? []) {
    const rest = next.typeOnly ? undefined : chainToForbidden(tree, law, target, next, seen)
    if (rest) return [target, ...rest]
  }
  return undefined
}

function stageBreaches(source: Source): Breach[] {
  if (covers(['**/*.test.{ts,tsx}'], source.path)) return []
  const home = stageOf(source.path)
  if (!home) return []
  return source.imports.flatMap(({ specifier, line }) => {
    const there = stageOf(ourPath(source.path, specifier) ?? '')
    if (there?.folder !== home.folder || there.stage === home.stage) return []
    const what = `imports ${specifier}; a stage never imports another: what crosses is loaded by load.ts and judged in status.ts`
    return [breach('stages-apart', source, line, what)]
  })
}

function stageOf(file: string): { folder: string; stage: string } | undefined {
  const folder = stageFolders.find((start) => file.startsWith(`${start}/`))
  const stage = folder && file.slice(folder.length + 1).split('/', 1)[0]
  return folder && stage && stages.includes(stage) ? { folder, stage } : undefined
}

function serverOnlyBreaches(source: Source): Breach[] {
  if (!covers(serverOnly.files, source.path) || covers(serverOnly.except, source.path)) return []
  if (source.imports.some(({ specifier }) => specifier === 'server-only')) return []
  const reaches = source.imports.find(({ specifier, typeOnly }) => {
    if (typeOnly) return false
    const target = ourPath(source.path, specifier)
    if (target && covers(serverOnly.butOurs, target)) return false
    if (target) return covers(serverOnly.ours, target) && !covers(serverOnly.ours, source.path)
    return serverOnly.specifiers.includes(specifier) || covers(serverOnly.packages, packageName(specifier))
  })
  if (!reaches) return []
  return [breach('server-only', source, reaches.line, `imports ${reaches.specifier} without \`import 'server-only'\``)]
}

function environmentBreaches(source: Source): Breach[] {
  if (!covers(environment.files, source.path) || covers(environment.except, source.path)) return []
  const imported = source.imports.filter(({ specifier }) => packageName(specifier) === 'node:process')
  return [...source.environmentReads, ...imported.map(({ line }) => line)].map((line) =>
    breach('one-environment', source, line, 'reads the environment; only lib/env.ts does'),
  )
}

function shapeBreaches(source: Source): Breach[] {
  const base = path.posix.basename(source.path)
  const reasoned = /max-lines -- \S+/.test(source.firstComment ?? '')
  return [
    ...source.imports.flatMap(({ specifier, line }) =>
      ourPath(source.path, specifier) && !/\.\w+$/.test(specifier)
        ? [breach('extensions', source, line, `imports ${specifier} without its extension`)]
        : [],
    ),
    ...(/^index\.\w+$/.test(base) || source.onlyReExports
      ? [breach('no-barrels', source, 1, 'only passes on other files; import those by their own name')]
      : []),
    ...(source.lineCount > maxLines && !reasoned
      ? [breach('short-files', source, maxLines, `has ${source.lineCount} lines; split it, or begin it with ${excuse}`)]
      : []),
  ]
}

const excuse = '`/* oxlint-disable max-lines -- the reason */`'

const bareNode = new Set(['fs', 'net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'child_process', 'process'])

function packageName(specifier: string): string {
  const name = packageOf(specifier)
  return bareNode.has(name) ? `node:${name}` : name
}

if (process.argv[1] === import.meta.filename) {
  const breaches = check(readTree(path.join(import.meta.dirname, '../..')))
  for (const { law, file, line, what } of breaches) console.error(`${file}:${line} ${law}: ${what}`)
  console.log(breaches.length ? `${breaches.length} breaches of the import laws` : 'import laws: clean')
  process.exitCode = breaches.length ? 1 : 0
}
