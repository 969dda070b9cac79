import { z } from 'zod'

const STALE = 'This form is stale: copy your words, reload and try again'

/** The version of a row that a form was opened with. More than PostgreSQL's integer holds would pass for a defect of ours. */
export const rowVersion = z.coerce.number(STALE).pipe(z.int32(STALE).nonnegative(STALE))
