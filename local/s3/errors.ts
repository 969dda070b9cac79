// The S3 error codes this server answers with: HTTP status and a sentence for people.
const CATALOG = {
  AccessDenied: [403, 'Access denied'],
  AuthorizationHeaderMalformed: [400, 'The Authorization header is not a SigV4 header for this region and service'],
  AuthorizationQueryParametersError: [400, 'The signing parameters in the query are missing or malformed'],
  BadDigest: [400, 'The bytes received do not match the checksum sent with them'],
  BucketAlreadyOwnedByYou: [409, 'The bucket exists already'],
  EntityTooLarge: [400, 'The upload is larger than allowed'],
  EntityTooSmall: [400, 'The upload is smaller than allowed'],
  IncompleteBody: [400, 'The body is not as long as announced, or its framing is broken'],
  InternalError: [500, 'Internal error'],
  InvalidAccessKeyId: [403, 'The access key is not known here'],
  InvalidArgument: [400, 'An argument is not valid'],
  InvalidBucketName: [400, 'The bucket name is not valid'],
  InvalidDigest: [400, 'A checksum header is not valid'],
  InvalidPart: [400, 'A part is missing or its ETag does not match'],
  InvalidPartOrder: [400, 'The parts are not in ascending order'],
  InvalidRange: [416, 'The range lies outside the object'],
  InvalidRequest: [400, 'The request is not valid'],
  InvalidURI: [400, 'The address could not be read'],
  KeyTooLongError: [400, 'The key is longer than 1024 bytes'],
  MalformedPOSTRequest: [400, 'The form could not be read'],
  MalformedXML: [400, 'The XML in the body could not be read'],
  MetadataTooLarge: [400, 'The metadata is larger than 2 KB'],
  MethodNotAllowed: [405, 'The method is not allowed here'],
  MissingContentLength: [411, 'Content-Length is required'],
  NoSuchBucket: [404, 'The bucket does not exist'],
  NoSuchCORSConfiguration: [404, 'The bucket has no CORS configuration'],
  NoSuchKey: [404, 'The object does not exist'],
  NoSuchUpload: [404, 'The multipart upload does not exist; it may have been completed or aborted'],
  NotImplemented: [501, 'This local server does not implement that'],
  PreconditionFailed: [412, 'A condition of the request does not hold'],
  RequestTimeTooSkewed: [403, 'The clock of the client is more than 15 minutes off'],
  ServiceUnavailable: [503, 'The store is away (outage switched on for a test)'],
  SignatureDoesNotMatch: [403, 'The signature does not match the request'],
  XAmzContentSHA256Mismatch: [400, 'The body does not match x-amz-content-sha256'],
} as const satisfies Record<string, readonly [number, string]>

export type ErrorCode = keyof typeof CATALOG

/** An answer in S3's own error form. Anything else that is thrown becomes a 500. */
export class S3Error extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly headers: Record<string, string>
  constructor(code: ErrorCode, message: string = CATALOG[code][1], headers: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.status = CATALOG[code][0]
    this.headers = headers
  }
}
