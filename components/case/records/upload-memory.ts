// What a browser remembers of uploads that are not finished, so that they go on after a reload. A file itself cannot be kept:
// the person picks it again, and it is known by name, size and time of change.

export type Identity = {
  name: string
  size: number
  lastModified: number
  /** Where it lay in the folder that was chosen: a CD has many files of one name and size. */
  folder?: string
}
export type Remembered = Identity & { recordId: string; at: number }

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
    const key = identityKey(file)
    return this.all().find((one) => identityKey(one) === key)
  }

  keep(recordId: string, { name, size, lastModified, folder }: Identity, now = Date.now()): void {
    const others = this.all(now).filter((one) => one.recordId !== recordId)
    const one = { recordId, name, size, lastModified, ...(folder ? { folder } : {}), at: now }
    this.#write([...others, one].slice(-MOST))
  }

  forget(recordId: string): void {
    const all = this.all()
    const others = all.filter((one) => one.recordId !== recordId)
    if (others.length < all.length) this.#write(others)
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

/** One text for what a file is known by. */
export const identityKey = ({ name, size, lastModified, folder }: Identity): string =>
  JSON.stringify([folder ?? '', name, size, lastModified])

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false
  const { recordId, name, size, lastModified, at, folder } = value as Record<string, unknown>
  return (
    typeof recordId === 'string' &&
    typeof name === 'string' &&
    (folder === undefined || typeof folder === 'string') &&
    [size, lastModified, at].every((number) => typeof number === 'number')
  )
}
