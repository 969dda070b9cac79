import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { check } from './check.ts'
import { importLaws } from './laws.ts'
import { publicPages } from './public-pages.ts'
import { readTree, treeOf } from './tree.ts'

test('the real tree keeps every law', () => {
  const breaches = check(readTree(path.join(import.meta.dirname, '../..')))
  expect(breaches.map(({ law, file, line, what }) => `${file}:${line} ${law}: ${what}`)).toEqual([])
})

test('each public page says why it needs no actor', () => {
  for (const [file, reason] of Object.entries(publicPages)) expect(reason.length, file).toBeGreaterThan(15)
})

/** Law -> made-up files that break it, by a name that says how. */
const broken: Record<string, Record<string, Record<string, string>>> = {
  pure: {
    'rules that open a file': { 'lib/case/fee/rules.ts': `import fs from 'node:fs/promises'` },
    'rules that open a file by the old name': { 'lib/case/fee/rules.ts': `import { readFileSync } from 'fs'` },
    'a schema that asks the database': { 'lib/patient/schema.ts': `import { db } from '#lib/db/client.ts'` },
    'a late import': { 'lib/case/status.ts': `export const load = () => import('#lib/gateways/clock.ts')` },
    'a policy that passes on next': { 'lib/access/policy.ts': `export { cookies } from 'next/headers'` },
    'rules that read the settings': { 'lib/case/fee/rules.ts': `import { env } from '#lib/env.ts'` },
    'IO two files away': {
      'lib/case/fee/rules.ts': `import { sum } from '../../money.ts'`,
      'lib/money.ts': `import { rate } from './rate.ts'\nexport const sum = rate`,
      'lib/rate.ts': `import 'server-only'\nimport pg from 'pg'\nexport const rate = pg`,
    },
  },
  'screens-reach-no-database': {
    'a page with SQL': { 'app/(site)/page.tsx': `import '#lib/web/page.ts'\nimport { db } from '#lib/db/client.ts'` },
    'a component with a gateway': {
      'components/case/fee/pay.tsx': `import type { Mail } from '../../../lib/gateways/mail.ts'`,
    },
    'a component with a driver': { 'components/case/fee/pay.tsx': `import { S3Client } from '@aws-sdk/client-s3'` },
  },
  'ui-stands-alone': {
    'a primitive that knows money': { 'components/ui/price.tsx': `import { money } from '#lib/money.ts'` },
    'a primitive that knows a stage': { 'components/ui/form/x.tsx': `import { Pay } from '../../case/fee/pay.tsx'` },
  },
  'library-below-screens': {
    'lib that renders': { 'lib/case/load.ts': `import { Bar } from '#components/case/bar.tsx'` },
  },
  'product-without-stand-ins': {
    'lib with the local store': { 'lib/jobs/worker.ts': `import { startS3 } from '#local/s3/server.ts'` },
    'lib with the test database': { 'lib/jobs/worker.ts': `import { useDatabase } from '#lib/testing/database.ts'` },
  },
  'stages-apart': {
    'a stage that asks another': { 'lib/case/fee/commands.ts': `import { accept } from '../triage/commands.ts'` },
    'a stage that types by another': {
      'lib/case/fee/queries.ts': `import type { T } from '#lib/case/triage/queries.ts'`,
    },
    'screens of two stages': { 'components/case/fee/pay.tsx': `import { Q } from '#components/case/triage/queue.tsx'` },
  },
  'server-only': {
    'queries without the mark': { 'lib/case/fee/queries.ts': `import { asActor } from '#lib/db/actor.ts'` },
    'a driver without the mark': { 'lib/jobs/listen.ts': `import pg from 'pg'` },
    'cookies without the mark': { 'lib/web/session.ts': `import { cookies } from 'next/headers'` },
  },
  'one-environment': {
    'a setting read on the way': { 'lib/money.ts': `export const local = process.env.CONFERRAL_LOCAL` },
    'the other spelling': { 'components/case/bar.tsx': `export const local = process['env'].X` },
    'by import': { 'lib/money.ts': `import { env } from 'node:process'` },
  },
  extensions: {
    'an alias without': { 'lib/case/load.ts': `import { x } from '#lib/money'` },
    'a relative one without': { 'e2e/support/a.ts': `export const x = () => import('./b')` },
  },
  'no-barrels': {
    'an index': { 'lib/case/index.ts': `export const x = 1` },
    'a barrel by another name': { 'lib/case/all.ts': `export * from './load.ts'\nexport { x } from './x.ts'` },
  },
  'short-files': {
    'a long file': { 'lib/money.ts': 'export const x = 1\n' + '// more\n'.repeat(300) },
    'a long file with an empty excuse': {
      'lib/money.ts': '/* oxlint-disable max-lines -- */\n' + '// more\n'.repeat(300),
    },
  },
  'guarded-entrances': {
    'a bare page': { 'app/(workspace)/home/page.tsx': `export default function Page() { return null }` },
    'a page with another thing of lib/web': {
      'app/away/page.tsx': `import { AWAY } from '#lib/web/away.ts'\nexport default function Page() { return AWAY }`,
    },
    'a bare route': {
      'app/api/files/route.ts': `import type { Handler } from '#lib/web/route.ts'\nexport const GET = 1`,
    },
  },
  'wrapped-actions': {
    'a bare function': { 'app/a/actions.ts': `'use server'\nexport async function pay() {}` },
    'a bare constant': { 'app/a/actions.ts': `'use server'\nexport const pay = async () => {}` },
    'made by something else': {
      'app/a/actions.ts': `'use server'\nimport { action } from '#lib/other.ts'\nexport const pay = action(() => 1)`,
    },
    'passed on': { 'app/a/actions.ts': `'use server'\nexport { pay } from './pay.ts'` },
    'inside a component': {
      'app/a/form.tsx': `export const Form = () => { async function save() { 'use server' } return save }`,
    },
  },
}

describe.each(Object.keys(broken))('%s', (law) => {
  test.each(Object.entries(broken[law] ?? {}))('bites: %s', (_how, files) => {
    expect(check(treeOf(files), {}).map((breach) => breach.law)).toContain(law)
  })
})

test('no law is without a proof', () => {
  expect(Object.keys(broken)).toEqual(expect.arrayContaining(importLaws.map(({ name }) => name)))
})

test('what is allowed stays allowed', () => {
  const tree = treeOf({
    'lib/case/fee/rules.ts': `import type { Row } from '#lib/db/rows.ts'\nimport { z } from 'zod'\nimport { money } from '#lib/money.ts'`,
    'lib/money.ts': `// process.env.X\nexport const money = 'process.env'`,
    'lib/case/fee/commands.ts': `import 'server-only'\nimport { asActor } from '#lib/db/actor.ts'\nimport { load } from '../load.ts'`,
    'lib/case/fee/commands.db.test.ts': `import { accept } from '../triage/commands.ts'\nimport pg from 'pg'`,
    'lib/env.ts': `export const env = () => process.env`,
    'components/ui/button.tsx': `import { cn } from './cn.ts'\nimport { Slot } from 'radix-ui'`,
    'app/home/page.tsx': `import { page } from '#lib/web/page.ts'\nexport default page(() => null)`,
    'app/page.tsx': `export default function Landing() { return null }`,
    'app/a/actions.ts': `'use server'\nimport { action } from '#lib/web/action.ts'\nimport { s } from './s.ts'
export type Saved = string\nexport const save = action(s, async () => 1)\nconst drop = action.for(s).run(async () => 2)\nexport { drop }`,
    'e2e/long.ts': '/* oxlint-disable max-lines -- one story, told in one piece */\n' + '// more\n'.repeat(400),
  })
  expect(check(tree, { 'app/page.tsx': 'shown to everyone' })).toEqual([])
})

test('a listed page that no longer needs it is reported', () => {
  const tree = treeOf({ 'app/page.tsx': `import { page } from '#lib/web/page.ts'\nexport default page(() => null)` })
  const stale = check(tree, { 'app/page.tsx': 'shown to everyone', 'app/gone/page.tsx': 'was shown to everyone' })
  expect(stale.map(({ file }) => file)).toEqual(['app/page.tsx', 'app/gone/page.tsx'])
})
