import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { asActor, setActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import { notFound } from '#lib/errors.ts'
import { roleLabel } from '#lib/organization/rules.ts'
import { type Device, openSession, type SignedIn } from './session.ts'

/** Only people made for trying the product out can be signed in as without their mail. */
const DEMO_DOMAIN = '.demo.example'

export type DemoPerson = { name: string; email: string; part: string }
export type DemoGroup = { title: string; kind: 'OWNER' | 'PRACTICE' | 'HOSPITAL' | 'PLATFORM'; people: DemoPerson[] }

/** What a developer machine offers beside the mailed link; null anywhere else (lib/env.ts sees to it). */
export function localMode(): { mailUrl: string | null } | null {
  const { CONFERRAL_LOCAL, MAIL_VIEW_URL } = env()
  return CONFERRAL_LOCAL ? { mailUrl: MAIL_VIEW_URL ?? null } : null
}

/**
 * The demo people by what they are: owners, then each practice and hospital. Leaves the transaction as the AUTH actor's.
 * @throws NOT_FOUND anywhere but on a developer machine
 */
export async function demoGroups(db: Db): Promise<DemoGroup[]> {
  if (!localMode()) throw notFound()
  await setActor(db, { kind: 'AUTH' })
  const people = await db.person.findMany({
    where: { email: { endsWith: DEMO_DOMAIN } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      name: true,
      email: true,
      isOperator: true,
      memberships: {
        where: { endedAt: null },
        select: { role: true, organization: { select: { id: true, name: true, kind: true } } },
      },
    },
    take: 500,
  })
  const groups = new Map<string, DemoGroup>([
    ['owners', { title: 'Owners', kind: 'OWNER', people: [] }],
    ['platform', { title: 'The platform', kind: 'PLATFORM', people: [] }],
  ])
  for (const { name, email, isOperator, memberships } of people) {
    if (isOperator) groups.get('platform')?.people.push({ name, email, part: 'Operator' })
    else if (memberships.length === 0) groups.get('owners')?.people.push({ name, email, part: 'Owner' })
    for (const { role, organization } of memberships) {
      const { id, name: title, kind } = organization
      const group = groups.get(id) ?? { title, kind, people: [] }
      groups.set(id, group)
      group.people.push({ name, email, part: roleLabel(kind, role) })
    }
  }
  return [...groups.values()]
    .filter((group) => group.people.length > 0)
    .toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind])
}

const ORDER: Record<DemoGroup['kind'], number> = { OWNER: 0, PRACTICE: 1, HOSPITAL: 2, PLATFORM: 3 }

/** @throws NOT_FOUND for anybody but a demo person, and anywhere but on a developer machine */
export async function signInAsDemo(address: string, device: Device): Promise<SignedIn> {
  if (!localMode() || !address.endsWith(DEMO_DOMAIN)) throw notFound()
  return asActor({ kind: 'AUTH' }, async (db) => {
    const person = await db.person.findUnique({ where: { email: address }, select: { id: true } })
    if (!person) throw notFound()
    return openSession(db, person.id, device, null)
  })
}
