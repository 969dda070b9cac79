import { z } from 'zod'
import { exportSeen } from '#lib/case/records/seen.ts'
import { caseRoute } from '#lib/web/route.ts'

/** "Who has seen this" as a table for a spreadsheet. */
export const GET = caseRoute('records.read', {
  input: z.object({}),
  run: async ({ db, access }) => ({ csv: await exportSeen(db, access), number: access.row.number }),
  respond: ({ csv, number }) =>
    new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${number}-who-has-seen-the-records.csv"`,
        'cache-control': 'private, no-store',
      },
    }),
})
