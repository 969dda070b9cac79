import { z } from 'zod'
import { caseFields, day, instant, name, notForEmergencies, words } from './fields.ts'
import { button, compose, facts, heading, quote, note, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const caseEndedProps = z.object({
  ...caseFields,
  audience: z.enum(['OWNER', 'PRACTICE', 'HOSPITAL']),
  how: z.enum(['EXPIRED', 'WITHDRAWN']),
  hospital: name,
  /** Who withdrew it. */
  by: name.optional(),
  reason: words.optional(),
  /** The animal died or has a new home: no suggestion to ask elsewhere. */
  gentle: z.boolean().default(false),
})

/** A case ended without an answer: withdrawn, or left open past its time. */
export function caseEnded(props: z.output<typeof caseEndedProps>): RenderedMail {
  const { patient, hospital } = props
  const owner = props.audience === 'OWNER'
  const withdrawn = props.how === 'WITHDRAWN'
  const happened = withdrawn
    ? `${props.by ?? 'The owner'} has withdrawn the request to ${hospital}.`
    : `The request to ${hospital} waited longer than it could and has ended.`
  return compose({
    subject: `The case of ${patient} has ended (${props.caseNumber})`,
    preview: happened,
    blocks: [
      heading(`The case of ${patient} has ended`),
      text(happened),
      ...when(props.reason, quote(props.reason ?? '')),
      facts(['Case', props.caseNumber], ['Hospital', hospital]),
      ...when(
        owner && !props.gentle,
        text(
          'The records stay yours. You can send the case again, to this hospital or another, without adding them anew.',
        ),
      ),
      ...when(!owner, text('The records are closed to the hospital, and nobody is asked for anything more.')),
      button('Open the case', props.url),
      ...when(owner && !props.gentle, note(notForEmergencies(patient))),
    ],
    reason: `You get this mail because you take part in the case of ${patient}.`,
  })
}

export const removalAheadProps = z.object({
  ...caseFields,
  hospital: name,
  on: instant,
  answerOnly: z.boolean().default(false),
})

/** To owner and practice, weeks before: what a case says is removed when its keeping time ends. */
export function removalAhead(props: z.output<typeof removalAheadProps>): RenderedMail {
  const { patient, hospital, url, caseNumber } = props
  const until = day(props.on, props.timeZone)
  const [what, way] = props.answerOnly
    ? ['Read the answer', 'To keep the answer, open it and print it, or save it as a file.']
    : [
        'Open the records',
        'To keep it, open the records of the case and press “Download everything”. You get one zip file with all of it.',
      ]
  return compose({
    subject: `The case of ${patient} is kept until ${until} (${caseNumber})`,
    preview: 'Download what you want to keep before then.',
    blocks: [
      heading(`The case of ${patient} is kept until ${until}`),
      text(
        `A case is kept for some years after it has ended. After ${until} what was written and shared in this case with ` +
          `${hospital} is removed for everybody: records, messages and the answer. It cannot be brought back.`,
      ),
      text(way),
      button(what, url),
      note('You need not do anything if you do not want to keep it.'),
    ],
    reason: `You get this mail because you took part in the case of ${patient}.`,
  })
}
