import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { useObjectStore } from '#lib/testing/records.ts'
import { type RunningStripe, startStripe } from '#local/stripe/server.ts'
import { verifyLedger } from '../../scripts/verify-ledger.ts'
import { buildDemo } from './build.ts'
import { onDemoClock } from './clock.ts'
import { keepAFewMails } from './mails.ts'
import { HOUSEHOLDS } from './stories/all.ts'

// One story that ends in each status, built as the seed builds all of them.

const STORIES = [
  'Thick white urine', // DRAFT
  'A swollen lower lip', // AWAITING_CONSENT
  'Drinks, eats and pants', // IN_TRIAGE, by a mailed link
  'Shakes her head on sunny days', // NEEDS_INFORMATION
  'His left eye is sore', // AWAITING_PAYMENT, after a refused card
  'Itchy all year', // IN_REVIEW, late: the fee went back
  'Stares, drools', // ANSWERED, without the practice
  'Hock X-rays', // CLOSED
  'Soft stools with blood', // DECLINED, and sent again: another DRAFT
  'Blood in the urine when', // WITHDRAWN
  'Coughs with her neck', // EXPIRED
]

useObjectStore()
const { ownerUrl, owner: admin, appUrl } = useDatabase()
let stripe: RunningStripe
let folder = ''
let counts: Map<string, number>
let stampBefore: string

const stamp = async () =>
  (await admin.query(`select prosrc from pg_proc where proname = 'append_event'`)).rows[0]?.prosrc as string
const rows = async <T extends object>(sql: string) => (await admin.query(sql)).rows as T[]

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'conferral-demo-'))
  const keys = { secretKey: 'sk_test_tests', webhookSecret: 'whsec_tests' }
  stripe = await startStripe({ dataDir: folder, port: 0, webhookUrl: 'http://127.0.0.1:9/', ...keys })
  process.env.STRIPE_API_URL = stripe.url
  process.env.DATABASE_URL = onDemoClock(appUrl)
  stampBefore = await stamp()
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const pick = (story: { asks: { complaint: string } }) =>
      STORIES.some((beginning) => story.asks.complaint.startsWith(beginning))
    counts = await buildDemo({ owner, appUrl: 'http://localhost:9', households: HOUSEHOLDS, pick })
    await keepAFewMails(owner)
  } finally {
    await owner.end()
  }
}, 180_000)
afterAll(async () => {
  await stripe.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('the demo', () => {
  it('has a case in every status, and two that practices began', () => {
    expect(Object.fromEntries(counts)).toEqual({
      ...{ DRAFT: 2, AWAITING_CONSENT: 2, IN_TRIAGE: 1, NEEDS_INFORMATION: 1, AWAITING_PAYMENT: 1, IN_REVIEW: 1 },
      ...{ ANSWERED: 2, CLOSED: 1, DECLINED: 1, WITHDRAWN: 1, EXPIRED: 1 },
    })
  })

  it('has an animal that died, and one that somebody else of the demo has taken in', async () => {
    const gone = await rows(
      `select p.name, p."diedOn" is not null as died, t.name as taken from "Patient" p
        left join "NewHome" h on h."ownerId" = p."ownerId" and h."patientId" = p.id and h."acceptedAt" is not null
        left join "Patient" t on t."ownerId" = h."newOwnerId" and t.id = h."newPatientId"
        where p."diedOn" is not null or p."rehomedAt" is not null order by 1`,
    )
    expect(gone).toEqual([
      { name: 'Mruczek', died: true, taken: null },
      { name: 'Pip', died: false, taken: 'Pip' },
    ])
  })

  it('verifies: its chain was hashed once, and its money sums to zero', async () => {
    const { cases, events, transactions, findings } = await verifyLedger(ownerUrl)
    expect(findings).toEqual([])
    // Three paid cases kept, one paid and given back.
    expect({ cases, transactions }).toEqual({ cases: 14, transactions: 5 })
    expect(events).toBeGreaterThan(80)
  })

  it('tells of weeks in order, none of it in the future', async () => {
    const [span] = await rows<{ days: number; future: number; disordered: number }>(
      `select extract(days from max(at) - min(at))::int as days, count(*) filter (where at > now())::int as future,
         (select count(*)::int from "CaseEvent" a join "CaseEvent" b on b."caseId" = a."caseId" and b.seq = a.seq + 1 and b.at < a.at) as disordered
       from "CaseEvent"`,
    )
    expect(span).toMatchObject({ future: 0, disordered: 0 })
    expect(span?.days).toBeGreaterThan(30)
    // Everything of one case has one clock: a signature and the event of it, a message and the turn.
    expect(
      await rows(`select 1 from "Release" r join "CaseEvent" e on e."caseId" = r."caseId" and e.data->>'releaseId' = r.id::text
        where e.type = 'consent.released' and abs(extract(epoch from e.at - r."signedAt")) > 60`),
    ).toEqual([])
    expect(
      await rows(`select number from "Case" where "expiresAt" <= now() or (status = 'IN_REVIEW' and "dueAt" is null)`),
    ).toEqual([])
  })

  it('gave every clock back', async () => {
    expect(Math.abs(Date.now() - (await rows<{ now: Date }>('select now()'))[0]!.now.getTime())).toBeLessThan(60_000)
    expect(await stamp()).toBe(stampBefore)
    expect(await rows(`select 1 from pg_namespace where nspname = 'demo_clock'`)).toEqual([])
  })

  it('has files that were really checked, people to sign in as, and few mails to come', async () => {
    expect(await rows(`select status, count(*)::int > 5 as some from "Record" group by 1`)).toEqual([
      { status: 'READY', some: true },
    ])
    // The request that was declined and is sent again brought its own along.
    expect(
      await rows(
        `select c.status, c."recordCount" from "Record" r join "Case" c on c.id = r."caseId" where r."fromId" is not null`,
      ),
    ).toEqual([{ status: 'DRAFT', recordCount: 1 }])
    const [people] = await rows<{ all: number; demo: number }>(
      `select count(*)::int as all, (count(*) filter (where email like '%.demo.example'))::int as demo from "Person" where "invitedBy" is null`,
    )
    expect(people?.demo).toBe(people?.all)
    const [jobs] = await rows<{ waiting: number }>(
      `select count(*)::int as waiting from graphile_worker.jobs where task_identifier not in ('readRecord', 'thumbnails')`,
    )
    expect(jobs?.waiting).toBeLessThanOrEqual(5)
    // The worker draws them while somebody looks around.
    const [pictures] = await rows<{ cases: number; due: number }>(
      `select (select count(distinct "caseId")::int from "Series" where picture) as cases,
         (select count(*)::int from graphile_worker.jobs where task_identifier = 'thumbnails') as due`,
    )
    expect(pictures?.due).toBe(pictures?.cases)
  })
})
