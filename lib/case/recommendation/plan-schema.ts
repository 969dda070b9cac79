import { z } from 'zod'
import { optional, requiredText } from '#lib/text.ts'
import { dayProblem, PLAN_INTERVALS, PLAN_SIDES } from './plan-rules.ts'

const interval = optional(
  z.coerce
    .number('Choose from the list')
    .refine((days) => PLAN_INTERVALS.some((one) => one.days === days), 'Choose from the list'),
)

/** One more line: whose it is, what, and by when: an interval or a day, or neither. */
export const planLineSchema = z
  .object({
    who: z.enum(PLAN_SIDES, 'Choose who does it'),
    what: requiredText(400, 'Say what is to be done'),
    afterDays: interval,
    dueOn: optional(z.iso.date('Choose a day from the calendar')),
  })
  .superRefine(({ afterDays, dueOn }, context) => {
    const say = (message: string) => context.addIssue({ code: 'custom', path: ['dueOn'], message })
    if (afterDays !== null && dueOn !== null) say('Choose either a time or a day, not both')
    else {
      const problem = dueOn && dayProblem(dueOn, new Date().toISOString().slice(0, 10))
      if (problem) say(problem)
    }
  })
export type PlanLineInput = z.output<typeof planLineSchema>

export const planChoice = z.object({ itemId: z.uuid() })
/** `done`: as the button says, so that a press of a stale page does not turn it round. */
export const planDoneSchema = planChoice.extend({ done: z.enum(['yes', 'no']) })
