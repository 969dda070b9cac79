import type { Actor, Hat, OrgHat } from '#lib/access/actor.ts'
import { mayInOrg } from '#lib/access/policy.ts'

/** What the frame around a page shows of the reader. Plain data. */
export type Shell = {
  /** null for somebody signed out or behind a mailed link. */
  person: { id: string; name: string; email: string; timeZone: string } | null
  link: { name: string } | null
  hat: { id: string; label: string; kind: 'OWNER' | 'PRACTICE' | 'HOSPITAL'; slug: string | null } | null
  hats: { id: string; label: string; kind: 'OWNER' | 'PRACTICE' | 'HOSPITAL' }[]
  nav: { href: string; label: string }[]
  timeZone: string
}

export function shellOf(actor: Actor | null): Shell {
  if (actor?.kind === 'LINK')
    return { person: null, link: { name: actor.name }, hat: null, hats: [], nav: [], timeZone: 'UTC' }
  if (actor?.kind !== 'PERSON') return { person: null, link: null, hat: null, hats: [], nav: [], timeZone: 'UTC' }
  const { hat } = actor
  return {
    person: { id: actor.personId, name: actor.name, email: actor.email, timeZone: actor.timeZone },
    link: null,
    hat:
      hat.kind === 'OWNER'
        ? { id: 'me', label: 'Myself', kind: 'OWNER', slug: null }
        : { id: hat.orgId, label: hat.name, kind: hat.kind, slug: hat.slug },
    hats: [
      { id: 'me', label: 'Myself, as an owner', kind: 'OWNER' },
      ...actor.hats.map(({ orgId, name, kind }) => ({ id: orgId, label: name, kind })),
    ],
    nav: navOf(hat),
    timeZone: hat.kind === 'OWNER' ? actor.timeZone : hat.timeZone,
  }
}

function navOf(hat: Hat): Shell['nav'] {
  if (hat.kind === 'OWNER')
    return [
      { href: '/home', label: 'Home' },
      { href: '/hospitals', label: 'Hospitals' },
    ]
  const base = `/${hat.kind.toLowerCase()}/${hat.slug}`
  if (hat.kind === 'PRACTICE')
    return [
      { href: base, label: 'Cases' },
      { href: `${base}/team`, label: 'Team' },
      { href: `${base}/settings`, label: 'About' },
      ...keepingOf(hat, base),
    ]
  return [
    { href: `${base}/queue`, label: 'Queue' },
    { href: `${base}/services`, label: 'Services' },
    ...(mayInOrg(hat.role, 'org.money') ? [{ href: `${base}/money`, label: 'Money' }] : []),
    { href: `${base}/team`, label: 'Team' },
    ...keepingOf(hat, base),
  ]
}

const keepingOf = (hat: OrgHat, base: string): Shell['nav'] =>
  mayInOrg(hat.role, 'org.retention') ? [{ href: `${base}/retention`, label: 'Keeping' }] : []
