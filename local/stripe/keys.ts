import { unauthorized } from './errors.ts'

const TEST_KEY = /^(?:sk|rk)_test_\w+$/
const LIVE_KEY = /^(?:sk|rk|pk)_live_/

/** Throws unless the stand-in may run with this key: a live key here means real money was expected to move. */
export function requireTestKey(secretKey: string): void {
  if (LIVE_KEY.test(secretKey))
    throw new Error('The Stripe stand-in refuses live keys. Use a key that begins sk_test_.')
  if (!TEST_KEY.test(secretKey)) throw new Error('The Stripe stand-in needs a secret key that begins sk_test_.')
}

function sentKey(authorization: string | undefined): string | null {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ')
  if (scheme.toLowerCase() === 'bearer') return value
  // curl -u KEY: sends the key as the user name.
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0] ?? ''
  return null
}

/** Checks the Authorization header of an API call; throws a 401 in Stripe's shape. */
export function authenticate(authorization: string | undefined, secretKey: string): void {
  const key = sentKey(authorization)
  if (!key) {
    throw unauthorized(
      'You did not provide an API key. Provide it in the Authorization header, using Bearer auth (Authorization: Bearer YOUR_SECRET_KEY).',
    )
  }
  if (LIVE_KEY.test(key)) throw unauthorized('This is a stand-in for Stripe on your machine; it refuses live keys.')
  if (key !== secretKey) throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`)
}
