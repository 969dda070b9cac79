import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const MAP_LINE = /\n\/\/# sourceMappingURL=.*\s*$/

/**
 * Leaves one of each script in the folder that differs from others in its name only, and makes links of the rest. Turbopack writes
 * what several pages have in common once for each way to it, and Node keeps the source of every file that it loads: the same client
 * of Prisma stood in the memory of the web process forty times. Node follows a link before it asks whether it knows the file.
 * @returns how many became links, and their bytes
 */
export function oneOfEach(folder: string): { links: number; bytes: number } {
  const first = new Map<string, string>()
  const made = { links: 0, bytes: 0 }
  for (const file of fs.globSync('**/*.js', { cwd: folder }).toSorted()) {
    const at = path.join(folder, file)
    if (!fs.lstatSync(at).isFile()) continue
    const source = fs.readFileSync(at, 'utf8').replace(MAP_LINE, '')
    // Within one folder: a script asks for its neighbours by where it stands.
    const key = createHash('sha256')
      .update(`${path.dirname(file)}\n${source}`)
      .digest('hex')
    const known = first.get(key)
    if (known === undefined) first.set(key, file)
    else {
      fs.rmSync(at)
      fs.symlinkSync(path.basename(known), at)
      made.links += 1
      made.bytes += source.length
    }
  }
  return made
}
