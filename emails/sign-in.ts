import { z } from 'zod'
import { at, instant, link, name, zone } from './fields.ts'
import { button, compose, facts, heading, note, text } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const signInProps = z.object({ url: link, expiresAt: instant, timeZone: zone })

/** The link to sign in. Opening it shows a button; only the button signs in, so a mail scanner cannot use it up. */
export function signIn(props: z.output<typeof signInProps>): RenderedMail {
  return compose({
    subject: 'Your link to sign in to Conferral',
    preview: 'The link works once, for 15 minutes.',
    blocks: [
      heading('Sign in to Conferral'),
      text('Open the page below and press the button on it. You need no password.'),
      button('Go to sign in', props.url),
      facts(['Works until', at(props.expiresAt, props.timeZone)]),
      note('The link works once. If you did not ask for it, do nothing: without the link nobody can sign in as you.'),
    ],
    reason: 'You get this mail because someone asked to sign in to Conferral with this address.',
  })
}

export const invitationProps = z.object({
  organization: name,
  kind: z.enum(['PRACTICE', 'HOSPITAL']),
  invitedBy: name,
  role: name,
  url: link,
  expiresAt: instant,
  timeZone: zone,
})

/** An invitation to join an organization. */
export function invitation(props: z.output<typeof invitationProps>): RenderedMail {
  const { organization, invitedBy } = props
  const what = { PRACTICE: 'refers animals and shares records', HOSPITAL: 'answers requests for a second opinion' }[
    props.kind
  ]
  return compose({
    subject: `${invitedBy} invites you to join ${organization}`,
    preview: `Join ${organization} on Conferral`,
    blocks: [
      heading(`Join ${organization}`),
      text(`${invitedBy} would like you to join the team of ${organization}, which ${what} through Conferral.`),
      facts(['Organization', organization], ['Your role', props.role], ['Invited by', invitedBy]),
      button('See the invitation', props.url),
      note(
        `The invitation stands until ${at(props.expiresAt, props.timeZone)}. If you do not know ${invitedBy}, leave it: nothing happens.`,
      ),
    ],
    reason: `You get this mail because ${invitedBy} gave this address for an invitation.`,
  })
}
