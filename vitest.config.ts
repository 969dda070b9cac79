import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const everywhere = ['**/node_modules/**', '.next/**', '.data/**', 'e2e/**']

/** `unit` needs nothing but Node; `database` (files named *.db.test.ts) gets a PostgreSQL of its own, see lib/testing. */
export default defineConfig({
  resolve: { alias: { 'server-only': path.join(import.meta.dirname, 'lib/testing/server-only.ts') } },
  test: {
    environment: 'node',
    env: { TZ: 'UTC' },
    // The default leaves a core to whoever looks on, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    // A test that leaves a mock behind changes the meaning of the next one.
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere, '**/*.db.test.ts'],
          // Property tests take a second alone, and many times that on a machine that does much else.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['**/*.db.test.ts'],
          exclude: everywhere,
          globalSetup: ['lib/testing/postgres-setup.ts'],
          setupFiles: ['lib/testing/database-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
