import { z } from 'zod'
import { at, instant, link, name, zone } from './fields.ts'
import { button, compose, facts, heading, note, text } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const claimPracticeProps = z.object({
  organization: name,
  askedBy: name,
  askedByEmail: name,
  /** The domain, where all of its addresses are asked for. */
  wholeDomain: name.nullable(),
  url: link,
  expiresAt: instant,
  timeZone: zone,
})

/** To an address that a practice says is its own. The link works for an admin of that practice only, so a stranger gains nothing. */
export function claimPractice(props: z.output<typeof claimPracticeProps>): RenderedMail {
  const { organization, askedBy, wholeDomain } = props
  return compose({
    subject: `${organization} says that this is its address`,
    preview: `${askedBy} would like to show that cases sent here belong to ${organization}.`,
    blocks: [
      heading(`Is this an address of ${organization}?`),
      text(
        `${askedBy} (${props.askedByEmail}) has an account for ${organization} at Conferral, and says that ` +
          `${wholeDomain ? `all addresses at ${wholeDomain} are` : 'this address is'} the practice's own. If that is right, ` +
          'open the link below in a browser where you, or an admin of the team, are signed in, and press the button.',
      ),
      facts(['Practice', organization], ['Asked by', askedBy], ['Stands until', at(props.expiresAt, props.timeZone)]),
      button('Open and confirm', props.url),
      note(
        `If you do not know ${organization}, leave it: without this link nothing happens, and nobody else can use it.`,
      ),
    ],
    reason: `You get this mail because ${askedBy} gave this address as one of ${organization}.`,
  })
}
