// node --conditions=react-server scripts/prepare-storage.ts: makes the bucket of S3_BUCKET if absent and lets browsers of
// APP_URL send to it and fetch from it. Safe to repeat.
import { env } from '#lib/env.ts'
import { storage } from '#lib/gateways/storage.ts'

const { APP_URL, S3_BUCKET } = env()
const { created, corsSet } = await storage().ensureBucket(APP_URL)
console.log(`bucket ${S3_BUCKET} ${created ? 'made' : 'is there'}`)
if (!corsSet) {
  console.warn(
    `The store does not let this key set CORS: allow ${APP_URL} to GET, HEAD and PUT there, and expose ETag.`,
  )
}
