import 'server-only'
import { isIPv6 } from 'node:net'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { plainPool } from '#lib/db/pool.ts'
import { sha256 } from '#lib/hash.ts'
import { AppError } from '#lib/errors.ts'

const QUARTER = 15 * 60

/** What is counted, how often it may happen, and in how many seconds. */
const LIMITS = {
  /** Links to one address: enough for somebody whose mail is slow, too few to be a nuisance. */
  linkToAddress: { points: 6, duration: QUARTER },
  /** Links asked for from one place: a whole clinic may share one. */
  linkFromPlace: { points: 60, duration: QUARTER },
  /** Presses of a link's button from one place, so that tokens cannot be guessed. */
  confirmFromPlace: { points: 60, duration: QUARTER },
  /** Mailed links of cases opened from one place: a clinic opens many, a guesser more. */
  openLink: { points: 300, duration: QUARTER },
  /** Invitations by one owner to stand by them. */
  inviteSupport: { points: 20, duration: 60 * 60 },
  /** Addresses that one practice says are its own. */
  claim: { points: 20, duration: 60 * 60 },
  /** Everything that is held of a person, taken along. */
  personExport: { points: 3, duration: 24 * 60 * 60 },
  /** Invitations by one organization. */
  invite: { points: 40, duration: 60 * 60 },
  /** Invitations to one address, whoever sends them: accounts and practices cost nothing, a stranger's mailbox is theirs. */
  invitedAddress: { points: 20, duration: 24 * 60 * 60 },
  /** A signed delivery of a mail, which is taken once; longer than its signature is good. */
  mailDelivery: { points: 1, duration: QUARTER },
  /** Mails to one address of a case: a laboratory sends a dozen a day, a loop of robots never ends. */
  mailToCase: { points: 60, duration: 60 * 60 },
  /** Answers to one sender, whose address somebody else may have written. */
  mailAnswer: { points: 20, duration: 60 * 60 },
} as const

export type LimitName = keyof typeof LIMITS

/**
 * Counts one use by `who` in PostgreSQL, so that the limit holds over all web processes. Addresses are kept as hashes only.
 * @throws RATE_LIMITED when it was one too many; it says how long to wait
 */
export async function limit(name: LimitName, who: string, said = 'That was a lot at once.'): Promise<void> {
  try {
    await limiter(name).consume(sha256(who).slice(0, 32))
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new AppError('RATE_LIMITED', `${said} Please wait ${minutes(error.msBeforeNext)} and try again.`)
  }
}

/** Before an invitation of any kind is mailed to an address that somebody typed. @throws RATE_LIMITED */
export const limitInvited = (address: string): Promise<void> =>
  limit('invitedAddress', address, 'Many invitations went to this address today.')

function minutes(milliseconds: number): string {
  const count = Math.max(1, Math.ceil(milliseconds / 60_000))
  return count === 1 ? 'a minute' : `${count} minutes`
}

const limiters = new Map<LimitName, RateLimiterPostgres>()

function limiter(name: LimitName): RateLimiterPostgres {
  const made = limiters.get(name)
  if (made) return made
  const fresh = new RateLimiterPostgres({
    ...LIMITS[name],
    keyPrefix: name,
    tableName: 'RateLimit',
    tableCreated: true,
    storeType: 'pool',
    storeClient: unnamed,
    // Forgets, every five minutes, the counters of any name that ended an hour ago: once a process is enough.
    clearExpiredByTimeout: limiters.size === 0,
  })
  limiters.set(name, fresh)
  return fresh
}

/** Sends the library's statements without their names: a named one fails behind a pooler in transaction mode. */
const unnamed = {
  query: ({ text, values }: { text: string; values: unknown[] }) => plainPool().query(text, values),
}

/**
 * Where a request comes from, as the nearest proxy saw it: the last entry of X-Forwarded-For, which nobody before the proxy
 * can choose. Of an IPv6 address the first half, since one household has all of the rest.
 */
export function placeOf(forwardedFor: string | null): string {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? ''
  return isIPv6(last) && !last.includes('.') ? `${sixtyFour(last)}::/64` : last
}

/** The first four groups of an IPv6 address. */
function sixtyFour(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const end = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - end.length }, () => '0')
  const all = [...groups, ...zeros, ...end].slice(0, 4)
  return all.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
