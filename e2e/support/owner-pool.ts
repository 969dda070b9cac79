import pg from 'pg'
import { setOwnerPool } from '#lib/testing/owner-pool.ts'
import { addresses } from './addresses.ts'
import { test } from './test.ts'

/** For a file of tests: `ownerPool()` of lib/testing, and all that lays out worlds by it, work on the product under test. */
export function useOwnerPool(max = 2): void {
  let pool: pg.Pool
  test.beforeAll(() => {
    pool = new pg.Pool({ connectionString: addresses().ownerUrl, max })
    setOwnerPool(pool)
  })
  test.afterAll(async () => {
    setOwnerPool(undefined)
    await pool.end()
  })
}
