import { z } from 'zod'
import { at, caseFields, instant, link, name, zone } from './fields.ts'
import { button, compose, facts, heading, note, text } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const supportInvitationProps = z.object({
  owner: name,
  patient: name,
  mayWrite: z.boolean(),
  url: link,
  expiresAt: instant,
  timeZone: zone,
})

/** An owner asks somebody to stand by them in one case. */
export function supportInvitation(props: z.output<typeof supportInvitationProps>): RenderedMail {
  const { owner, patient } = props
  const may = props.mayWrite ? 'read along, and write to everyone in the thread' : 'read along'
  return compose({
    subject: `${owner} asks you to stand by them with ${patient}`,
    preview: `You would ${may}.`,
    blocks: [
      heading(`${owner} asks you to stand by them with ${patient}`),
      text(
        `${owner} has asked a specialist hospital for a second opinion about ${patient}, and would like you to ${may}.`,
      ),
      text('You can keep notes of your own, which nobody else sees. You sign nothing, pay nothing and decide nothing.'),
      facts(['Stands until', at(props.expiresAt, props.timeZone)]),
      button('See the invitation', props.url),
      note(`If you do not know ${owner}, leave it: nothing happens.`),
    ],
    reason: `You get this mail because ${owner} gave this address for an invitation.`,
  })
}

export const supportNewsProps = z.object({
  ...caseFields,
  owner: name,
  hospital: name,
  what: z.enum(['ANSWER', 'END']),
  stopUrl: link,
})

/** To a support person: there is an answer, or the case has ended without one. */
export function supportNews(props: z.output<typeof supportNewsProps>): RenderedMail {
  const { owner, patient, hospital } = props
  const answer = props.what === 'ANSWER'
  const said = answer
    ? `${hospital} has signed its answer about ${patient}. ${owner} was told as well.`
    : `The request of ${owner} to ${hospital} about ${patient} has ended without an answer.`
  return compose({
    subject: `${answer ? 'There is an answer for' : 'The case has ended:'} ${patient} (${props.caseNumber})`,
    preview: said,
    blocks: [
      heading(answer ? `There is an answer for ${patient}` : `The case of ${patient} has ended`),
      text(said),
      button('Open the case', props.url),
      note(`No more mails about ${patient}? Turn them off here: ${props.stopUrl}`),
    ],
    reason: `You get this mail because ${owner} asked you to read along in the case of ${patient}.`,
  })
}
