// What a browser remembers of uploads that are not finished, so that they go on after a reload. A file itself cannot be kept:
// the person picks it again, and it is known by name, size and time of change.

export type Remembered = { recordId: string; name: string; size: number; lastModified: number; at: number }
export type Identity = Pick<Remembered, 'name' | 'size' | 'lastModified'>

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const KEPT_MS = 6 * 24 * 3_600_000
const MOST = 200

export class UploadMemory {
  readonly #store: Store | null
  readonly #key: string

  /** @param store null where the browser allows none: uploads work, they only do not survive a reload */
  constructor(store: Store | null, caseId: string) {
    this.#store = store
    this.#key = `conferral.uploads.${caseId}`
  }

  all(now = Date.now()): Remembered[] {
    try {
      const found: unknown = JSON.parse(this.#store?.getItem(this.#key) ?? '[]')
      return Array.isArray(found) ? found.filter((one) => isRemembered(one) && now - one.at < KEPT_MS) : []
    } catch {
      return []
    }
  }

  find(file: Identity): Remembered | undefined {
    return this.all().find((one) => isSame(one, file))
  }

  keep(recordId: string, { name, size, lastModified }: Identity, now = Date.now()): void {
    const others = this.all(now).filter((one) => one.recordId !== recordId)
    this.#write([...others, { recordId, name, size, lastModified, at: now }].slice(-MOST))
  }

  forget(recordId: string): void {
    this.#write(this.all().filter((one) => one.recordId !== recordId))
  }

  #write(entries: Remembered[]): void {
    try {
      if (entries.length > 0) this.#store?.setItem(this.#key, JSON.stringify(entries))
      else this.#store?.removeItem(this.#key)
    } catch {
      // A full or closed store only costs the memory of this upload.
    }
  }
}

export const isSame = (a: Identity, b: Identity): boolean =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false
  const { recordId, name, size, lastModified, at } = value as Record<string, unknown>
  return (
    typeof recordId === 'string' &&
    typeof name === 'string' &&
    [size, lastModified, at].every((number) => typeof number === 'number')
  )
}
