import type pg from 'pg'

let current: pg.Pool | undefined

/** The tables' owner, whose hand lays out a test's world: set by the runner (vitest's database, a browser test's product). */
export function ownerPool(): pg.Pool {
  if (!current) throw new Error('no database: this works in files named *.db.test.ts and in browser tests only')
  return current
}

export function setOwnerPool(pool: pg.Pool | undefined): void {
  current = pool
}
