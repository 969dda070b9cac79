import 'server-only'
import type { Adapter, AdapterSession, AdapterUser } from 'next-auth/adapters'
import type { Db } from '#lib/db/client.ts'
import { asActor } from '#lib/db/unit.ts'
import { sha256 } from '#lib/hash.ts'
import { now } from '#lib/gateways/clock.ts'

type PersonRow = { id: string; email: string; name: string; emailVerifiedAt: Date | null }

const select = { id: true, email: true, name: true, emailVerifiedAt: true } as const
const asUser = ({ id, email, name, emailVerifiedAt }: PersonRow): AdapterUser => ({
  id,
  email,
  name,
  emailVerified: emailVerifiedAt,
})
const asUserOrNull = (row: PersonRow | null): AdapterUser | null => (row ? asUser(row) : null)
const auth = <T>(work: (db: Db) => Promise<T>): Promise<T> => asActor({ kind: 'AUTH' }, work)

/**
 * next-auth over our own tables. The session's row holds the SHA-256 of its token and next-auth hashes link tokens itself,
 * so that a copy of these tables signs nobody in.
 */
export const adapter: Adapter = {
  createUser: ({ email, name, emailVerified }: Omit<AdapterUser, 'id'>) =>
    auth(async (db) => {
      const data = { email, name: name ?? email.split('@', 1)[0] ?? email, emailVerifiedAt: emailVerified }
      return asUser(await db.person.create({ data, select }))
    }),
  getUser: (id) => auth(async (db) => asUserOrNull(await db.person.findUnique({ where: { id }, select }))),
  getUserByEmail: (email) => auth(async (db) => asUserOrNull(await db.person.findUnique({ where: { email }, select }))),
  updateUser: ({ id, name, emailVerified }) =>
    auth(async (db) => {
      const data = {
        ...(name == null ? {} : { name }),
        ...(emailVerified === undefined ? {} : { emailVerifiedAt: emailVerified }),
      }
      return asUser(await db.person.update({ where: { id }, data, select }))
    }),
  createSession: ({ sessionToken, userId, expires }) =>
    auth(async (db) => {
      await db.session.create({ data: { tokenHash: sha256(sessionToken), personId: userId, expiresAt: expires } })
      return { sessionToken, userId, expires }
    }),
  getSessionAndUser: (sessionToken) =>
    auth(async (db) => {
      const found = await db.session.findUnique({
        where: { tokenHash: sha256(sessionToken), expiresAt: { gt: now() } },
        select: { personId: true, expiresAt: true, person: { select } },
      })
      if (!found) return null
      const session: AdapterSession = { sessionToken, userId: found.personId, expires: found.expiresAt }
      return { session, user: asUser(found.person) }
    }),
  updateSession: ({ sessionToken, expires }) =>
    auth(async (db) => {
      if (expires)
        await db.session.updateMany({ where: { tokenHash: sha256(sessionToken) }, data: { expiresAt: expires } })
      return null
    }),
  deleteSession: (sessionToken) =>
    auth(async (db) => {
      await db.session.deleteMany({ where: { tokenHash: sha256(sessionToken) } })
    }),
  createVerificationToken: ({ identifier, token, expires }) =>
    auth(async (db) => {
      await db.signInToken.create({ data: { identifier, tokenHash: token, expiresAt: expires } })
      return { identifier, token, expires }
    }),
  useVerificationToken: ({ identifier, token }) =>
    auth(async (db) => {
      const where = { identifier_tokenHash: { identifier, tokenHash: token } }
      const found = await db.signInToken.findUnique({ where })
      // Whoever deletes the row has used the link; of two at once only one does.
      const { count } = await db.signInToken.deleteMany({ where: { identifier, tokenHash: token } })
      return found && count === 1 ? { identifier, token, expires: found.expiresAt } : null
    }),
}
