import { z } from 'zod'
import { caseFields, name, notForEmergencies } from './fields.ts'
import { button, compose, facts, heading, list, note, text } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const recordsAskedProps = z.object({
  ...caseFields,
  owner: name,
  vet: name,
  hospital: name,
  /** What is missing, one name each. */
  items: z.array(name).min(1).max(30),
})

/** To the practice: the owner asks for records that the hospital's list names and that are not there yet. */
export function recordsAsked(props: z.output<typeof recordsAskedProps>): RenderedMail {
  const { owner, patient, hospital } = props
  return compose({
    subject: `${owner} asks for a few records of ${patient} (${props.caseNumber})`,
    preview: `${hospital} can answer better with them. Files go straight from your computer or phone.`,
    blocks: [
      heading(`A few records of ${patient}`),
      text(`Dear ${props.vet},`),
      text(
        `${hospital} looks at ${patient} for ${owner}. To answer well it usually needs these, which are not there yet:`,
      ),
      list(props.items),
      text('If you do not have something, there is nothing to do: add what you have.'),
      facts(['Patient', patient], ['Owner', owner], ['Case', props.caseNumber]),
      button('Add records', props.url),
      note(notForEmergencies(patient)),
    ],
    reason: `You get this mail because you are ${patient}'s vet, and ${owner} asked for it.`,
  })
}
