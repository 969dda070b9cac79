import { ApiError } from '../errors.ts'
import type { Incoming, Reply } from '../http.ts'
import { NO_REQUEST, type World } from '../world.ts'
import { checkoutPage } from './checkout-page.ts'
import { messagePage } from './layout.ts'
import { onboardingPage } from './onboarding-page.ts'
import { ICON, STYLE } from './style.ts'

const asset = (type: string, body: string): Reply => ({ status: 200, body, headers: { 'content-type': type } })

function dispatch(incoming: Incoming, world: World): Reply {
  const { method, path } = incoming
  if (path === '/assets/page.css') return asset('text/css; charset=utf-8', STYLE)
  if (path === '/favicon.svg') return asset('image/svg+xml', ICON)
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    return messagePage(405, 'That does not work here', 'This page can only be opened and submitted.')
  }
  const context = world.contextFor(NO_REQUEST)
  const [, checkout] = /^\/c\/pay\/(\w+)$/.exec(path) ?? []
  if (checkout !== undefined) return checkoutPage(context, checkout, incoming)
  const [, account, link] = /^\/setup\/e\/(\w+)\/(\w+)$/.exec(path) ?? []
  if (account !== undefined && link !== undefined) return onboardingPage(context, account, link, incoming)
  return messagePage(404, 'Nothing here', 'This is the stand-in for Stripe. Payment pages are opened from the product.')
}

/** The pages that people see: checkout and onboarding. */
export function handleHosted(incoming: Incoming, world: World): Reply {
  try {
    return dispatch(incoming, world)
  } catch (error) {
    if (error instanceof ApiError) return messagePage(error.status, 'That did not work', error.message)
    throw error
  }
}
