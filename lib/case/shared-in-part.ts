import 'server-only'
import type { Db } from '#lib/db/client.ts'
import type { CaseAccess } from './load.ts'

/** For the hospital: does what stands of both signatures leave something out? That it does is told, and not what. */
export async function sharedInPart(db: Db, { side, row }: CaseAccess): Promise<boolean> {
  if (side !== 'HOSPITAL') return false
  const [found] = await db.$queryRaw<[{ part: boolean }]>`
    select exists (
      select from (
        select r.kinds, r.pick, r."fromDay", r."toDay" from "Release" r where r."caseId" = ${row.id}::uuid
          and r."hospitalId" = ${row.hospitalId}::uuid and r."revokedAt" is null and r."expiresAt" > now()
        union all
        select a.kinds, a.pick, a."fromDay", a."toDay" from "Agreement" a where a."caseId" = ${row.id}::uuid
          and a."hospitalId" = ${row.hospitalId}::uuid and a.decision = 'AGREED' and a."revokedAt" is null and a."expiresAt" > now()) s
      where s.pick <> 'ALL' or coalesce(s."fromDay", s."toDay") is not null
        or cardinality(s.kinds) < cardinality(enum_range(null::"RecordKind"))) as part`
  return found.part
}
