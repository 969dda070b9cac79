// node --conditions=react-server prisma/seed.ts: fills an empty database with the demo: two hospitals, four practices, eight
// owners and some sixty cases, made through the product's own commands, with files in the object store and money at the
// payments stand-in. A database with anybody in it is left as it is.
import pg from 'pg'
import { disconnect } from '#lib/db/client.ts'
import { STATUS_WORDS } from '#lib/case/status.ts'
import { env } from '#lib/env.ts'
import { buildDemo } from './demo/build.ts'
import { onDemoClock } from './demo/clock.ts'
import { keepAFewMails } from './demo/mails.ts'
import { HOUSEHOLDS } from './demo/stories/all.ts'
import { verifyLedger } from '../scripts/verify-ledger.ts'

const began = performance.now()
const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl = '' } = process.env
if (!ownerUrl) throw new Error('Demo data needs DATABASE_OWNER_URL, the role that owns the tables.')
// Before the settings are read for the first time: from here on, the application's own connections see the demo's clock.
process.env.DATABASE_URL = onDemoClock(appUrl)
const { APP_URL, CONFERRAL_LOCAL } = env()
if (!CONFERRAL_LOCAL)
  throw new Error('Demo data is for a developer machine (CONFERRAL_LOCAL=1): it holds people who do not exist.')

const owner = new pg.Client({ connectionString: ownerUrl })
await owner.connect()
try {
  const { rowCount } = await owner.query('select from "Person" limit 1')
  if (rowCount === 0) await fill()
  else console.log('The database has people in it already: it is left as it is.')
} finally {
  await disconnect()
  await owner.end()
}

async function fill(): Promise<void> {
  const cases = await buildDemo({ owner, appUrl: APP_URL, households: HOUSEHOLDS })
  await keepAFewMails(owner)
  const { findings } = await verifyLedger(ownerUrl ?? '')
  const [first] = findings
  if (first) throw new Error(`The demo's ledger does not verify: ${first.where} ${first.problem}`)
  const counts = [...cases].map(([status, count]) => `${count} ${STATUS_WORDS[status].short}`)
  const all = [...cases.values()].reduce((sum, count) => sum + count, 0)
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`Demo data: ${all} cases in ${seconds} s (${counts.join(', ')}).`)
}
