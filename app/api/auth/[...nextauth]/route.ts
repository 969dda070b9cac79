import { handleAuth } from '#lib/auth/next-auth.ts'
import { signedRoute } from '#lib/web/route.ts'

// next-auth proves a request by its own session cookie and CSRF token.
export const GET = signedRoute(handleAuth)
export const POST = signedRoute(handleAuth)
