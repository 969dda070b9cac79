import 'server-only'
import { cookies } from 'next/headers'
import { env } from '#lib/env.ts'

/** What a request shows of itself: a session's token, a mailed link's token, both or neither. */
export type Credentials = { session: string | null; link: string | null }

const secure = (): boolean => env().APP_URL.startsWith('https:')

export const sessionCookie = (): string => `${secure() ? '__Secure-' : ''}next-auth.session-token`
export const linkCookie = (): string => `${secure() ? '__Secure-' : ''}conferral.link`

export const cookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: secure() })

/** @param link a token that a form or a path carries; it goes before the cookie's */
export async function readCredentials(link: string | null = null): Promise<Credentials> {
  const jar = await cookies()
  return { session: jar.get(sessionCookie())?.value ?? null, link: link ?? jar.get(linkCookie())?.value ?? null }
}
