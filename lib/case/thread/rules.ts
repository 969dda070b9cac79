import type { Audience, CaseKind, Side } from '#lib/db/generated/enums.ts'

// Who may say what to whom. Pure; row-level security holds the same rule (app.hears).

const AUDIENCES: Record<Side, readonly Audience[]> = {
  OWNER: ['EVERYONE'],
  PRACTICE: ['EVERYONE', 'VETS'],
  HOSPITAL: ['EVERYONE', 'VETS', 'HOSPITAL'],
  SYSTEM: [],
  SUPPORT: ['EVERYONE'],
}

/**
 * Audiences that somebody on this side can write to, widest first: what they read is the same. In a consultation vets write to each
 * other: an owner who joins later reads nothing that was not meant for them.
 */
export const audiencesOf = (side: Side, kind: CaseKind): readonly Audience[] =>
  kind === 'CONSULTATION' ? AUDIENCES[side].filter((audience) => audience !== 'EVERYONE') : AUDIENCES[side]

export const mayAddress = (side: Side, audience: Audience, kind: CaseKind): boolean =>
  audiencesOf(side, kind).includes(audience)

/** `coOwners`: who own the animal with its first owner; `support`: those whom an owner has invited to read along. */
export type Names = {
  owner: string
  coOwners: string[]
  support: string[]
  vet: string
  practice: string
  hospital: string
}

/** Who will read a message of this audience, by name: "Ana Ruiz, Dr Mazur (Riverside Vets) and Northgate". */
export function readers(audience: Audience, names: Names): string {
  const vet = [names.vet, names.practice && `(${names.practice})`].filter(Boolean).join(' ')
  switch (audience) {
    case 'EVERYONE':
      return list([names.owner, ...names.coOwners, ...names.support, vet, names.hospital])
    case 'VETS':
      return list([vet, names.hospital])
    case 'HOSPITAL':
      return `${names.hospital}’s own team`
  }
}

function list(parts: string[]): string {
  const given = parts.filter(Boolean)
  return given.length < 2 ? (given[0] ?? '') : `${given.slice(0, -1).join(', ')} and ${given.at(-1)}`
}

/** Messages a page. */
export const PAGE = 50
/** A reader who has not come back by then, since the last of several messages in a row, gets a mail. */
export const AWAY_SECONDS = 20
