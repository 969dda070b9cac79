import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { S3Error } from './errors.ts'
import { writeJson } from './files.ts'
import { Layout, loadBuckets } from './layout.ts'
import { Locks } from './locks.ts'
import { Segments } from './segments.ts'
import type { Bucket, CorsRule, Description, Part, StoredObject, Upload } from './model.ts'

type Log = (line: string) => void
type Guard = (current: StoredObject | undefined) => void

const partSegments = (upload: Upload) => [...upload.parts.values()].map((part) => part.segment)

/**
 * Buckets, objects and open uploads: held in memory, with one JSON file each on disk. A change is written first and
 * then seen, one at a time per key or upload, so memory and disk agree whenever the process ends.
 */
export class Store {
  readonly segments: Segments
  readonly #layout: Layout
  readonly #locks = new Locks()
  readonly #sortedKeys = new WeakMap<Bucket, string[]>()
  #buckets = new Map<string, Bucket>()

  constructor(dataDir: string) {
    this.#layout = new Layout(dataDir)
    this.segments = new Segments(this.#layout.segments)
  }

  /** Reads what is on disk and clears away the bytes of uploads that a crash cut off. */
  async open(log: Log): Promise<void> {
    let unreadable = 0
    await this.segments.open()
    this.#buckets = await loadBuckets(this.#layout, (file, error) => {
      unreadable++
      log(`cannot read ${file}: ${String(error)}`)
    })
    for (const bucket of this.#buckets.values()) {
      for (const object of bucket.objects.values()) this.segments.retain(object.segments)
      for (const upload of bucket.uploads.values()) this.segments.retain(partSegments(upload))
    }
    // An unreadable file may name segments; then nothing is known to be unused.
    const swept = unreadable ? 0 : await this.segments.sweep()
    if (swept) log(`removed ${swept} unfinished upload file(s)`)
  }

  buckets(): Bucket[] {
    return [...this.#buckets.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }

  lookup(name: string): Bucket | undefined {
    return this.#buckets.get(name)
  }

  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name)
    if (!bucket) throw new S3Error('NoSuchBucket')
    return bucket
  }

  createBucket(name: string): Promise<void> {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..')) throw new S3Error('InvalidBucketName')
    return this.#locks.run(`bucket ${name}`, async () => {
      if (this.#buckets.has(name)) throw new S3Error('BucketAlreadyOwnedByYou')
      const record = { name, createdAt: Date.now() }
      await mkdir(this.#layout.objects(name), { recursive: true })
      await mkdir(this.#layout.uploads(name), { recursive: true })
      await writeJson(this.#layout.bucketFile(name), record)
      this.#buckets.set(name, { ...record, objects: new Map(), uploads: new Map() })
    })
  }

  /** Sets the bucket's own CORS rules, or takes them away. */
  setCors(bucket: Bucket, cors: CorsRule[] | undefined): Promise<void> {
    return this.#locks.run(`bucket ${bucket.name}`, async () => {
      const { name, createdAt } = bucket
      await writeJson(this.#layout.bucketFile(name), { name, createdAt, cors })
      bucket.cors = cors
    })
  }

  /** Keys in the order S3 lists them: by their UTF-8 bytes. */
  sortedKeys(bucket: Bucket): readonly string[] {
    const known = this.#sortedKeys.get(bucket)
    if (known) return known
    const keys = [...bucket.objects.keys()].map((key) => Buffer.from(key))
    const sorted = keys.toSorted((a, b) => Buffer.compare(a, b)).map((key) => key.toString())
    this.#sortedKeys.set(bucket, sorted)
    return sorted
  }

  #inKey<T>(bucket: Bucket, key: string, work: () => Promise<T>): Promise<T> {
    return this.#locks.run(`key ${bucket.name}/${key}`, work)
  }

  /**
   * Puts an object in place of what had its key. Its segments must be retained once for it; they are released if the
   * guard, called with the object to be replaced, throws.
   */
  async putObject(bucket: Bucket, object: StoredObject, guard: Guard): Promise<void> {
    try {
      await this.#inKey(bucket, object.key, async () => {
        const current = bucket.objects.get(object.key)
        guard(current)
        await writeJson(this.#layout.objectFile(bucket.name, object.key), object)
        bucket.objects.set(object.key, object)
        if (current) await this.segments.release(current.segments)
        else this.#sortedKeys.delete(bucket)
      })
    } catch (error) {
      if (bucket.objects.get(object.key) !== object) await this.segments.release(object.segments)
      throw error
    }
  }

  deleteObject(bucket: Bucket, key: string): Promise<void> {
    return this.#inKey(bucket, key, async () => {
      const object = bucket.objects.get(key)
      if (!object) return
      await rm(this.#layout.objectFile(bucket.name, key), { force: true })
      bucket.objects.delete(key)
      this.#sortedKeys.delete(bucket)
      await this.segments.release(object.segments)
    })
  }

  async createUpload(bucket: Bucket, key: string, description: Description): Promise<Upload> {
    const record = { ...description, id: randomBytes(24).toString('hex'), key, startedAt: Date.now() }
    await mkdir(this.#layout.upload(bucket.name, record.id))
    await writeJson(this.#layout.uploadFile(bucket.name, record.id), record)
    const upload = { ...record, parts: new Map<number, Part>() }
    bucket.uploads.set(record.id, upload)
    return upload
  }

  upload(bucket: Bucket, id: string, key: string): Upload {
    const upload = bucket.uploads.get(id)
    if (!upload || upload.key !== key) throw new S3Error('NoSuchUpload')
    return upload
  }

  #inUpload<T>(bucket: Bucket, upload: Upload, work: () => Promise<T>): Promise<T> {
    return this.#locks.run(`upload ${upload.id}`, async () => {
      if (bucket.uploads.get(upload.id) !== upload) throw new S3Error('NoSuchUpload')
      return work()
    })
  }

  /** Adds or replaces a part. Its segment must be retained once for it; it is released if the upload is gone. */
  async putPart(bucket: Bucket, upload: Upload, part: Part): Promise<void> {
    try {
      await this.#inUpload(bucket, upload, async () => {
        await writeJson(this.#layout.partFile(bucket.name, upload.id, part.number), part)
        const current = upload.parts.get(part.number)
        upload.parts.set(part.number, part)
        if (current) await this.segments.release([current.segment])
      })
    } catch (error) {
      if (upload.parts.get(part.number) !== part) await this.segments.release([part.segment])
      throw error
    }
  }

  async #dropUpload(bucket: Bucket, upload: Upload): Promise<void> {
    await rm(this.#layout.uploadFile(bucket.name, upload.id), { force: true })
    bucket.uploads.delete(upload.id)
    await rm(this.#layout.upload(bucket.name, upload.id), { recursive: true, force: true })
    await this.segments.release(partSegments(upload))
  }

  abortUpload(bucket: Bucket, upload: Upload): Promise<void> {
    return this.#inUpload(bucket, upload, () => this.#dropUpload(bucket, upload))
  }

  /** Turns parts into an object without touching their bytes. `build` may throw to refuse; the upload then stays. */
  completeUpload(bucket: Bucket, upload: Upload, build: () => Promise<StoredObject>, guard: Guard): Promise<void> {
    return this.#inUpload(bucket, upload, async () => {
      const object = await build()
      this.segments.retain(object.segments)
      await this.putObject(bucket, object, guard)
      await this.#dropUpload(bucket, upload)
    })
  }
}
