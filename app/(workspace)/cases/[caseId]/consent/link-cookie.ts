import 'server-only'
import { cookies } from 'next/headers'
import { cookieOptions, linkCookie } from '#lib/web/credentials.ts'

/** Lets the browser open the case by the link it just proved, until the browser is closed or another link is used. */
export async function keepLink(token: string | undefined): Promise<void> {
  if (token) (await cookies()).set(linkCookie(), token, cookieOptions())
}
