import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSource } from './source.ts'
import type { Source } from './source.ts'

/** Our source files by path from the repository's root, with forward slashes. */
export type Tree = Map<string, Source>

const aliases: Record<string, string> = {
  '#app/': 'app/',
  '#lib/': 'lib/',
  '#components/': 'components/',
  '#emails/': 'emails/',
  '#local/': 'local/',
}
const skipped = new Set([
  'node_modules',
  '.git',
  '.next',
  '.data',
  'generated',
  'test-results',
  'playwright-report',
  'shots',
])
const sourceFile = /\.(ts|tsx|mjs|js)$/

/** Parses every source file under `root`. Throws with the name of one that does not parse. */
export function readTree(root: string): Tree {
  return new Map(
    filesUnder(root, '')
      .filter((file) => sourceFile.test(file) && file !== 'next-env.d.ts')
      .map((file) => [file, parseSource(file, readFileSync(path.join(root, file), 'utf8'))]),
  )
}

/** A made-up tree, for tests: text by path. */
export function treeOf(files: Record<string, string>): Tree {
  return new Map(Object.entries(files).map(([file, text]) => [file, parseSource(file, text)]))
}

function filesUnder(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesUnder(root, file)
    return entry.isFile() ? [file] : []
  })
}

/** The path that an import of ours names (`#lib/money.ts`, `./rules.ts`), or undefined for a package or `node:`. */
export function ourPath(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier)
  const alias = Object.keys(aliases).find((start) => specifier.startsWith(start))
  return alias && aliases[alias] + specifier.slice(alias.length)
}

/** `@aws-sdk/client-s3/x` -> `@aws-sdk/client-s3`; `pg/lib/x` -> `pg`; `fs` and `node:fs/promises` -> `node:fs`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier.split('/', 1)[0] ?? specifier
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}
