import 'server-only'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'

// Bytes whose number is not known before they have passed, or that are too many to hold.

const PART = 8 * 1024 * 1024
const PART_MS = 30_000

/** Puts what comes, a part at a time in memory. When the source fails, nothing is stored, and its error is thrown. */
export async function putStream(
  client: S3Client,
  at: { Bucket: string; Key: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(at))
  const Parts: { PartNumber: number; ETag: string | undefined }[] = []
  try {
    for await (const Body of partsOf(bytes)) {
      const PartNumber = Parts.length + 1
      const order = new UploadPartCommand({ ...at, UploadId, PartNumber, Body, ContentLength: Body.length })
      const { ETag } = await client.send(order, { requestTimeout: PART_MS })
      Parts.push({ PartNumber, ETag })
    }
    const order = new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } })
    await client.send(order, { requestTimeout: PART_MS })
  } catch (error) {
    // The error that counts is the first one; what is left behind is dropped by the bucket's rule.
    await client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => undefined)
    throw error
  }
}

/** The same bytes in parts of equal size, the last one shorter. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    held.push(chunk)
    size += chunk.byteLength
    if (size < PART) continue
    const all = Buffer.concat(held)
    for (let at = 0; at + PART <= all.length; at += PART) yield all.subarray(at, at + PART)
    const rest = all.subarray(all.length - (all.length % PART))
    held = [rest]
    size = rest.length
  }
  if (size > 0) yield Buffer.concat(held)
}
