import { normaliseAddress } from './address.ts'
import { localPath } from './next.ts'

/** A page's query, of which each name may stand there never, once or several times. */
type Query = Record<string, string | string[] | undefined>

const one = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

/** What a sign-in page's address carries: each part is checked, and left out where it is not what it should be. */
export function signInQuery(query: Query): { email: string; token: string; next: string | null; said: string } {
  const address = normaliseAddress(one(query.email))
  return {
    email: 'address' in address ? address.address : '',
    token: one(query.token).slice(0, 200),
    // next-auth names the goal callbackUrl, and gives it whole.
    next: localPath(query.next) ?? localPath(URL.parse(one(query.callbackUrl))?.pathname),
    said: one(query.error) || one(query.again),
  }
}
