import { z } from 'zod'
import { lastHeard, MARK_LENGTH } from '#lib/case/event.ts'
import { caseStream, lookAs } from '#lib/live/stream.ts'
import { caseRoute } from '#lib/web/route.ts'
import { onCase, whileOnCase } from '#lib/web/unit.ts'
import { readCredentials } from '#lib/web/credentials.ts'

export const dynamic = 'force-dynamic'

/** Live changes of one case (server-sent events). */
export const GET = caseRoute('case.live', {
  input: z.object({ caseId: z.uuid(), since: z.string().max(MARK_LENGTH).catch('') }),
  run: async ({ access }) => ({ caseId: access.row.id, side: access.side }),
  respond: async ({ caseId, side }, { since }, request) => {
    const creds = await readCredentials()
    const look = async (seq: number | null) =>
      (await whileOnCase(creds, caseId, 'case.live', ({ db, access }) => lookAs(db, access, side, seq))) ?? 'GONE'
    const missed = () => onCase(creds, caseId, 'case.live', async ({ db }) => (await lastHeard(db, caseId)) !== since)
    return new Response(caseStream({ caseId, side, look, missed, signal: request.signal }), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    })
  },
})
