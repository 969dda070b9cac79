import path from 'node:path'
import { namesIn, readJson } from './files.ts'
import { sha256Hex } from './sigv4.ts'
import type { Bucket, BucketRecord, Part, StoredObject, UploadRecord } from './model.ts'

// Where things lie under the data folder. Keys are hashed and upload ids are our own, so nothing a client names
// becomes a path; bucket names do, but only [a-z0-9.-] with a letter or digit first.

export class Layout {
  readonly root: string
  constructor(root: string) {
    this.root = root
  }

  get segments() {
    return path.join(this.root, 'segments')
  }
  get buckets() {
    return path.join(this.root, 'buckets')
  }
  bucketFile(bucket: string) {
    return path.join(this.buckets, bucket, 'bucket.json')
  }
  objects(bucket: string) {
    return path.join(this.buckets, bucket, 'objects')
  }
  objectFile(bucket: string, key: string) {
    return path.join(this.objects(bucket), `${sha256Hex(key)}.json`)
  }
  uploads(bucket: string) {
    return path.join(this.buckets, bucket, 'uploads')
  }
  upload(bucket: string, id: string) {
    return path.join(this.uploads(bucket), id)
  }
  uploadFile(bucket: string, id: string) {
    return path.join(this.upload(bucket, id), 'upload.json')
  }
  partFile(bucket: string, id: string, number: number) {
    return path.join(this.upload(bucket, id), `${number}.json`)
  }
}

type Unreadable = (file: string, error: unknown) => void

async function readAll<T>(folder: string, names: string[], unreadable: Unreadable): Promise<T[]> {
  const values: T[] = []
  for (const name of names) {
    const file = path.join(folder, name)
    try {
      values.push(await readJson<T>(file))
    } catch (error) {
      unreadable(file, error)
    }
  }
  return values
}

async function loadUploads(layout: Layout, bucket: Bucket, unreadable: Unreadable): Promise<void> {
  for (const id of await namesIn(layout.uploads(bucket.name))) {
    const names = await namesIn(layout.upload(bucket.name, id))
    // upload.json is the first to be removed: without it the upload was completed or aborted.
    if (!names.includes('upload.json')) continue
    const [record] = await readAll<UploadRecord>(layout.upload(bucket.name, id), ['upload.json'], unreadable)
    if (!record) continue
    const partNames = names.filter((name) => name !== 'upload.json')
    const parts = await readAll<Part>(layout.upload(bucket.name, id), partNames, unreadable)
    bucket.uploads.set(id, { ...record, parts: new Map(parts.map((part) => [part.number, part])) })
  }
}

/** Reads every bucket with its objects and open uploads. Files that cannot be read are told, never removed. */
export async function loadBuckets(layout: Layout, unreadable: Unreadable): Promise<Map<string, Bucket>> {
  const buckets = new Map<string, Bucket>()
  for (const name of await namesIn(layout.buckets)) {
    // A crash while a bucket was being made leaves a folder without bucket.json: as if it had never been asked for.
    if (!(await namesIn(path.join(layout.buckets, name))).includes('bucket.json')) continue
    const [record] = await readAll<BucketRecord>(path.join(layout.buckets, name), ['bucket.json'], unreadable)
    if (!record) continue
    const folder = layout.objects(name)
    const objects = await readAll<StoredObject>(folder, await namesIn(folder), unreadable)
    const bucket = { ...record, objects: new Map(objects.map((o) => [o.key, o])), uploads: new Map() }
    await loadUploads(layout, bucket, unreadable)
    buckets.set(name, bucket)
  }
  return buckets
}
