import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import type { Side } from '#lib/db/generated/enums.ts'

/** What a reader is told of a record that came from an earlier request. */
export type Carried = {
  /** That request, for a reader who may see it: else it does not exist. */
  from: { caseId: string; number: string } | null
  /** Held by another practice than the one that is asked now: nobody but the owner sees it in this case. */
  apart: boolean
}

type Row = {
  holder: Side
  heldBy: string | null
  fromCaseId: string | null
  fromNumber: string | null
}

/** Null for what was added here, and for a reader to whom the earlier request is not theirs to know of. */
export function carriedOf(row: Row, reader: Side, asked: readonly string[]): Carried | null {
  const { fromCaseId, fromNumber, heldBy, holder } = row
  if (!fromCaseId || (!fromNumber && holder !== reader)) return null
  return {
    from: fromNumber ? { caseId: fromCaseId, number: fromNumber } : null,
    apart: reader === 'OWNER' && heldBy !== null && !asked.includes(heldBy),
  }
}

/** Who is asked as the attending practice, as `Record.heldBy` names it; of a draft, who will be. */
export async function practiceAsked(db: Db, { row, side }: CaseAccess): Promise<string[]> {
  const { attendingVetEmail, practiceId, submittedAt } = row
  if (submittedAt || side !== 'OWNER') return practiceId ? [practiceId, attendingVetEmail] : [attendingVetEmail]
  const [found] = await db.$queryRaw<{ id: string | null }[]>`
    select app.practice_for_address(${attendingVetEmail}) as id`
  return found?.id ? [found.id, attendingVetEmail] : [attendingVetEmail]
}
