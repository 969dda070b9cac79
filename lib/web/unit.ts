import 'server-only'
import type { OrgHat, Participant, PersonActor } from '#lib/access/actor.ts'
import { type CaseAction, existsFor, mayInOrg, type OrgAction } from '#lib/access/policy.ts'
import { type CaseAccess, loadCase } from '#lib/case/load.ts'
import { type Db, transaction } from '#lib/db/client.ts'
import { beginLink, beginSession, setActor } from '#lib/db/unit.ts'
import { AppError, forbidden, notFound, unauthenticated } from '#lib/errors.ts'
import type { Credentials } from './credentials.ts'

// Session -> actor -> policy -> work, in one transaction. The three wrappers (action, page, route) stand on these.

export type PersonUnit = { db: Db; actor: PersonActor }
export type OrgUnit = PersonUnit & { org: OrgHat }
export type CaseUnit = { db: Db; actor: Participant; access: CaseAccess }
export type PublicUnit = { db: Db; actor: PersonActor | null }

/** Work on one case, for whoever the credentials prove to be and may do this. */
export function onCase<T>(
  creds: Credentials,
  caseId: string,
  action: CaseAction,
  work: (unit: CaseUnit) => Promise<T>,
): Promise<T> {
  return transaction(async (db) => {
    const person = creds.session ? await beginSession(db, creds.session) : null
    const mine = person && (await absentAsNull(loadCase(db, person, caseId)))
    if (person && mine) {
      mine.require(action)
      return work({ db, actor: person, access: mine })
    }
    const link = creds.link ? await beginLink(db, creds.link) : null
    if (!link) throw person ? notFound() : unauthenticated()
    const access = await loadCase(db, link, caseId)
    access.require(action)
    return work({ db, actor: link, access })
  })
}

/** Work by a signed-in person that needs no case and no organization. */
export function asPerson<T>(creds: Credentials, work: (unit: PersonUnit) => Promise<T>): Promise<T> {
  return transaction(async (db) => {
    const actor = creds.session ? await beginSession(db, creds.session) : null
    if (!actor) throw unauthenticated()
    return work({ db, actor })
  })
}

/**
 * Work within the organization that the person acts as; another organization of theirs asks to switch, any other does
 * not exist.
 */
export function inOrg<T>(
  creds: Credentials,
  slug: string,
  action: OrgAction,
  work: (unit: OrgUnit) => Promise<T>,
): Promise<T> {
  return asPerson(creds, async ({ db, actor }) => {
    const org = actor.hats.find((hat) => hat.slug === slug)
    if (!org || !existsFor(org.kind, action)) throw notFound()
    if (actor.hat.kind === 'OWNER' || actor.hat.orgId !== org.orgId) throw new WrongHat([org])
    if (!mayInOrg(org.role, action)) throw forbidden('Your role in this team does not include this.')
    return work({ db, actor, org })
  })
}

/** Work for anybody: the public directory, and a person's own things when they are signed in. */
export function asVisitor<T>(creds: Credentials, work: (unit: PublicUnit) => Promise<T>): Promise<T> {
  return transaction(async (db) => {
    const actor = creds.session ? await beginSession(db, creds.session) : null
    if (!actor) await setActor(db, { kind: 'VISITOR' })
    return work({ db, actor })
  })
}

/** A thing of theirs, but of another hat: the page offers to switch, an action refuses as NOT_FOUND. */
export class WrongHat extends AppError {
  readonly hats: { orgId: string | null; name: string }[]
  constructor(hats: { orgId: string | null; name: string }[]) {
    super('NOT_FOUND', 'You are acting as somebody else just now. Switch to see this.')
    this.hats = hats
  }
}

/** Which other hats of this person would see the case; only their own, so nothing leaks. */
export function otherHats(creds: Credentials, caseId: string): Promise<{ orgId: string | null; name: string }[]> {
  return asPerson(creds, async ({ db, actor: { hat } }) => {
    const worn = hat.kind === 'OWNER' ? null : hat.orgId
    const hats = await db.$queryRaw<
      { orgId: string | null; name: string }[]
    >`select "orgId", name from app.hats_for_case(${caseId}::uuid)`
    // In the one they wear, what they ask for is not there: of a case that they see, a record that they do not.
    return hats.filter(({ orgId }) => orgId !== worn)
  })
}

async function absentAsNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}

/** Work on the case if these credentials still open it, else null. Outages are thrown. */
export async function whileOnCase<T>(
  creds: Credentials,
  caseId: string,
  action: CaseAction,
  work: (unit: CaseUnit) => Promise<T>,
): Promise<T | null> {
  try {
    return await onCase(creds, caseId, action, work)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
