import path from 'node:path'
import type { Source } from './source.ts'

export type Breach = { law: string; file: string; line: number; what: string }

export function breach(law: string, source: Pick<Source, 'path'>, line: number, what: string): Breach {
  return { law, file: source.path, line, what }
}

/** Whether one of the globs matches the name; no globs match nothing. */
export function covers(globs: string[] | undefined, name: string): boolean {
  return globs?.some((glob) => path.matchesGlob(name, glob)) ?? false
}
