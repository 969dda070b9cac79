import 'server-only'
import { cookies, headers } from 'next/headers'
import { cookieOptions, linkCookie, sessionCookie } from '#lib/web/credentials.ts'
import { placeOf } from './limits.ts'
import { type Device, endSession, type SignedIn } from './session.ts'

// The browser at the other end of a request: what it tells of itself, and the cookies it keeps for us.

/** Where the request comes from, for the rate limit. */
export async function place(): Promise<string> {
  return placeOf((await headers()).get('x-forwarded-for'))
}

/** Where a signature comes from, kept beside it. */
export async function signedFrom(): Promise<{ place: string; agent: string }> {
  return { place: await place(), agent: (await headers()).get('user-agent') ?? '' }
}

export async function device(): Promise<Device> {
  const [head, jar] = [await headers(), await cookies()]
  return { userAgent: head.get('user-agent'), replaces: jar.get(sessionCookie())?.value ?? null }
}

/** Gives the browser its session. */
export async function keepSession({ token, expiresAt }: SignedIn): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookie(), token, { ...cookieOptions(), expires: expiresAt })
}

/** Ends the browser's session, and takes a mailed link's token from it as well: nobody after them finds a case open. */
export async function signOutHere(): Promise<void> {
  const jar = await cookies()
  const token = jar.get(sessionCookie())?.value
  if (token) await endSession(token)
  for (const name of [sessionCookie(), linkCookie()]) jar.set(name, '', { ...cookieOptions(), maxAge: 0 })
}
