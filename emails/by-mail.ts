import { z } from 'zod'
import { oneLine } from '#lib/files/name.ts'
import { count, name, unlinked } from './fields.ts'
import { compose, facts, heading, list, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

/** A mail of hundreds of files is answered in numbers. */
const NAMED = 30

/** Our own words about a file, with its name in them: one line, never a link. */
const line = z.string().transform((value) => unlinked(oneLine(value, 500)))

export const mailTakenProps = z.object({
  caseNumber: name,
  subject: z.string().transform((value) => (value === '' ? '' : name.parse(value))),
  taken: z.array(line),
  /** Not looked at yet, after a long while. */
  checking: z.array(name),
  leftOut: z.array(z.object({ name, why: line })),
})

/** To whoever mailed files to a case's address. It says nothing of the case but its number: the sender may be made up. */
export function mailTaken({
  caseNumber,
  subject,
  taken,
  checking,
  leftOut,
}: z.output<typeof mailTakenProps>): RenderedMail {
  const none = taken.length + checking.length === 0
  const added = taken.length > 0 ? `${count(taken.length, 'file')} added` : ''
  const left = leftOut.length > 0 ? `${leftOut.length} not` : ''
  const outcome = [added, left].filter(Boolean).join(', ')
  return compose({
    subject: none
      ? `No file was added from your mail (${caseNumber})`
      : `Your mail: ${outcome || 'being checked'} (${caseNumber})`,
    preview: none ? 'What you sent, and why not.' : 'What you sent, and what became of it.',
    blocks: [
      heading(none ? 'No file was added from your mail' : 'Your files are in'),
      ...when(none && leftOut.length === 0, text('There was no file attached. The text of a mail is not kept.')),
      ...when(taken.length, text('Added to the records:'), list(named(taken))),
      ...when(checking.length, text('Still being checked; they are added by themselves:'), list(named(checking))),
      ...when(leftOut.length, text('Not added:'), list(named(leftOut.map((one) => `${one.name}: ${one.why}`)))),
      ...when(!none, text('Only the attached files are kept. The text of your mail is not.')),
      facts(['Case', caseNumber], ...(subject ? [['Your mail', subject] as const] : [])),
    ],
    reason: `You get this mail because files were sent from your address to case ${caseNumber}. If that was not you, you need do nothing.`,
  })
}

const named = (items: readonly string[]): string[] =>
  items.length > NAMED ? [...items.slice(0, NAMED), `and ${items.length - NAMED} more`] : [...items]
