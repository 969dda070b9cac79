import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Made once for a data folder; a change would sign everyone out and lock the database's roles. */
export type Secrets = {
  nextauth: string
  ownerPassword: string
  appPassword: string
  s3AccessKey: string
  s3SecretKey: string
  stripeKey: string
  stripeWebhook: string
  inboundMail: string
}

const fileIn = (dataDir: string) => path.join(dataDir, 'secrets.json')

/** Whether a folder is a data folder of ours, so that emptying it cannot hit anything else. */
export function isDataFolder(dataDir: string): boolean {
  return fs.existsSync(fileIn(dataDir))
}

/** Reads the secrets of a data folder, making those that it does not have yet (readable by this user only). */
export function loadSecrets(dataDir: string): Secrets {
  const file = fileIn(dataDir)
  const known = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Secrets>) : {}
  const word = (bytes: number) => randomBytes(bytes).toString('hex')
  const fresh: Secrets = {
    nextauth: word(32),
    ownerPassword: word(16),
    appPassword: word(16),
    s3AccessKey: `local${word(8)}`,
    s3SecretKey: word(24),
    stripeKey: `sk_test_local${word(16)}`,
    stripeWebhook: `whsec_${word(24)}`,
    inboundMail: word(32),
  }
  const secrets = { ...fresh, ...known }
  if (Object.keys(known).length === Object.keys(secrets).length) return secrets
  const beside = `${file}.${process.pid}`
  fs.writeFileSync(beside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  fs.renameSync(beside, file)
  return secrets
}
