import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'
import { env } from '#lib/env.ts'
import { afterPost, AWAY_PAGE } from '#lib/web/away.ts'
import { isReadablePath, unreadablePost } from '#lib/web/unreadable.ts'

// Headers, and requests that cannot be read. Who may see what is decided in pages, actions and routes, which work the same
// without this file.

/** An address that no page has: the page for what is not there is shown. */
const NOWHERE = '/not-there'

const stripeHosts = ['https://checkout.stripe.com', 'https://connect.stripe.com']

/** Gives each answer a Content-Security-Policy with a nonce of its own, which Next puts on its scripts. */
export async function proxy(request: NextRequest) {
  if (request.nextUrl.pathname === AWAY_PAGE && request.method === 'POST')
    return NextResponse.redirect(new URL(afterPost(request.nextUrl), env().APP_URL), 303)
  const refused = await unreadablePost(request)
  if (refused) return refused
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  // A page cannot choose its status; the one that stands in for pages that need what is away is no success.
  const away = request.nextUrl.pathname === AWAY_PAGE
  const response = isReadablePath(request.nextUrl.pathname)
    ? NextResponse.next({ request: { headers }, ...(away ? { status: 503 } : {}) })
    : NextResponse.rewrite(new URL(NOWHERE, request.url), { request: { headers } })
  if (away) response.headers.set('Retry-After', '5')
  response.headers.set('Content-Security-Policy', policy)
  return response
}

function contentSecurityPolicy(nonce: string) {
  const storage = storageOrigin()
  const { STRIPE_API_URL, NODE_ENV } = env()
  // A form whose answer redirects is judged by where it ends up: the payment page and the hospital's onboarding.
  const payment = [...stripeHosts, ...originOf(STRIPE_API_URL)].join(' ')
  // React's development build rebuilds server stacks with eval.
  const scripts = NODE_ENV === 'development' ? "'unsafe-eval'" : "'wasm-unsafe-eval'"
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' blob: data: ${storage}`,
    `media-src 'self' blob: ${storage}`,
    `connect-src 'self' ${storage}`,
    `frame-src 'self' blob: ${storage}`,
    "worker-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' ${payment}`,
  ].join('; ')
}

/** Where the browser reads and writes the bytes of records: the endpoint, or the bucket's own host at it. */
function storageOrigin() {
  const { S3_PUBLIC_ENDPOINT, S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_FORCE_PATH_STYLE } = env()
  const endpoint = new URL(S3_PUBLIC_ENDPOINT ?? S3_ENDPOINT ?? `https://s3.${S3_REGION}.amazonaws.com`)
  return S3_FORCE_PATH_STYLE ? endpoint.origin : `${endpoint.protocol}//${S3_BUCKET}.${endpoint.host}`
}

function originOf(address: string | undefined) {
  return address ? [new URL(address).origin] : []
}

export const config = {
  // Next keeps the first 10 MiB of what comes through here, and no more. A mail that is handed on is larger, and is refused by its
  // signature before any of it is read: it goes straight to its route.
  matcher: [{ source: '/((?!_next/static|_next/image|favicon.ico|icon.svg|api/mail/inbound$).*)' }],
}
