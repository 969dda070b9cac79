/** What the run's one PostgreSQL tells the test files, by vitest's `provide` and `inject`. */
export type PostgresOfRun = { port: number; adminUrl: string }

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresOfRun
  }
}

export const TEMPLATE = 'conferral_template'
export const OWNER_ROLE = 'conferral_owner'
export const APP_ROLE = 'conferral_app'
export const APP_PASSWORD = 'app-password-for-tests'
