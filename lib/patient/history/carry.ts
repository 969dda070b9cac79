import 'server-only'
import type { Db } from '#lib/db/client.ts'

/**
 * Takes history and laboratory values of an earlier case of the same animal along into a draft, lines of a practice included:
 * each stays with whoever wrote it. A door of PostgreSQL, which asks that both are the actor's own.
 */
export async function carryHistory(db: Db, from: string, to: string): Promise<void> {
  await db.$queryRaw`select app.carry_history(${from}::uuid, ${to}::uuid)`
}

/** The same from the animal's newest case that has any; nothing for an animal's first. */
export async function carryFromNewest(db: Db, patientId: string, to: string): Promise<void> {
  const [newest] = await db.$queryRaw<{ id: string }[]>`
    select c.id from "Case" c where c."patientId" = ${patientId}::uuid and c.id <> ${to}::uuid
      and c."createdAt" < (select t."createdAt" from "Case" t where t.id = ${to}::uuid)
      and (exists (select from "HistoryEntry" e where e."caseId" = c.id and e."removedAt" is null)
        or exists (select from "LabSheet" l where l."caseId" = c.id and l."removedAt" is null))
    order by c."createdAt" desc, c.id desc limit 1`
  if (newest) await carryHistory(db, newest.id, to)
}
