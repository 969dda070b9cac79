import { describe, expect, it } from 'vitest'
import { acceptInput, answerInput, askInput, assignInput, declineInput } from './schema.ts'

describe('what is typed', () => {
  it('is refused by field with words that stand alone, or kept as it was', () => {
    const long = 'x'.repeat(100_000)
    for (const [schema, odd] of [
      [acceptInput, {}],
      [acceptInput, { amount: long, turnaroundHours: '0', validUntil: 'tomorrow', note: long, assigneeId: 'x' }],
      [
        acceptInput,
        { amount: '\u0000', turnaroundHours: '1e9', validUntil: '2026-02-30', note: '\u0000', assigneeId: '1' },
      ],
      [declineInput, { reason: 'BECAUSE', explanation: ' ', suggestion: long }],
      [askInput, { askedOf: 'HOSPITAL', question: '\u0000' }],
      [answerInput, { questionId: '1', answer: '\ud800' }],
      [assignInput, { assigneeId: "' or 1=1" }],
    ] as const) {
      const parsed = schema.safeParse(odd)
      expect(parsed.success).toBe(false)
      for (const issue of parsed.error!.issues) expect(issue.message).toMatch(/^[A-Z].{8,}/)
    }
    const kept = 'שלום <b>x</b> \'; drop table "Case" -- 🐈'
    expect(askInput.parse({ askedOf: 'OWNER', question: kept }).question).toBe(kept)
  })
})
