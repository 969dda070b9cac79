import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { z } from 'zod'
import { sha256 } from '#lib/hash.ts'
import { ownerPool, setOwnerPool } from '#lib/testing/owner-pool.ts'
import { member, organization, person } from '#lib/testing/world.ts'
import type { Addresses } from '../support/addresses.ts'
import { CASES, type CaseName, type Fresh, type Reader, SEATS } from './cast.ts'

/** A case of the demo and who stands on its sides. */
type Place = {
  id: string
  patientId: string
  ownerId: string
  practiceId: string | null
  linkToken: string
  /** A PDF of the case and a picture, where it has them. */
  pdfId: string | null
  photoId: string | null
}
type Seat = { personId: string; orgId: string | null }
type Token = 'support' | 'home' | 'coOwner' | 'owner' | 'claim' | 'invitation' | 'endedInvitation' | 'signIn'

export type World = {
  /** What the browser of this reader carries; on a page of a case, the reader is that case's own. */
  cookies: (reader: Reader, of?: CaseName) => Promise<{ name: string; value: string; url: string }[]>
  place: (of: CaseName) => Place
  /** Address parts of the two who have just begun. */
  slugs: Record<'founder' | 'beginner', string>
  tokens: Record<Token, string>
  /** Northgate's cardiology. */
  serviceId: string
  /** Takes away all that was added: the product may be somebody's own. */
  end: () => Promise<void>
}

/** An address that nobody has an account for. */
export const NEW_ADDRESS = 'noor.haddad@owners.example.test'

type Undo = (sql: string, values: unknown[]) => void

/** The demo of a running product, with sessions, links and beginners added to it, written as the tables' owner. */
export async function openWorld(product: Addresses, secret: string): Promise<World> {
  const pool = new pg.Pool({ connectionString: product.ownerUrl, max: 2 })
  setOwnerPool(pool)
  const undone: [string, unknown[]][] = []
  const undo: Undo = (sql, values) => undone.unshift([sql, values])
  const places = await findPlaces(pool, undo)
  const place = (of: CaseName) => {
    const found = places.get(of)
    if (!found) throw new Error(`the demo has no case that is "${of}"`)
    return found
  }
  const { fresh, slugs } = await addBeginners(undo)
  const tokens = await addTokens(pool, secret, undo)
  const serviceId = await cardiologyOf(pool)
  const sessions = new Map<string, Promise<string>>()
  const seat = (reader: Reader, of?: CaseName) => seatOf(pool, reader, of ? place(of) : null, product)
  return {
    place,
    slugs,
    tokens,
    serviceId,
    async cookies(reader, of) {
      const carry = (name: string, value: string) => [{ name, value, url: product.web }]
      if (reader === 'visitor') return []
      if (reader === 'link') return carry('conferral.link', place(of ?? 'review').linkToken)
      if (reader in fresh) return carry(SESSION, fresh[reader as Fresh])
      const { personId, orgId } = await seat(reader, of)
      const key = `${personId} ${orgId}`
      if (!sessions.has(key)) sessions.set(key, signIn(pool, { personId, orgId }, undo))
      return carry(SESSION, await sessions.get(key)!)
    },
    async end() {
      for (const [sql, values] of undone) await pool.query(sql, values)
      setOwnerPool(undefined)
      await pool.end()
    },
  }
}

const SESSION = 'next-auth.session-token'

/** The secret that the running product hashes sign-in links with, from the file that the supervisor writes. */
export function secretIn(file: string): string {
  const told = z.object({ env: z.object({ NEXTAUTH_SECRET: z.string() }) })
  return told.parse(JSON.parse(readFileSync(file, 'utf8'))).env.NEXTAUTH_SECRET
}

/** A record of the case with this type; ids of the demo are made one after another. */
const ONE_OF = (type: string): string =>
  `(select r.id from "Record" r where r."caseId" = c.id and r.status = 'READY' and r."contentType" = '${type}' order by r.id limit 1)`

/** The oldest case that fits, each with a mailed link of its own: what another test has begun is younger. */
async function findPlaces(pool: pg.Pool, undo: Undo): Promise<Map<CaseName, Place>> {
  const found = new Map<CaseName, Place>()
  for (const [name, { status, and }] of Object.entries(CASES)) {
    const { rows } = await pool.query<Omit<Place, 'linkToken'>>(
      `select c.id, c."patientId", c."ownerId", c."practiceId", ${ONE_OF('application/pdf')} as "pdfId", ${ONE_OF('image/jpeg')} as "photoId" from "Case" c join "Person" p on p.id = c."ownerId"
        left join "Organization" o on o.id = c."hospitalId" left join "Organization" pr on pr.id = c."practiceId"
        where c.status::text = $1 and p.email like '%.demo.example' and coalesce(o.slug, 'northgate') = 'northgate' and (${and})
        order by c."createdAt", c.id limit 1`,
      [status],
    )
    const row = rows[0]
    if (!row) continue
    const [id, linkToken] = [randomUUID(), randomUUID()]
    await pool.query(
      `insert into "CaseLink" ("caseId", id, email, name, "tokenHash", "expiresAt")
        values ($1, $2, $3, 'Dr Tomasz Mazur', $4, now() + interval '30 days')`,
      [row.id, id, 'mazur@riverside.example.test', sha256(linkToken)],
    )
    undo('delete from "CaseLink" where id = $1', [id])
    found.set(name as CaseName, { ...row, linkToken })
  }
  return found
}

async function cardiologyOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `select s.id from "Service" s join "Organization" o on o.id = s."organizationId"
      where o.slug = 'northgate' and s.specialty = 'CARDIOLOGY' order by s."createdAt" limit 1`,
  )
  return rows[0]?.id ?? ''
}

async function addBeginners(undo: Undo): Promise<{ fresh: Record<Fresh, string>; slugs: World['slugs'] }> {
  const hospital = await organization('HOSPITAL', 'Harbour Animal Hospital', { chargesEnabled: false })
  const practice = await organization('PRACTICE', 'Willow Lane Vets')
  const newcomer = await person('Noor Haddad')
  const founder = await member(hospital, 'ADMIN', 'Dr Lena Fischer')
  const beginner = await member(practice, 'ADMIN', 'Dr Sam Okoro')
  undo('delete from "Person" where id = any ($1)', [[newcomer.personId, founder.personId, beginner.personId]])
  undo('delete from "Organization" where id = any ($1)', [[hospital.id, practice.id]])
  await ownerPool().query(
    `update "Organization" set "verifiedAt" = null, "stripeAccountId" = null, city = 'Bremen', country = 'DE' where id = $1`,
    [hospital.id],
  )
  const token = (who: { sessionId: string }) => who.sessionId
  return {
    fresh: { newcomer: token(newcomer), founder: token(founder), beginner: token(beginner) },
    slugs: { founder: hospital.slug, beginner: practice.slug },
  }
}

async function addTokens(pool: pg.Pool, secret: string, undo: Undo): Promise<Record<Token, string>> {
  const [invitation, endedInvitation, link] = [randomUUID(), randomUUID(), randomUUID()]
  for (const [token, revoked] of [
    [invitation, null],
    [endedInvitation, new Date()],
  ] as const) {
    await pool.query(
      `insert into "Invitation" ("organizationId", id, email, role, "tokenHash", "invitedById", "expiresAt", "revokedAt")
        select o.id, $1, $2, 'SPECIALIST', $3, m."personId", now() + interval '7 days', $4
        from "Organization" o join "Membership" m on m."organizationId" = o.id and m.role = 'ADMIN' where o.slug = 'northgate' limit 1`,
      [randomUUID(), NEW_ADDRESS, sha256(token), revoked],
    )
    undo('delete from "Invitation" where "tokenHash" = $1', [sha256(token)])
  }
  const tokenHash = sha256(`${link}${secret}`)
  await pool.query(
    `insert into "SignInToken" (identifier, "tokenHash", "expiresAt") values ($1, $2, now() + interval '15 minutes')`,
    [NEW_ADDRESS, tokenHash],
  )
  undo('delete from "SignInToken" where "tokenHash" = $1', [tokenHash])
  const support = randomUUID()
  await pool.query(
    `insert into "CaseSupport" ("caseId", id, email, name, "mayWrite", "tokenHash", "invitedById", "expiresAt")
      select c.id, $1, $2, 'Noor', true, $3, c."ownerId", now() + interval '14 days' from "Case" c join "Person" p on p.id = c."ownerId"
      where c.status = 'IN_TRIAGE' and p.email like '%.demo.example' order by c."createdAt", c.id limit 1`,
    // Another world may be open beside this one: an address is asked once to a case.
    [randomUUID(), `noor.${support}@owners.example.test`, sha256(support)],
  )
  undo('delete from "CaseSupport" where "tokenHash" = $1', [sha256(support)])
  const home = randomUUID()
  await pool.query(
    `insert into "NewHome" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt")
      select p."ownerId", $1, p.id, $2, 'Noor', $3, now() + interval '14 days' from "Patient" p join "Person" o on o.id = p."ownerId"
      where o.email like '%.demo.example' and p."diedOn" is null and p."rehomedAt" is null
        and not exists (select from "NewHome" h where h."patientId" = p.id) order by random() limit 1 for update of p skip locked`,
    [randomUUID(), NEW_ADDRESS, sha256(home)],
  )
  undo('delete from "NewHome" where "tokenHash" = $1', [sha256(home)])
  const owner = randomUUID()
  await pool.query(
    `insert into "OwnerInvitation" ("caseId", id, email, name, "tokenHash", "invitedById", "expiresAt")
      select i."caseId", $1, $2, i.name, $3, i."invitedById", now() + interval '14 days' from "OwnerInvitation" i
      join "Case" c on c.id = i."caseId" where c.kind = 'REFERRAL' and c.status = 'AWAITING_CONSENT' and i."acceptedAt" is null
      order by i."createdAt", i.id limit 1`,
    [randomUUID(), NEW_ADDRESS, sha256(owner)],
  )
  undo('delete from "OwnerInvitation" where "tokenHash" = $1', [sha256(owner)])
  const claim = randomUUID()
  await pool.query(
    `insert into "PracticeClaim" ("organizationId", id, address, domain, scope, proof, "tokenHash", "createdById", "expiresAt")
      select o.id, $1, 'desk@riverside-annex.test', 'riverside-annex.test', 'ADDRESS', 'MAIL', $2, m."personId", now() + interval '1 day'
      from "Organization" o join "Membership" m on m."organizationId" = o.id and m.role = 'ADMIN' where o.slug = 'riverside-vets' limit 1`,
    [randomUUID(), sha256(claim)],
  )
  undo('delete from "PracticeClaim" where "tokenHash" = $1', [sha256(claim)])
  const coOwner = randomUUID()
  await pool.query(
    `insert into "CoOwner" ("ownerId", id, "patientId", email, name, "tokenHash", "expiresAt")
      select p."ownerId", $1, p.id, $2, 'Noor', $3, now() + interval '30 days' from "Patient" p join "Person" o on o.id = p."ownerId"
      where o.email like '%.demo.example' and p."rehomedAt" is null order by random() limit 1`,
    [randomUUID(), `noor.${coOwner}@owners.example.test`, sha256(coOwner)],
  )
  undo('delete from "CoOwner" where "tokenHash" = $1', [sha256(coOwner)])
  return { support, home, coOwner, owner, claim, invitation, endedInvitation, signIn: link }
}

/** Who sits there: on a case its own people, otherwise the demo's. */
async function seatOf(pool: pg.Pool, reader: Reader, place: Place | null, product: Addresses): Promise<Seat> {
  if (reader === 'support') {
    const { rows } = await pool.query<Seat>(
      `select "personId", null as "orgId" from "CaseSupport" where "caseId" = coalesce($1, "caseId") and "acceptedAt" is not null and "endedAt" is null
        order by "createdAt" limit 1`,
      [place?.id],
    )
    if (!rows[0]) throw new Error('the demo has no support person there')
    return rows[0]
  }
  if (reader === 'owner' && place) return { personId: place.ownerId, orgId: null }
  if (reader === 'owner' || reader === 'operator') {
    const email = product.people.find(({ role }) => role === reader)?.email
    const { rows } = await pool.query<{ id: string }>('select id from "Person" where email = $1', [email])
    if (!rows[0]) throw new Error(`the demo has no ${reader}`)
    return { personId: rows[0].id, orgId: null }
  }
  const { org, role } = SEATS[reader as keyof typeof SEATS]
  const practice = reader === 'vet' ? (place?.practiceId ?? null) : null
  const { rows } = await pool.query<Seat>(
    `select m."personId", m."organizationId" as "orgId" from "Membership" m join "Organization" o on o.id = m."organizationId"
      join "Person" p on p.id = m."personId"
      where (o.id = $1 or ($1::uuid is null and o.slug = $2)) and m.role::text = $3 and m."endedAt" is null and p.email like '%.demo.example'
      order by m."createdAt", p.email limit 1`,
    [practice, org, role],
  )
  if (!rows[0]) throw new Error(`the demo has no ${role} at ${practice ?? org}`)
  return rows[0]
}

async function signIn(pool: pg.Pool, { personId, orgId }: Seat, undo: Undo): Promise<string> {
  const [id, token] = [randomUUID(), randomUUID()]
  await pool.query(
    `insert into "Session" (id, "tokenHash", "personId", "actingOrgId", "expiresAt", "userAgent")
      values ($1, $2, $3, $4, now() + interval '1 day', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36')`,
    [id, sha256(token), personId, orgId],
  )
  undo('delete from "Session" where id = $1', [id])
  return token
}
