import 'server-only'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import type { EmailConfig } from 'next-auth/providers/email'
import { asActor } from '#lib/db/unit.ts'
import { env } from '#lib/env.ts'
import { AppError, invalid } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { cookieOptions, sessionCookie } from '#lib/web/credentials.ts'
import { adapter } from './adapter.ts'
import { normaliseAddress } from './address.ts'
import { LINK_MINUTES, limitLinks, mailLink } from './links.ts'
import { placeOf } from './limits.ts'
import { localPath } from './next.ts'
import { SESSION_DAYS } from './session.ts'

/** Mails a link to our own page, which shows a button and uses nothing up (lib/auth/links.ts). */
const email: EmailConfig = {
  id: 'email',
  type: 'email',
  name: 'Email',
  server: '',
  from: '',
  maxAge: LINK_MINUTES * 60,
  options: {},
  normalizeIdentifier(given) {
    const result = normaliseAddress(given)
    if ('problem' in result) throw invalid(result.problem)
    return result.address
  },
  sendVerificationRequest: ({ identifier, token, expires, url }) =>
    asActor({ kind: 'AUTH' }, (db) => {
      const goal = URL.parse(new URL(url).searchParams.get('callbackUrl') ?? '')
      const next = goal?.origin === env().APP_URL ? localPath(goal.pathname + goal.search) : null
      return mailLink(db, { address: identifier, token, next, expiresAt: expires })
    }),
}

/** @param place where the request comes from, for the rate limit */
export function authOptions(place: string): NextAuthOptions {
  const { NEXTAUTH_SECRET: secret, APP_URL } = env()
  return {
    secret,
    adapter,
    providers: [email],
    // A session ends when it ends: it is not drawn out by use, and a look at it writes nothing.
    session: { strategy: 'database', maxAge: SESSION_DAYS * 86_400, updateAge: SESSION_DAYS * 86_400 },
    useSecureCookies: APP_URL.startsWith('https:'),
    cookies: { sessionToken: { name: sessionCookie(), options: cookieOptions() } },
    pages: { signIn: '/sign-in', signOut: '/sign-out', verifyRequest: '/sign-in/sent', error: '/sign-in' },
    callbacks: {
      async signIn({ user, email: step }) {
        if (!step?.verificationRequest) return true
        try {
          await limitLinks(user.email ?? '', place)
          return true
        } catch (error) {
          if (error instanceof AppError) return '/sign-in?error=TooMany'
          throw error
        }
      },
    },
    logger: {
      error: (code, details) => log.error({ err: details instanceof Error ? details : details.error, code }, 'sign-in'),
      warn: (code) => log.warn({ code }, 'sign-in'),
      debug: () => undefined,
    },
  }
}

const ACTIONS = new Set(['session', 'csrf', 'providers', 'signin', 'signout', 'verify-request', 'error'])

/**
 * next-auth's own addresses, /api/auth/*. Its callback is not among them: opening a mailed link must not use it up, so
 * that address leads to our page with the button.
 */
export async function handleAuth(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const nextauth = url.pathname.split('/').slice(3)
  const [action = '', provider] = nextauth
  if (action === 'callback' && request.method !== 'POST') return toConfirmation(url.searchParams)
  if (!ACTIONS.has(action)) return new Response('Not found', { status: 404 })
  if (provider !== undefined && provider !== 'email') return new Response('Not found', { status: 404 })
  const options = authOptions(placeOf(request.headers.get('x-forwarded-for')))
  return nextAuth(request, { params: { nextauth } }, options)
}

type Handler = (
  request: Request,
  context: { params: { nextauth: string[] } },
  options: NextAuthOptions,
) => Promise<Response>

// CommonJS: some loaders give its default export, others all of its exports.
const nextAuth = ('default' in NextAuth ? NextAuth.default : NextAuth) as unknown as Handler

function toConfirmation(query: URLSearchParams): Response {
  const next = localPath(query.get('next'))
  const kept = { token: query.get('token') ?? '', email: query.get('email') ?? '', ...(next ? { next } : {}) }
  return new Response(null, {
    status: 303,
    headers: { location: `/sign-in/confirm?${new URLSearchParams(kept)}`, 'cache-control': 'no-store' },
  })
}
