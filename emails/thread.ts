import { z } from 'zod'
import { caseFields, count, link, name } from './fields.ts'
import { button, compose, heading, note, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const newMessageProps = z.object({
  ...caseFields,
  /** Who wrote, with their organization: "Dr Lee, Northgate". */
  from: name,
  unread: z.number().int().positive(),
  audience: z.enum(['EVERYONE', 'VETS', 'HOSPITAL']),
  urgent: z.boolean().default(false),
  /** Of a support person: where mails of this case are turned off. */
  stopUrl: link.optional(),
})

const AUDIENCE = {
  EVERYONE: 'Everyone on the case can read it.',
  VETS: 'It is for the vets on the case only.',
  HOSPITAL: 'It is for your hospital only.',
}

/**
 * Someone wrote in the thread. The words themselves never stand in a mail: a mail can be forwarded, and consent can end.
 * Send it to readers of that audience only.
 */
export function newMessage(props: z.output<typeof newMessageProps>): RenderedMail {
  const { from, patient } = props
  return compose({
    subject: `${props.urgent ? 'This cannot wait: ' : ''}${from} wrote about ${patient} (${props.caseNumber})`,
    preview: `${count(props.unread, 'unread message')} in the thread of ${patient}`,
    blocks: [
      heading(`${from} wrote about ${patient}`),
      ...when(props.urgent, text(`${from} marked it as something that cannot wait.`)),
      text(`You have ${count(props.unread, 'unread message')} in the thread. ${AUDIENCE[props.audience]}`),
      button('Read and answer', props.url),
      note('Please answer in the thread: replies to this mail are not read.'),
      ...when(props.stopUrl, note(`No more mails about ${patient}? Turn them off here: ${props.stopUrl}`)),
    ],
    reason: `You get this mail because you take part in the case of ${patient} and were away.`,
  })
}
