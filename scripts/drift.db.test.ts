import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'

const root = path.join(import.meta.dirname, '..')

/** Made in SQL beside what reads them (text search, lists in an order of their own); partial indexes Prisma leaves alone. */
const RAW_INDEXES = [
  'case_search_document',
  'payment_list',
  'record_by_kind',
  'record_list',
  'reading_words',
  'view_by_record',
  'view_list',
]

it('the migrations make what the schema says, and besides only the indexes that are made in SQL', async () => {
  const args = ['prisma', 'migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--script']
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, 'scripts/run.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_OWNER_URL: useDatabase().ownerUrl },
  })
  const statements = stdout.split('\n').filter((line) => line && !line.startsWith('--'))
  expect(statements).toEqual(RAW_INDEXES.map((name) => `DROP INDEX "${name}";`))
})
