/**
 * A complete environment for `env()`: the two URLs given, and for the rest values that reach nothing outside this
 * machine. Port 9 ("discard") takes no connections, so a test that forgets to start a service fails at once.
 */
export function testEnvironment({ ownerUrl, appUrl }: { ownerUrl: string; appUrl: string }): Record<string, string> {
  return {
    APP_URL: 'http://localhost:9',
    NEXTAUTH_URL: 'http://localhost:9',
    NEXTAUTH_SECRET: 'a secret of thirty-two characters, for tests',
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_LISTEN_URL: appUrl,
    DATABASE_POOL: '6',
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_REGION: 'local',
    S3_BUCKET: 'conferral-tests',
    S3_ACCESS_KEY_ID: 'tests',
    S3_SECRET_ACCESS_KEY: 'tests',
    S3_FORCE_PATH_STYLE: '1',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Conferral <no-reply@conferral.example>',
    INBOUND_MAIL_DOMAIN: 'in.conferral.example',
    INBOUND_MAIL_SECRET: 'another secret, of thirty-two characters and more',
    STRIPE_SECRET_KEY: 'sk_test_tests',
    STRIPE_WEBHOOK_SECRET: 'whsec_tests',
    STRIPE_API_URL: 'http://127.0.0.1:9',
    CONFERRAL_LOCAL: '1',
    LOG_LEVEL: 'silent',
  }
}
