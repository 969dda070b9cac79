import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { caseIn, organization, person } from '#lib/testing/world.ts'
import type { Product } from './product.ts'
import { storeOf } from './upload.ts'

// How long the worker needs for files that have arrived.

const WAIT_MS = 120_000

/** Files a second, from the moment when they lie in the store and are due until the last thumbnail is there. */
export async function byWorker(running: Product, files: readonly Buffer[]): Promise<number> {
  const { pool } = running
  const [owner, hospital] = [await person('Ana Ruiz'), await organization('HOSPITAL', 'Northgate')]
  const { id: caseId } = await caseIn({ owner, hospital, status: 'IN_REVIEW' })
  const store = storeOf(running)
  const keys = files.map(() => `cases/${caseId}/${randomUUID()}`)
  const queue = files.entries()
  const lane = async () => {
    for (const [at, file] of queue) await store.put(keys[at] ?? '', file, 'application/octet-stream')
  }
  await Promise.all([lane(), lane(), lane(), lane()])
  await pool.query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "uploadedBy", "uploaderName")
      select $1, gen_random_uuid(), 'OWNER', 'OTHER', 'IM' || n, size, key, 'CHECKING', $2, 'Ana Ruiz'
      from unnest($3::text[], $4::bigint[]) with ordinality as v (key, size, n)`,
    [caseId, owner.personId, keys, files.map(({ length }) => length)],
  )
  const from = performance.now()
  await pool.query(
    `select graphile_worker.add_job('checkRecords', json_build_object('caseId', $1::text), max_attempts => 25)`,
    [caseId],
  )
  await untilViewable(running, caseId, files.length)
  return files.length / ((performance.now() - from) / 1000)
}

async function untilViewable({ pool }: Product, caseId: string, count: number): Promise<void> {
  const asked = async (sql: string): Promise<boolean> => {
    const { rows: found } = await pool.query<{ ready: boolean }>(sql, [caseId, count])
    return found[0]?.ready ?? false
  }
  // First what costs nothing to ask: looking must not be part of the work.
  const added = () => asked(`select "recordCount" = $2 as ready from "Case" where id = $1`)
  const viewable = () =>
    asked(`select (select count(*) from "Record" where "caseId" = $1 and status = 'READY' and "seriesId" is not null) = $2
      and not exists (select from "Series" where "caseId" = $1 and picture and "thumbnailKey" is null) as ready`)
  for (const until = Date.now() + WAIT_MS; Date.now() < until; await pause(25))
    if ((await added()) && (await viewable())) return
  throw new Error(`${count} files are not all viewable after ${WAIT_MS / 1000} s`)
}
