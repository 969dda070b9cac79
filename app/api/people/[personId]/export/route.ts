import { isLookahead, nothingSeen } from '#lib/case/records/delivery.ts'
import { zipAnswer } from '#lib/case/export/zip.ts'
import { beginPersonExport, personZip } from '#lib/person/export.ts'
import { whose } from '#lib/person/schema.ts'
import { personRoute } from '#lib/web/route.ts'

/** Everything that is held of a person as a zip: theirs alone, after a recent sign-in, a few times a day. */
export const GET = personRoute({
  input: whose,
  run: async (unit, { personId }, request) => (isLookahead(request) ? false : beginPersonExport(unit, personId)),
  respond: (begun, _input, _request, again) =>
    begun
      ? zipAnswer(personZip(again), `Conferral, my data, ${new Date().toISOString().slice(0, 10)}.zip`)
      : nothingSeen(),
})
