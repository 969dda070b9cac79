import { startStripe } from './server.ts'

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const publicUrl = process.env['STRIPE_PUBLIC_URL']

try {
  const stripe = await startStripe({
    dataDir: required('STRIPE_DATA_DIR'),
    port: Number(required('STRIPE_PORT')),
    secretKey: required('STRIPE_SECRET_KEY'),
    webhookSecret: required('STRIPE_WEBHOOK_SECRET'),
    webhookUrl: required('STRIPE_WEBHOOK_URL'),
    ...(publicUrl && { publicUrl }),
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stripe.stop().then(() => process.exit(0)))
  }
  console.log(`stripe ready http://127.0.0.1:${stripe.port}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
