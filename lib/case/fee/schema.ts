import { z } from 'zod'
import { requiredText, text } from '#lib/text.ts'

export const payInput = z.object({
  /** The estimate that was on screen: the amount that was seen is the amount that is asked. */
  estimateId: z.uuid('This estimate is not there any more: reload the page'),
})

export const refundInput = z.object({
  explanation: requiredText(2000, 'Say why, in words that owner and practice will read'),
  suggestion: text(1000).default(''),
})
export type RefundInput = z.output<typeof refundInput>
