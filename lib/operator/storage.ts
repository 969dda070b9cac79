import 'server-only'
import type { PersonActor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import { invalid, notFound } from '#lib/errors.ts'
import type { LimitInput } from './schema.ts'

const GB = 1_000_000_000
const MOST = 20

export type StorageRow = {
  key: string
  name: string
  records: number
  bytes: number
  mostRecords: number | null
  mostBytes: number | null
  /** A limit of its own, not its kind's. */
  own: boolean
}

/** Limits by kind, those of single ones, and who keeps most. @throws NOT_FOUND for anybody but the operator */
export async function storageOverview(db: Db, actor: PersonActor): Promise<StorageRow[]> {
  if (!actor.operator) throw notFound()
  type Row = Omit<StorageRow, 'bytes' | 'mostBytes'> & { bytes: bigint; mostBytes: bigint | null }
  const rows = await db.$queryRaw<Row[]>`select * from app.storage_overview(${MOST}::int)`
  return rows.map((row) => ({
    ...row,
    bytes: Number(row.bytes),
    mostBytes: row.mostBytes === null ? null : Number(row.mostBytes),
  }))
}

/**
 * Sets how much may be kept, from the next file on.
 * @throws NOT_FOUND for anybody but the operator; INVALID when nobody is called so
 */
export async function setStorageLimit(
  db: Db,
  actor: PersonActor,
  { kind, named, records, gigabytes }: LimitInput,
): Promise<void> {
  if (!actor.operator) throw notFound()
  const [found] = await db.$queryRaw<{ key: string | null }[]>`select app.storage_key_named(${kind}, ${named}) as key`
  if (!found?.key)
    throw invalid('One thing needs another look.', { named: ['Nobody is called so: check it, or leave it empty'] })
  const bytes = BigInt(Math.round(gigabytes * GB))
  const [done] = await db.$queryRaw<{ done: boolean }[]>`
    select app.set_storage_limit(${found.key}, ${records}::int, ${bytes}::bigint) as done`
  if (!done?.done) throw notFound()
}
