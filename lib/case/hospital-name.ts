import 'server-only'
import type { Db } from '#lib/db/client.ts'

/** What the asked hospital is called; null while none is chosen, as in a draft. */
export async function hospitalName(db: Db, id: string | null): Promise<string | null> {
  const found = id === null ? null : await db.organization.findFirst({ where: { id }, select: { name: true } })
  return found?.name ?? null
}
