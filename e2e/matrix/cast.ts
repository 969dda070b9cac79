import { randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/access/actor.ts'
import type { CaseRole } from '#lib/access/policy.ts'
import type { CaseKind, CaseStatus, MemberRole } from '#lib/db/generated/enums.ts'
import { ownerPool } from '#lib/testing/owner-pool.ts'
import {
  caseIn,
  coOwn,
  member,
  organization,
  person,
  standBy,
  type TestCase,
  type TestOrg,
} from '#lib/testing/world.ts'

/** Somebody who tries an entrance: what their requests carry, and what they are on the case that is tried. */
export type Player = {
  name: string
  cookies: Record<string, string>
  /** Their part on the case; null for strangers. */
  role: CaseRole | null
  /** Their role in the hospital or practice that is tried. */
  member: { org: 'hospital' | 'practice'; role: MemberRole } | null
  /** Is there a live session? A stranger behind a link has none. */
  session: boolean
  /** A live link, of this case or another. */
  link: boolean
  /** Member of the organization that is tried, but acting as themselves. */
  otherHat?: 'hospital'
}

export type Cast = {
  players: Player[]
  hospital: TestOrg
  practice: TestOrg
  owner: PersonActor
  stage: (status: CaseStatus, kind?: CaseKind) => Promise<Scene>
}
/** A fresh case of the cast's own in a status, with a record, and the link's token for it. */
export type Scene = { at: TestCase; recordId: string; players: Player[] }

const cookie = (actor: PersonActor) => ({ 'next-auth.session-token': actor.sessionId })

const SEATS: { org: 'hospital' | 'practice'; role: MemberRole; part: CaseRole }[] = [
  { org: 'hospital', role: 'ADMIN', part: 'HOSPITAL_ADMIN' },
  { org: 'hospital', role: 'COORDINATOR', part: 'COORDINATOR' },
  { org: 'hospital', role: 'SPECIALIST', part: 'SPECIALIST' },
  { org: 'hospital', role: 'BILLING', part: 'BILLING' },
  { org: 'practice', role: 'ADMIN', part: 'VET' },
  { org: 'practice', role: 'VET', part: 'VET' },
  { org: 'practice', role: 'NURSE', part: 'PRACTICE_STAFF' },
  { org: 'practice', role: 'RECEPTION', part: 'PRACTICE_STAFF' },
]

export async function assemble(): Promise<Cast> {
  const [hospital, practice] = [
    await organization('HOSPITAL', 'Matrix hospital'),
    await organization('PRACTICE', 'Matrix practice'),
  ]
  const [rivalHospital, rivalPractice] = [
    await organization('HOSPITAL', 'Rival hospital'),
    await organization('PRACTICE', 'Rival practice'),
  ]
  const owner = await person('Matrix Owner')
  const stranger = await person('Stranger')
  const [reader, writer] = [await person('Matrix Reader'), await person('Matrix Writer')]
  const [coOwner, formerOwner] = [await person('Matrix Co-owner'), await person('Matrix Former owner')]
  const none = { role: null, member: null, session: true, link: false }
  const players: Player[] = [
    { ...none, name: 'owner', cookies: cookie(owner), role: 'OWNER' },
    { ...none, name: 'another owner', cookies: cookie(stranger) },
    { ...none, name: 'co-owner', cookies: cookie(coOwner), role: 'OWNER' },
    { ...none, name: 'ended co-owner', cookies: cookie(formerOwner) },
    { ...none, name: 'support person', cookies: cookie(reader), role: 'SUPPORT' },
    { ...none, name: 'support person who writes', cookies: cookie(writer), role: 'SUPPORT_WRITER' },
    { ...none, name: 'signed out', cookies: {}, session: false },
    {
      ...none,
      name: 'revoked session',
      cookies: { 'next-auth.session-token': await revokedToken(owner) },
      session: false,
    },
    { ...none, name: 'made-up session', cookies: { 'next-auth.session-token': randomUUID() }, session: false },
  ]
  for (const { org, role, part } of SEATS)
    players.push({
      ...none,
      name: `${org} ${role}`,
      cookies: cookie(await member({ hospital, practice }[org], role)),
      role: part,
      member: { org, role },
    })
  for (const org of [rivalHospital, rivalPractice])
    players.push({ ...none, name: `${org.name} ADMIN`, cookies: cookie(await member(org, 'ADMIN')) })
  players.push({ ...none, name: 'ended member', cookies: cookie(await endedMember(hospital)) })
  players.push({
    ...none,
    name: 'member as themselves',
    cookies: cookie(await asThemselves(hospital)),
    otherHat: 'hospital',
  })
  const foreign = await caseIn({
    owner: stranger,
    hospital: rivalHospital,
    practice: rivalPractice,
    status: 'IN_REVIEW',
  })
  players.push({
    ...none,
    name: 'link of another case',
    cookies: { 'conferral.link': foreign.linkToken },
    session: false,
    link: true,
  })
  return {
    players,
    hospital,
    practice,
    owner,
    stage: (status, kind = 'SECOND_OPINION') =>
      setScene([status, kind], { players, hospital, practice, owner }, { reader, writer, coOwner, formerOwner }),
  }
}

/** What somebody is on a case that a practice began. */
const partIn = (kind: CaseKind, role: CaseRole | null): CaseRole | null => {
  if (kind === 'SECOND_OPINION') return role
  if (role === 'OWNER') return kind === 'CONSULTATION' ? 'CLIENT' : 'OWNER'
  return role === 'VET' ? 'ASKING_VET' : role
}

/** Was the hospital told of it? A mailed link opens nothing before. */
const isTold = (status: CaseStatus, kind: CaseKind): boolean =>
  status !== 'DRAFT' && (kind === 'SECOND_OPINION' || status !== 'AWAITING_CONSENT')

async function setScene(
  [status, kind]: [CaseStatus, CaseKind],
  cast: Omit<Cast, 'stage'>,
  { reader, writer, coOwner, formerOwner }: Record<'reader' | 'writer' | 'coOwner' | 'formerOwner', PersonActor>,
): Promise<Scene> {
  const at = await caseIn({ owner: cast.owner, hospital: cast.hospital, practice: cast.practice, status, kind })
  await standBy(at.id, reader, false)
  await standBy(at.id, writer, true)
  await coOwn(at.id, coOwner)
  await coOwn(at.id, formerOwner, true)
  const recordId = randomUUID()
  await ownerPool().query(
    `insert into "Record" ("caseId", id, holder, kind, name, "sizeBytes", "objectKey", status, "contentType") values ($1, $2, 'OWNER', 'LAB', 'bloods.pdf', 10, $3, 'READY', 'application/pdf')`,
    [at.id, recordId, `matrix/${recordId}`],
  )
  const revoked = randomUUID()
  const { sha256 } = await import('#lib/hash.ts')
  await ownerPool().query(
    `insert into "CaseLink" ("caseId", id, email, name, "tokenHash", "expiresAt", "revokedAt") values ($1, $2, 'old@riverside.test', 'Old vet', $3, now() + interval '1 day', now())`,
    [at.id, randomUUID(), sha256(revoked)],
  )
  const none = { role: null, member: null, session: false, link: false }
  return {
    at,
    recordId,
    players: [
      ...cast.players.map((player) => ({ ...player, role: partIn(kind, player.role) })),
      {
        ...none,
        name: 'mailed link',
        cookies: { 'conferral.link': at.linkToken },
        role: isTold(status, kind) ? 'VET' : null,
        link: isTold(status, kind),
      },
      { ...none, name: 'revoked link', cookies: { 'conferral.link': revoked } },
    ],
  }
}

async function revokedToken(owner: PersonActor): Promise<string> {
  const twin = randomUUID()
  const { sha256 } = await import('#lib/hash.ts')
  await ownerPool().query(
    `insert into "Session" (id, "tokenHash", "personId", "expiresAt") values ($1, $2, $3, now() + interval '1 day')`,
    [twin, sha256(twin), owner.personId],
  )
  await ownerPool().query('delete from "Session" where id = $1', [twin])
  return twin
}

async function endedMember(hospital: TestOrg): Promise<PersonActor> {
  const ended = await member(hospital, 'ADMIN', 'Ended member')
  await ownerPool().query('update "Membership" set "endedAt" = now() where "personId" = $1', [ended.personId])
  return ended
}

async function asThemselves(hospital: TestOrg): Promise<PersonActor> {
  const actor = await member(hospital, 'ADMIN', 'Member at home')
  await ownerPool().query('update "Session" set "actingOrgId" = null where id = $1', [actor.sessionId])
  return actor
}
