import { health } from '#lib/health.ts'
import { signedRoute } from '#lib/web/route.ts'

/**
 * /api/health says whether this process answers, /api/health?ready whether it can do its work: 503 when the database is
 * away, so that a balancer sends requests elsewhere and nobody ends a process that only waits.
 */
export const GET = signedRoute(async (request) => {
  const found = await health()
  const asked = new URL(request.url).searchParams.has('ready')
  const status = asked && !found.ok ? 503 : 200
  return Response.json(asked ? found : { ...found, ok: true }, { status, headers: { 'cache-control': 'no-store' } })
})
