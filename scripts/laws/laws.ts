// The laws of the layout, as data. check.ts judges them; laws.test.ts proves that each one bites.

/** `files`, `except`, `ours`: globs of paths from the repository's root. `packages`: globs of package names or `node:x`. */
export type ImportLaw = {
  name: string
  because: string
  files: string[]
  except?: string[]
  /** What these files must not import. */
  never: { ours?: string[]; butOurs?: string[]; packages?: string[] }
  /** Type imports do not count: they are gone at run time. */
  valuesOnly?: boolean
  /** Follow value imports through our own files, however long the chain. */
  transitive?: boolean
}

const tests = ['**/*.test.{ts,tsx}', 'lib/testing/**']
/** Lists of codes that Prisma writes from the schema: data without IO, the same words on server and screen. */
const codes = ['lib/db/generated/enums.ts']
const io = ['node:fs', 'node:net', 'node:tls', 'node:http', 'node:https', 'node:http2', 'node:dgram', 'node:dns']
const services = ['pg', '@aws-sdk/*', 'nodemailer', 'stripe', 'sharp', 'graphile-worker', '@prisma/*']

export const importLaws: ImportLaw[] = [
  {
    name: 'pure',
    because:
      'rules, schemas, the status table and the policy are judged without a database, on server and screen alike',
    files: ['lib/**/rules.ts', 'lib/**/schema.ts', 'lib/**/status.ts', 'lib/access/policy.ts'],
    never: {
      ours: ['lib/db/**', 'lib/gateways/**', 'lib/env.ts', 'local/**'],
      butOurs: codes,
      packages: [...io, ...services, 'node:child_process', 'node:worker_threads', 'next', 'next-auth', 'server-only'],
    },
    valuesOnly: true,
    transitive: true,
  },
  {
    name: 'screens-reach-no-database',
    because:
      'a page or component that talks to the database or a service by itself goes round the actor and the policy',
    files: ['app/**', 'components/**'],
    except: tests,
    never: { ours: ['lib/db/**', 'lib/gateways/**'], butOurs: codes, packages: services },
  },
  {
    name: 'ui-stands-alone',
    because: 'primitives know nothing of the product',
    files: ['components/ui/**'],
    except: tests,
    never: { ours: ['**'], butOurs: ['components/ui/**'] },
  },
  {
    name: 'library-below-screens',
    because: 'lib is used by screens, worker and scripts; it knows no screen',
    files: ['lib/**'],
    except: tests,
    never: { ours: ['app/**', 'components/**'] },
    valuesOnly: true,
  },
  {
    name: 'product-without-stand-ins',
    because: 'the same code runs against real services; what stands in for them on one machine is never part of it',
    files: ['app/**', 'components/**', 'lib/**', 'emails/**'],
    except: tests,
    never: { ours: ['local/**', 'e2e/**', 'scripts/**', 'lib/testing/**'] },
  },
]

/** Folders whose children are stages: one child never imports another. */
export const stageFolders = ['lib/case', 'components/case']
export const stages = ['request', 'records', 'consent', 'triage', 'fee', 'thread', 'recommendation']

/**
 * Files of lib that import one of these must say `import 'server-only'`, so that no bundle for the browser holds them.
 * The files of lib/db and lib/gateways know each other; there, only a package or `node:` counts.
 */
export const serverOnly = {
  files: ['lib/**'],
  except: tests,
  ours: ['lib/db/**', 'lib/gateways/**'],
  butOurs: codes,
  packages: ['pg', '@aws-sdk/*', 'nodemailer', 'stripe', 'node:fs'],
  specifiers: ['next/headers'],
}

export const environment = {
  files: ['app/**', 'components/**', 'lib/**'],
  except: ['lib/env.ts', ...tests],
}

/** Where requests come in: each must go through a wrapper, or stand in public-pages.ts with its reason. */
export const entrances = {
  files: ['app/**/page.tsx', 'app/**/route.ts'],
  through: ['lib/web/page.ts', 'lib/web/link-page.ts', 'lib/web/route.ts'],
}

/** The one way to make a server action. */
export const actionWrapper = 'lib/web/action.ts'

export const maxLines = 300
