import 'server-only'
import type { CaseAccess } from '#lib/case/load.ts'
import type { Db } from '#lib/db/client.ts'
import { invalid, notFound } from '#lib/errors.ts'

// What triage looks up before it decides.

/** The roles that can be responsible for a case. */
const CLINICAL = ['SPECIALIST', 'ADMIN', 'COORDINATOR'] as const

/** Somebody of the hospital who can be made responsible. */
export type Colleague = { personId: string; name: string; credentials: string }

/** The hospital that decides, and the currency of its fee. @throws NOT_FOUND without a hospital */
export async function deciding(db: Db, { row }: Pick<CaseAccess, 'row'>) {
  if (!row.hospitalId) throw notFound()
  const hospital = await db.organization.findFirst({
    where: { id: row.hospitalId },
    select: {
      ...{ id: true, name: true, slug: true, currency: true, chargesEnabled: true },
      ...{ turnaroundHours: true, triageHours: true, timeZone: true },
    },
  })
  if (!hospital) throw notFound()
  const service = row.serviceId
    ? await db.service.findFirst({
        where: { organizationId: row.hospitalId, id: row.serviceId },
        select: { name: true, feeMinor: true, currency: true, turnaroundHours: true },
      })
    : null
  return { hospital, service, currency: service?.currency ?? hospital.currency }
}

/** Everybody of the hospital's clinical team, specialists first. Empty for other sides: row-level security shows none. */
export async function colleagues(db: Db, hospitalId: string): Promise<Colleague[]> {
  const members = await db.membership.findMany({
    where: { organizationId: hospitalId, endedAt: null, role: { in: [...CLINICAL] } },
    select: { personId: true, role: true, credentials: true, person: { select: { name: true } } },
    take: 300,
  })
  const rank = (role: string) => CLINICAL.findIndex((one) => one === role)
  return members
    .toSorted((a, b) => rank(a.role) - rank(b.role) || a.person.name.localeCompare(b.person.name))
    .map(({ personId, credentials, person }) => ({ personId, credentials, name: person.name }))
}

/** @throws INVALID for somebody who is not of the clinical team (any more) */
export async function colleagueOf(db: Db, hospitalId: string, personId: string): Promise<Colleague> {
  const found = (await colleagues(db, hospitalId)).find((member) => member.personId === personId)
  if (!found)
    throw invalid('One thing needs another look.', {
      assigneeId: ['Choose somebody of the clinical team from the list'],
    })
  return found
}
