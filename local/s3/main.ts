import { startS3 } from './server.ts'

// Runs the local S3 server from the environment until it is told to end.

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const list = (name: string) => (process.env[name] ?? '').split(',').flatMap((item) => item.trim() || [])

async function main(): Promise<void> {
  const port = Number(process.env['S3_PORT'] ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('S3_PORT is not a port')
  const server = await startS3({
    dataDir: required('S3_DATA_DIR'),
    port,
    accessKeyId: required('S3_ACCESS_KEY_ID'),
    secretAccessKey: required('S3_SECRET_ACCESS_KEY'),
    region: process.env['S3_REGION'] || 'us-east-1',
    buckets: list('S3_BUCKET'),
    corsOrigins: list('S3_CORS_ORIGINS'),
    log: (line) => console.error(`s3 ${line}`),
  })
  let stopping: Promise<void> | undefined
  const stop = () => {
    // Ctrl-C reaches the whole process group and a supervisor may send it again; only the first counts.
    stopping ??= server.stop().then(() => process.exit(0))
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  console.log(`s3 ready ${server.url}`)
}

main().catch((error: unknown) => {
  console.error(`s3 cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
