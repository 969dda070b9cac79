import path from 'node:path'
import { postgresUrl } from '#local/postgres.ts'
import type { Ports } from './ports.ts'
import type { Secrets } from './secrets.ts'

export type Addresses = {
  web: string
  mail: string
  stripe: string
  s3: string
  smtp: string
  /** As the application's role. */
  databaseUrl: string
  /** As the owner of the tables. */
  ownerUrl: string
}

export const DATABASE = 'conferral'
export const BUCKET = 'conferral-records'
export const REGION = 'local'
const INBOUND_DOMAIN = 'in.conferral.example'

/** Where each part answers. */
export function addressesFor(ports: Ports, secrets: Secrets): Addresses {
  const database = { port: ports.postgres, database: DATABASE }
  return {
    web: `http://localhost:${ports.web}`,
    mail: `http://localhost:${ports.mail}`,
    stripe: `http://127.0.0.1:${ports.stripe}`,
    s3: `http://127.0.0.1:${ports.s3}`,
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
    databaseUrl: postgresUrl({ ...database, user: 'conferral_app', password: secrets.appPassword }),
    ownerUrl: postgresUrl({ ...database, user: 'conferral_owner', password: secrets.ownerPassword }),
  }
}

/** The variables of lib/env.ts, all of those that name a service: a developer's own DATABASE_URL must never get demo data. */
export function productEnvironment(at: Addresses, secrets: Secrets, dev: boolean): Record<string, string> {
  return {
    NODE_ENV: dev ? 'development' : 'production',
    APP_URL: at.web,
    NEXTAUTH_URL: at.web,
    NEXTAUTH_SECRET: secrets.nextauth,
    DATABASE_URL: at.databaseUrl,
    DATABASE_OWNER_URL: at.ownerUrl,
    DATABASE_LISTEN_URL: at.databaseUrl,
    S3_ENDPOINT: at.s3,
    S3_PUBLIC_ENDPOINT: at.s3,
    S3_REGION: REGION,
    S3_BUCKET: BUCKET,
    S3_ACCESS_KEY_ID: secrets.s3AccessKey,
    S3_SECRET_ACCESS_KEY: secrets.s3SecretKey,
    S3_FORCE_PATH_STYLE: '1',
    SMTP_URL: at.smtp,
    MAIL_FROM: 'Conferral <no-reply@conferral.example>',
    MAIL_VIEW_URL: at.mail,
    INBOUND_MAIL_DOMAIN: INBOUND_DOMAIN,
    INBOUND_MAIL_SECRET: secrets.inboundMail,
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhook,
    STRIPE_API_URL: at.stripe,
    CONFERRAL_LOCAL: '1',
  }
}

/** What each stand-in under local/ reads. */
export function standInEnvironments(dataDir: string, ports: Ports, at: Addresses, secrets: Secrets) {
  return {
    s3: {
      S3_DATA_DIR: path.join(dataDir, 's3'),
      S3_PORT: String(ports.s3),
      S3_ACCESS_KEY_ID: secrets.s3AccessKey,
      S3_SECRET_ACCESS_KEY: secrets.s3SecretKey,
      S3_REGION: REGION,
      S3_BUCKET: BUCKET,
      S3_CORS_ORIGINS: `${at.web},http://127.0.0.1:${ports.web}`,
    },
    mail: {
      MAIL_DATA_DIR: path.join(dataDir, 'mail'),
      MAIL_SMTP_PORT: String(ports.smtp),
      MAIL_HTTP_PORT: String(ports.mail),
      MAIL_INBOUND_DOMAIN: INBOUND_DOMAIN,
      MAIL_INBOUND_URL: `${at.web}/api/mail/inbound`,
      MAIL_INBOUND_SECRET: secrets.inboundMail,
    },
    stripe: {
      STRIPE_DATA_DIR: path.join(dataDir, 'stripe'),
      STRIPE_PORT: String(ports.stripe),
      STRIPE_PUBLIC_URL: at.stripe,
      STRIPE_SECRET_KEY: secrets.stripeKey,
      STRIPE_WEBHOOK_SECRET: secrets.stripeWebhook,
      STRIPE_WEBHOOK_URL: `${at.web}/api/stripe/webhook`,
    },
  }
}
