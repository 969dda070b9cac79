import 'server-only'
import type { OrgHat } from '#lib/access/actor.ts'
import type { Db } from '#lib/db/client.ts'
import type { CaseStatus, OrganizationKind } from '#lib/db/generated/enums.ts'
import { notFound } from '#lib/errors.ts'

/** What the report looks ahead. */
export const DAYS_AHEAD = 30
const MOST = 200

export type HoldView = {
  id: string
  /** Null: all cases. */
  number: string | null
  caseId: string | null
  reason: string
  placedByName: string
  placedAt: Date
  lifted: { at: Date; byName: string; reason: string } | null
}

/** A case whose keeping time ends soon. Nothing of it is removed while it is held. */
export type RemovalView = {
  id: string
  number: string
  title: string
  status: CaseStatus
  closedAt: Date
  keptUntil: Date
  held: boolean
  records: number
  bytes: number
}

export type RetentionView = {
  organization: { name: string; slug: string; kind: OrganizationKind }
  years: number
  version: number
  holds: HoldView[]
  ahead: RemovalView[]
  /** There are more than are listed. */
  more: boolean
  timeZone: string
}

/** How long this organization keeps its cases, what it holds, and what would go next. @param kind what the page's address says */
export async function retentionOf(db: Db, org: OrgHat, kind: OrganizationKind): Promise<RetentionView> {
  if (org.kind !== kind) throw notFound()
  const { retentionYears, version } = await db.organization.findUniqueOrThrow({
    where: { id: org.orgId },
    select: { retentionYears: true, version: true },
  })
  const ahead = await db.$queryRaw<(Omit<RemovalView, 'bytes'> & { bytes: bigint })[]>`
    select * from app.removals_ahead(${DAYS_AHEAD}::int, ${MOST + 1}::int)`
  return {
    organization: { name: org.name, slug: org.slug, kind },
    ...{ years: retentionYears, version, holds: await holdsOf(db, org) },
    ahead: ahead.slice(0, MOST).map((row) => ({ ...row, bytes: Number(row.bytes) })),
    more: ahead.length > MOST,
    timeZone: org.timeZone,
  }
}

async function holdsOf(db: Db, { orgId }: OrgHat): Promise<HoldView[]> {
  const rows = await db.legalHold.findMany({
    where: { organizationId: orgId },
    orderBy: [{ liftedAt: { sort: 'desc', nulls: 'first' } }, { placedAt: 'desc' }, { id: 'desc' }],
    include: { case: { select: { number: true } } },
    take: 200,
  })
  return rows.map(({ id, caseId, reason, placedByName, placedAt, ...row }) => ({
    ...{ id, caseId, reason, placedByName, placedAt, number: row.case?.number ?? null },
    lifted: row.liftedAt && { at: row.liftedAt, byName: row.liftedByName ?? '', reason: row.liftReason ?? '' },
  }))
}
