import { expect, test } from 'vitest'
import { env } from '#lib/env.ts'
import { useDatabase } from './database.ts'

const { owner, app, appUrl } = useDatabase()

test('the application runs under a role that owns nothing and cannot pass row-level security', async () => {
  const { rows } = await app.query(
    `select current_user as name, rolsuper, rolbypassrls, rolcreaterole,
            (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
       from pg_roles where rolname = current_user`,
  )
  expect(rows).toEqual([
    { name: 'conferral_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false, owned: 0 },
  ])
})

test('the database is migrated, and the settings point to it', async () => {
  const { rows } = await owner.query(
    'select count(*)::int as applied from _prisma_migrations where finished_at is not null',
  )
  expect(rows[0].applied).toBeGreaterThan(0)
  expect(env().DATABASE_URL).toBe(appUrl)
})

test('a second run of the migrations changes nothing', async () => {
  const { migrate } = await import('../../scripts/migrate.ts')
  await migrate(useDatabase().ownerUrl, appUrl)
  await expect(app.query('select 1')).resolves.toBeTruthy()
})
