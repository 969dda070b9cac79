'use server'
import { claimDecision } from '#lib/organization/claim-schema.ts'
import { decideClaim } from '#lib/organization/claims.ts'
import { personAction } from '#lib/web/action.ts'

export const decidePracticeClaim = personAction({
  input: claimDecision,
  run: async ({ db, actor }, input) => {
    await decideClaim(db, actor, input)
    return { message: input.answer === 'yes' ? 'Confirmed: the cases are on their way.' : 'Refused, with your reason.' }
  },
})
