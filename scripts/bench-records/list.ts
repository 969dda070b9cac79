import { person, caseIn, organization } from '#lib/testing/world.ts'
import { measure, mustAnswer, type Figures } from '../bench/measure.ts'
import { product, type Product } from './product.ts'
import type { BenchRow } from './row.ts'

// The list of records opens as fast with ten thousand as with ten: as loose files, and as the images of studies.

const SECONDS = 6

export async function rows(): Promise<BenchRow[]> {
  const running = await product()
  const few = await caseWith(running, 10)
  const many = await caseWith(running, 10_000)
  // By turns, so that whatever else the machine does falls on both.
  const [first, loose, again, manyAgain] = [await p50(few), await p50(many), await p50(few), await p50(many)]
  const floor = Math.min(first, again)
  return [row('list of 10,000 records', Math.min(loose, manyAgain), floor)]

  async function p50({ id, session }: Case): Promise<number> {
    const ask = () => ({
      path: `/cases/${id}/records`,
      headers: { cookie: `next-auth.session-token=${session}` },
    })
    await mustAnswer(running.web, ask, 'record 1')
    await measure(running.web, ask, 1, 1)
    const figures: Figures = await measure(running.web, ask, 1, SECONDS)
    if (figures.failures > 0) throw new Error(`${figures.failures} of the answers were refusals`)
    return figures.p50
  }
}

const row = (name: string, value: number, floor: number): BenchRow => ({
  ...{ name, value, unit: 'ms (p50)', against: 'list of 10 records', floor },
  ...{ ratio: value / floor, goal: 'at most 1.5' },
})

type Case = { id: string; session: string }

/** A case with so many records that are ready, of all kinds, as their check would have left them. */
async function caseWith({ pool }: Product, records: number): Promise<Case> {
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate')]
  const { id } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
  await pool.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "declaredType", "contentType", sha256, "objectKey", status, scan,
        "uploadedBy", "uploaderName", "createdAt", "readyAt")
      select $1::uuid, gen_random_uuid(), 'OWNER', (enum_range(null::"RecordKind"))[1 + n % 8], 'record ' || n || '.pdf', 500000, 'application/pdf',
        'application/pdf', encode(sha256(($1::text || n)::bytea), 'hex'), 'cases/' || $1::text || '/' || gen_random_uuid(), 'READY', 'CLEAN', $2, 'Ana Ruiz',
        now() - n * interval '1 minute', now()
      from generate_series(1, $3::int) n`,
    [id, owner.personId, records],
  )
  await pool.query('update "Case" set "recordCount" = $2 where id = $1', [id, records])
  await pool.query(
    `insert into "CaseEvent" ("caseId", seq, type, "actorKind", side, audience, at, data, "prevHash", hash)
      select r."caseId", 1000 + row_number() over (), 'record.added', 'SYSTEM', 'SYSTEM', 'EVERYONE', now(),
        jsonb_build_object('recordId', r.id, 'holder', 'OWNER', 'sha256', r.sha256, 'more', true), md5(r.id::text), r.sha256
      from "Record" r where r."caseId" = $1`,
    [id],
  )
  await pool.query('analyze "Record", "CaseEvent"')
  return { id, session: owner.sessionId }
}
