// The mail catcher as a process of its own: MAIL_DATA_DIR, MAIL_SMTP_PORT (1025), MAIL_HTTP_PORT (1080). With MAIL_INBOUND_DOMAIN,
// MAIL_INBOUND_URL and MAIL_INBOUND_SECRET it hands mail of that domain on.
import { startMail } from './server.ts'

const { MAIL_DATA_DIR = '.data/mail', MAIL_SMTP_PORT = '1025', MAIL_HTTP_PORT = '1080' } = process.env
const { MAIL_INBOUND_DOMAIN: domain, MAIL_INBOUND_URL: url, MAIL_INBOUND_SECRET: secret } = process.env
const mail = await startMail({
  dataDir: MAIL_DATA_DIR,
  smtpPort: Number(MAIL_SMTP_PORT),
  httpPort: Number(MAIL_HTTP_PORT),
  ...(domain && url && secret ? { inbound: { domain, url, secret } } : {}),
})
console.log(`mail ready ${mail.url} ${mail.smtpUrl}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void mail.stop().then(() => process.exit(0))
  })
}
