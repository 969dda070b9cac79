import { safeFileName } from '#lib/files/name.ts'

// Paths within the zip: safe on every system, unique whatever the case of letters, readable in any script. Pure.

/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
/** A path within an archive that older Windows programs can still unpack into a folder of somebody's desk. */
const MOST = 80
const DEPTH = 6

function part(name: string): string {
  const safe = safeFileName(name, MOST)
  return DEVICE.test(safe) ? `_${safe}` : safe
}

/** Gives each path once: a second one of the same name gets a number before its ending. */
export class ZipPaths {
  readonly #taken = new Set<string>()

  /** @param folders names as somebody typed them, outermost first. @returns a path with "/" between its parts */
  take(folders: readonly string[], name: string): string {
    const parents = folders
      .flatMap((folder) => folder.split(/[/\\]/))
      .filter((folder) => folder !== '' && folder !== '.' && folder !== '..')
      .slice(0, DEPTH)
      .map(part)
    const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,10})?$/su.exec(part(name)) ?? []
    for (let n = 1; ; n += 1) {
      const path = [...parents, n === 1 ? `${stem}${ending}` : `${stem} (${n})${ending}`].join('/')
      const key = path.normalize('NFC').toLowerCase()
      if (this.#taken.has(key)) continue
      this.#taken.add(key)
      return path
    }
  }
}

/** A link from the index page to a path beside it. */
export const hrefOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
