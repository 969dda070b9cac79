import type { Checksums } from './checksums.ts'
import type { Segment } from './segments.ts'

export type CorsRule = { origins: string[]; methods: string[]; headers: string[]; expose: string[]; maxAge?: number }

/** What a client said about an object and gets back with it. */
export type Description = {
  /** Standard headers by name: content-type, content-disposition, cache-control, … */
  headers: Record<string, string>
  /** x-amz-meta-* by full header name. */
  meta: Record<string, string>
}

export type StoredObject = Description & {
  key: string
  etag: string
  size: number
  /** Milliseconds. */
  modifiedAt: number
  checksums: Checksums
  segments: Segment[]
}

export type Part = {
  number: number
  etag: string
  size: number
  modifiedAt: number
  checksums: Checksums
  segment: Segment
}

export type UploadRecord = Description & { id: string; key: string; startedAt: number }
export type Upload = UploadRecord & { parts: Map<number, Part> }

export type BucketRecord = { name: string; createdAt: number; cors?: CorsRule[] }
export type Bucket = BucketRecord & { objects: Map<string, StoredObject>; uploads: Map<string, Upload> }
