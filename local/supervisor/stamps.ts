import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** One hash over the names and bytes of files and folders (those that exist), leaving out tests. */
export function hashOf(root: string, names: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of names.flatMap((name) => filesUnder(path.join(root, name))).toSorted()) {
    hash.update(`${path.relative(root, file)}\0${fs.statSync(file).size}\0`).update(fs.readFileSync(file))
  }
  return hash.digest('hex')
}

function filesUnder(place: string): string[] {
  const found = fs.statSync(place, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [place]
  return fs
    .readdirSync(place)
    .filter((name) => !/\.(?:test|spec)\.tsx?$/.test(name) && name !== 'generated')
    .flatMap((name) => filesUnder(path.join(place, name)))
}

/** A small file that says for which state of the sources something was made. */
export function stamp(file: string) {
  return {
    is: (value: string): boolean => fs.existsSync(file) && fs.readFileSync(file, 'utf8') === value,
    set(value: string): void {
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, value)
    },
  }
}
