import type { Hat } from '#lib/access/actor.ts'
import type { MemberRole, OrganizationKind } from '#lib/db/generated/enums.ts'

/** A role in a team: its name, and what it may do, in one line. */
export type RoleWords = { role: MemberRole; label: string; does: string }

const ROLES: Record<OrganizationKind, RoleWords[]> = {
  PRACTICE: [
    { role: 'ADMIN', label: 'Admin', does: 'Runs the team. Everything a vet does, too.' },
    { role: 'VET', label: 'Veterinarian', does: 'Agrees to share records, adds to them, discusses cases.' },
    {
      role: 'NURSE',
      label: 'Nurse',
      does: 'Reads cases, adds records, writes in threads, marks follow-ups done and keeps your texts; does not agree for the practice.',
    },
    {
      role: 'RECEPTION',
      label: 'Reception',
      does: 'Reads cases, adds records, writes in threads and marks follow-ups done; does not agree for the practice.',
    },
  ],
  HOSPITAL: [
    {
      role: 'ADMIN',
      label: 'Admin',
      does: 'Runs the team, the services and the payouts. Everything a specialist does, too.',
    },
    { role: 'COORDINATOR', label: 'Coordinator', does: 'Looks after the queue: accepts, declines, asks, assigns.' },
    {
      role: 'SPECIALIST',
      label: 'Specialist',
      does: 'Does what a coordinator does, writes and signs recommendations.',
    },
    { role: 'BILLING', label: 'Billing', does: 'Sees fees and payouts; no records, no messages.' },
  ],
}

/** The roles that a team of this kind has, the most powerful first. */
export const rolesOf = (kind: OrganizationKind): readonly RoleWords[] => ROLES[kind]

export const hasRole = (kind: OrganizationKind, role: MemberRole): boolean =>
  ROLES[kind].some((words) => words.role === role)

export const roleLabel = (kind: OrganizationKind, role: MemberRole): string =>
  ROLES[kind].find((words) => words.role === role)?.label ?? role

/** Where somebody with this hat begins. */
export function landingOf(hat: Pick<Hat, 'kind'> & { slug?: string }): string {
  if (hat.kind === 'OWNER') return '/home'
  return hat.kind === 'HOSPITAL' ? `/hospital/${hat.slug}/queue` : `/practice/${hat.slug}`
}

/**
 * Would a team be left without an ADMIN, when this member takes this role or leaves (null)?
 * @param admins the ids of its present ones
 */
export function leavesNoAdmin(admins: readonly string[], personId: string, role: MemberRole | null): boolean {
  return role !== 'ADMIN' && admins.length === 1 && admins[0] === personId
}

/** The beginning of an organization's address in links: letters and digits of its name, as far as they are Latin. */
export function slugBase(name: string, kind: OrganizationKind): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßæøłđ]/gi, (letter) => LETTERS[letter.toLowerCase()] ?? '')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '')
  return plain.length >= 2 ? plain : kind.toLowerCase()
}

const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', đ: 'd' }
