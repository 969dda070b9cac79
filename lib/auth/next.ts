/** Where nobody should be led after signing in: back to the sign-in, or to bytes rather than a page. */
const NOT_A_GOAL = /^\/(?:sign-in|sign-out|demo|api)(?:[/?#]|$)/

/**
 * A path within this site, or null. Nothing that a browser could read as another address: no scheme, no host, no
 * backslash, no control character.
 */
export function innerPath(given: unknown): string | null {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 1000) return null
  if (/[\\\p{Cc}]/u.test(given) || !given.isWellFormed()) return null
  const url = URL.parse(given, 'http://here.invalid')
  if (url?.origin !== 'http://here.invalid') return null
  // Dots are resolved by now, and "/.//host" would have become "//host".
  const path = `${url.pathname}${url.search}${url.hash}`
  return path.startsWith('//') ? null : path
}

/** A path within this site to go on to after signing in, or null. */
export function localPath(given: unknown): string | null {
  const path = innerPath(given)
  return path === null || NOT_A_GOAL.test(path) ? null : path
}
