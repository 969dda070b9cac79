import { z } from 'zod'
import { line, optional, requiredText, text } from '#lib/text.ts'
import { DECLINE_REASONS, MOST_HOURS } from './rules.ts'

const HOURS = `Give the hours as a whole number from 1 to ${MOST_HOURS}`
const hours = z
  .string(HOURS)
  .trim()
  .regex(/^\d{1,4}$/, HOURS)
  .transform(Number)
  .pipe(z.int().min(1, HOURS).max(MOST_HOURS, HOURS))
const colleague = optional(z.uuid('Choose somebody from the list'))

/** The fee stays text here: only the hospital's currency says how many digits it has. */
export const acceptInput = z.object({
  amount: line(30),
  turnaroundHours: hours,
  validUntil: z.iso.date('Choose the last day on which the estimate can be paid'),
  note: text(2000),
  assigneeId: colleague,
})
export type AcceptInput = z.output<typeof acceptInput>

export const declineInput = z.object({
  reason: z.enum(DECLINE_REASONS, 'Choose the reason that fits best'),
  explanation: requiredText(2000, 'Say why, in words that help owner and vet'),
  suggestion: text(1000),
})
export type DeclineInput = z.output<typeof declineInput>

export const askInput = z.object({
  askedOf: z.enum(['OWNER', 'PRACTICE'], 'Choose whom you ask'),
  question: requiredText(2000, 'Write what you need to know'),
})
export type AskInput = z.output<typeof askInput>

export const answerInput = z.object({
  questionId: z.uuid('This form is stale: copy your words, reload and try again'),
  answer: requiredText(5000, 'Write an answer; “we do not have it” is one too'),
})
export type AnswerInput = z.output<typeof answerInput>

export const assignInput = z.object({ assigneeId: colleague })
