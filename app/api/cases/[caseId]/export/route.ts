import { z } from 'zod'
import { beginExport, exportZip } from '#lib/case/export/run.ts'
import { isLookahead, nothingSeen } from '#lib/case/records/delivery.ts'
import { zipAnswer } from '#lib/case/export/zip.ts'
import { caseRoute } from '#lib/web/route.ts'

/** Everything of the case that this reader may have, as one zip with a page that says what is in it. */
export const GET = caseRoute('case.export', {
  input: z.object({}),
  run: async (unit, _input, request) => (isLookahead(request) ? null : beginExport(unit)),
  respond: (begun, _input, _request, again) =>
    begun ? zipAnswer(exportZip(begun, again), `${begun.text.number} ${begun.text.patient.name}.zip`) : nothingSeen(),
})
