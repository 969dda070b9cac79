import {
  createBucket,
  deleteCors,
  deleteObjects,
  getCors,
  getLocation,
  headBucket,
  listBuckets,
  putCors,
} from './buckets.ts'
import { S3Error } from './errors.ts'
import { listObjects } from './listing.ts'
import { abortUpload, completeUpload, createUpload, listParts, listUploads, uploadPart } from './multipart.ts'
import { deleteObject, getObject, putObject } from './objects.ts'
import type { Handler, Target } from './context.ts'

const ROUTES: Record<string, Handler> = {
  'GET service': listBuckets,
  'PUT bucket': createBucket,
  'HEAD bucket': headBucket,
  'GET bucket ?list-type': listObjects,
  'GET bucket ?location': getLocation,
  'GET bucket ?uploads': listUploads,
  'POST bucket ?delete': deleteObjects,
  'PUT bucket ?cors': putCors,
  'GET bucket ?cors': getCors,
  'DELETE bucket ?cors': deleteCors,
  'PUT object': putObject,
  'GET object': getObject,
  'HEAD object': getObject,
  'DELETE object': deleteObject,
  'POST object ?uploads': createUpload,
  'PUT object ?uploadId': uploadPart,
  'GET object ?uploadId': listParts,
  'POST object ?uploadId': completeUpload,
  'DELETE object ?uploadId': abortUpload,
}

const SUBRESOURCES = new Set(['list-type', 'location', 'uploads', 'uploadId', 'delete', 'cors'])

// prettier-ignore
const PARAMETERS = new Set([
  'prefix', 'delimiter', 'max-keys', 'start-after', 'continuation-token', 'encoding-type', 'fetch-owner',
  'key-marker', 'upload-id-marker', 'max-uploads', 'partNumber', 'part-number-marker', 'max-parts', 'x-id',
])

const isParameter = (name: string) => PARAMETERS.has(name) || /^(x-amz-|response-)/i.test(name)

/**
 * The handler for a request. A parameter that is not known is refused, never ignored: `PUT key?tagging` taken for a
 * plain PUT would overwrite the object.
 */
export function route(method: string, target: Target): Handler {
  const named = [...target.query.keys()].filter((name) => !isParameter(name))
  const unknown = named.find((name) => !SUBRESOURCES.has(name))
  if (unknown !== undefined || named.length > 1)
    throw new S3Error('NotImplemented', `Not known here: ?${unknown ?? named.join('&')}`)
  if (target.query.has('partNumber') && named[0] !== 'uploadId') throw new S3Error('NotImplemented', '?partNumber')
  const level = target.key ? 'object' : target.bucket ? 'bucket' : 'service'
  const handler = ROUTES[[method, level, ...named.map((name) => `?${name}`)].join(' ')]
  if (!handler) throw new S3Error(named.length ? 'MethodNotAllowed' : 'NotImplemented')
  return handler
}
