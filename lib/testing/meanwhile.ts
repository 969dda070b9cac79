import { setImmediate } from 'node:timers/promises'
import { useDatabase } from './database.ts'

/**
 * What the other does while we wait for them: runs `sql` in a transaction of the tables' owner, starts `work`, waits until
 * that is held up by a lock, and commits. So `work` has read before the other's change and writes after it, every time.
 */
export async function meanwhile<T>(sql: string, values: unknown[], work: () => Promise<T>): Promise<T> {
  const { owner } = useDatabase()
  const other = await owner.connect()
  try {
    await other.query('begin')
    await other.query(sql, values)
    const { rows } = await other.query<{ xid: string }>('select pg_current_xact_id()::xid::text as xid')
    const isHeldUp = () => waitsFor(rows[0]?.xid ?? '')
    const result = work()
    // Whoever is refused before the lock must not leave us waiting.
    const settled = result.then(
      () => true,
      () => true,
    )
    while (!(await isHeldUp()) && !(await Promise.race([settled, soon()])));
    await other.query('commit')
    return await result
  } finally {
    other.release()
  }
}

/** A turn of the event loop later. */
const soon = async (): Promise<false> => {
  await setImmediate()
  return false
}

/** Does anybody wait for this transaction to end? */
async function waitsFor(xid: string): Promise<boolean> {
  const { rows } = await useDatabase().owner.query<{ n: number }>(
    'select count(*)::int as n from pg_locks where not granted and transactionid = $1::xid',
    [xid],
  )
  return (rows[0]?.n ?? 0) > 0
}
