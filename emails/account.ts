import { z } from 'zod'
import { at, instant, link, zone } from './fields.ts'
import { button, compose, facts, heading, note, text } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const erasureAskedProps = z.object({ dueAt: instant, timeZone: zone, url: link })

/** Somebody asked to be forgotten: if it was not they, they hear of it in time. */
export function erasureAsked(props: z.output<typeof erasureAskedProps>): RenderedMail {
  return compose({
    subject: 'You asked Conferral to forget you',
    preview: 'It is done in seven days. Until then you can call it off.',
    blocks: [
      heading('You asked to be forgotten'),
      text('In seven days your name, mail address and phone number are removed. Until then you can call it off.'),
      facts(['Done on', at(props.dueAt, props.timeZone)]),
      button('See it, or call it off', props.url),
      note('If this was not you, open the page, call it off, and sign out the devices that you do not know.'),
    ],
    reason: 'You get this mail because the account with this address asked to be forgotten.',
  })
}
