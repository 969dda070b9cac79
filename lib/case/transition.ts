import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { CaseStatus, Side, Turn } from '#lib/db/generated/enums.ts'
import { conflict, forbidden, invalid } from '#lib/errors.ts'
import type { CaseRow } from './load.ts'
import { type CaseFacts, judge, turnOf, type Verb } from './status.ts'

/** What a verb needs of the case it moves: a CaseAccess, or a case loaded as the system. */
export type Movable = { row: CaseRow; side: Side; facts: CaseFacts }

/** Columns a verb may set beside the status. */
export type Patch = Omit<Prisma.CaseUncheckedUpdateManyInput, 'status' | 'turn' | 'turnSince' | 'version' | 'id'>

/**
 * Moves a case by one verb: judged by status.ts, written with the status and version in the `where`, so that of two
 * racing actors one wins and the other gets CONFLICT. Time on the ended turn is added to the party that held it.
 * @param facts what this very verb changes (e.g. { agreementStands: true }), judged together with what was loaded
 */
export async function transition(
  db: Db,
  access: Movable,
  verb: Verb,
  patch: Patch = {},
  facts: Partial<CaseFacts> = {},
): Promise<CaseStatus> {
  const known = { ...access.facts, ...facts }
  const judgement = judge(access.row.status, verb, access.side, known)
  if (!judgement.ok) {
    if (judgement.reason === 'WHO') throw forbidden(judgement.message)
    throw judgement.reason === 'STATUS' ? conflict(judgement.message) : invalid(judgement.message)
  }
  const { to } = judgement.step
  const turn = turnOf(to, known)
  const moved = turn !== access.row.turn || to !== access.row.status
  const { count } = await db.case.updateMany({
    where: { id: access.row.id, status: access.row.status, version: access.row.version },
    data: {
      ...patch,
      status: to,
      version: { increment: 1 },
      ...(moved ? { turn, turnSince: new Date(), ...spent(access.row) } : {}),
    },
  })
  if (count !== 1) throw conflict()
  return to
}

/** Milliseconds of the turn that ends now, added to whoever held it. */
function spent(row: CaseRow): Pick<Patch, 'ownerMs' | 'practiceMs' | 'hospitalMs'> {
  const elapsed = BigInt(Math.max(0, Date.now() - row.turnSince.getTime()))
  const holders = COLUMN[row.turn]
  return Object.fromEntries(holders.map((column) => [column, { increment: elapsed }]))
}

const COLUMN: Record<Turn, readonly ('ownerMs' | 'practiceMs' | 'hospitalMs')[]> = {
  OWNER: ['ownerMs'],
  PRACTICE: ['practiceMs'],
  OWNER_AND_PRACTICE: ['ownerMs', 'practiceMs'],
  HOSPITAL: ['hospitalMs'],
  EVERYONE: [],
  NOBODY: [],
}
