import { z } from 'zod'
import { at, caseFields, day, instant, name, notForEmergencies } from './fields.ts'
import { button, compose, facts, heading, list, note, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const recommendationSignedProps = z.object({
  ...caseFields,
  audience: z.enum(['OWNER', 'PRACTICE', 'HOSPITAL']),
  hospital: name,
  specialist: name,
  practice: name.optional(),
  signedAt: instant,
  questionsUntil: instant.optional(),
  addendum: z.boolean().default(false),
  /** The animal has died: nothing about its getting worse. */
  gentle: z.boolean().default(false),
})

/** The recommendation (or an addendum to it) is signed and can be read. Its content never stands in a mail. */
export function recommendationSigned(props: z.output<typeof recommendationSignedProps>): RenderedMail {
  const { patient, hospital, specialist, practice } = props
  const owner = props.audience === 'OWNER'
  const what = props.addendum ? 'An addendum to the recommendation' : 'The recommendation'
  const rows: (readonly [string, string])[] = [
    ['Signed by', `${specialist}, ${hospital}`],
    ['Signed on', at(props.signedAt, props.timeZone)],
    ['Case', props.caseNumber],
  ]
  if (props.questionsUntil) rows.push(['Questions until', at(props.questionsUntil, props.timeZone)])
  return compose({
    subject: `${what} for ${patient} is ready (${props.caseNumber})`,
    preview: `${specialist} of ${hospital} has signed it.`,
    blocks: [
      heading(`${what} for ${patient} is ready`),
      facts(...rows),
      ...when(
        owner,
        text('It begins with a part in plain words. Take your time; when you have read it, these steps help:'),
        list([
          practice
            ? `Talk it through with ${practice}, who can read it too and stays ${patient}'s vet.`
            : 'Share it with your vet.',
          'Write down what is unclear, and ask in the thread.',
          'A second opinion gives another view; it need not mean that the first was wrong.',
        ]),
      ),
      ...when(
        props.audience === 'PRACTICE',
        text(
          `${hospital} thanks you for working together on ${patient}. You can ask or answer in the thread, and download the ` +
            'document for your records.',
        ),
      ),
      button('Read it', props.url),
      ...when(owner && !props.gentle, note(notForEmergencies(patient))),
    ],
    reason: `You get this mail because you take part in the case of ${patient}.`,
  })
}

export const vetViewProps = z.object({ ...caseFields, vet: name, practice: name, stance: name })

/** To owner and hospital: the attending vet has read the recommendation and says how they stand to it. The words stay inside. */
export function vetView(props: z.output<typeof vetViewProps>): RenderedMail {
  const { vet, practice, patient, stance } = props
  return compose({
    subject: `${vet} on the recommendation for ${patient} (${props.caseNumber})`,
    preview: `${vet} of ${practice} ${stance}.`,
    blocks: [
      heading(`${vet} ${stance}`),
      text(`${vet} of ${practice} looked at the recommendation for ${patient}. What they say stands beside it.`),
      button('Read it', props.url),
    ],
    reason: `You get this mail because you take part in the case of ${patient}.`,
  })
}

export const planChangedProps = z.object({
  ...caseFields,
  by: name,
  open: z.int().positive(),
  next: z.iso.date().optional(),
})

/** To those who have something to do by it: another side has changed who does what by when. What it is stays inside. */
export function planChanged({
  patient,
  by,
  open,
  next,
  url,
  caseNumber,
}: z.output<typeof planChangedProps>): RenderedMail {
  const things = open === 1 ? '1 thing is yours to do' : `${open} things are yours to do`
  const words = next ? `${things}, the next by ${day(next, 'UTC')}.` : `${things}.`
  return compose({
    subject: `The plan for ${patient} has changed (${caseNumber})`,
    preview: words,
    blocks: [
      heading(`The plan for ${patient} has changed`),
      text(`${by} has changed who does what by when. ${words}`),
      button('See the plan', url),
    ],
    reason: `You get this mail because you take part in the case of ${patient}.`,
  })
}
