import { exportQueue } from '#lib/case/queue/queries.ts'
import { queueSearch } from '#lib/case/queue/schema.ts'
import { orgRoute } from '#lib/web/route.ts'

export const GET = orgRoute('org.queue', {
  input: queueSearch,
  run: ({ db, org }, search) => exportQueue(db, org, search),
  respond: (file, { view }) =>
    new Response(file, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="queue-${view}-${new Date().toISOString().slice(0, 10)}.csv"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    }),
})
