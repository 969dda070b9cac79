import { z } from 'zod'
import { at, caseFields, day, instant, link, name, zone } from './fields.ts'
import { button, compose, facts, heading, note, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const patientDiedProps = z.object({
  ...caseFields,
  audience: z.enum(['OWNER', 'PRACTICE', 'HOSPITAL', 'SUPPORT']),
  owner: name,
  /** The day; without one, it was a mistake that is taken back. */
  diedOn: z.iso.date().optional(),
  /** An answer is still to come, and the owner chooses whether it is wanted. */
  open: z.boolean(),
})

/** To everybody on a case: the animal has died, or that was said by mistake. */
export function patientDied(props: z.output<typeof patientDiedProps>): RenderedMail {
  const { patient, owner, diedOn } = props
  const forOwner = props.audience === 'OWNER'
  if (!diedOn)
    return compose({
      subject: `${patient} is alive: a correction (${props.caseNumber})`,
      preview: `It was noted by mistake that ${patient} had died.`,
      blocks: [
        heading('A correction'),
        text(`It was noted by mistake that ${patient} had died. This is taken back, and the case goes on as before.`),
        button('Open the case', props.url),
      ],
      reason: `You get this mail because you take part in the case of ${patient}.`,
    })
  const on = day(`${diedOn}T12:00:00Z`, 'UTC')
  return compose({
    subject: `${patient} has died (${props.caseNumber})`,
    preview: `${patient} died on ${on}.`,
    blocks: [
      heading(`${patient} has died`),
      text(
        forOwner
          ? `It was noted that ${patient} died on ${on}. We are very sorry.`
          : `${patient}, of ${owner}, died on ${on}. Please bear this in mind in what you write.`,
      ),
      ...when(
        props.open,
        text(
          forOwner
            ? 'An answer is still to come. There is no hurry: on the page of the case you can say whether you still want it, or take the request back; a fee that you have paid then comes back in full.'
            : `${owner} is asked whether the answer is still wanted, and is not reminded.`,
        ),
      ),
      button('Open the case', props.url),
      ...when(forOwner, note('If this is a mistake, it can be taken back there.')),
    ],
    reason: `You get this mail because you take part in the case of ${patient}.`,
  })
}

export const newHomeProps = z.object({ owner: name, patient: name, url: link, expiresAt: instant, timeZone: zone })

/** An animal is offered to its new owner. */
export function newHome(props: z.output<typeof newHomeProps>): RenderedMail {
  const { owner, patient } = props
  return compose({
    subject: `${owner} gives ${patient} into your hands`,
    preview: `Take ${patient} among your animals.`,
    blocks: [
      heading(`A new home for ${patient}`),
      text(
        `${owner} says that ${patient} lives with you now. Take ${patient} among your animals, so that you can ask for a second opinion when you need one.`,
      ),
      text(`Earlier cases and records stay with ${owner}, who may let you read some of them.`),
      facts(['Stands until', at(props.expiresAt, props.timeZone)]),
      button('See the offer', props.url),
      note(`If you do not know ${owner}, leave it: nothing happens.`),
    ],
    reason: `You get this mail because ${owner} gave this address as the new owner's.`,
  })
}

export const coOwnerProps = z.object({ owner: name, patient: name, url: link, expiresAt: instant, timeZone: zone })

/** An owner asks somebody to own an animal together with them. */
export function coOwner(props: z.output<typeof coOwnerProps>): RenderedMail {
  const { owner, patient } = props
  return compose({
    subject: `${owner} says that ${patient} is yours, too`,
    preview: `Own ${patient} together on Conferral.`,
    blocks: [
      heading(`${patient} is yours, too`),
      text(
        `${owner} asks you to be an owner of ${patient} here as well. You then read everything that an owner reads, in earlier cases, too; you can write, add records, sign and pay, as ${owner} can, each in your own name.`,
      ),
      facts(['Stands until', at(props.expiresAt, props.timeZone)]),
      button('See the invitation', props.url),
      note(`If you do not know ${owner}, leave it: nothing happens.`),
    ],
    reason: `You get this mail because ${owner} gave this address as another owner's.`,
  })
}
