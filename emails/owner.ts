import { z } from 'zod'
import { at, caseFields, instant, name, notForEmergencies } from './fields.ts'
import { button, compose, facts, heading, list, note, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const ownerInvitationProps = z.object({
  ...caseFields,
  owner: name,
  vet: name,
  practice: name,
  hospital: name,
  /** To authorize a referral, to pay for a consultation, or to read its answer. */
  what: z.enum(['AUTHORIZE', 'PAY', 'READ']),
  expiresAt: instant,
  /** They were written to before. */
  reminder: z.boolean().default(false),
})

/** To the owner of an animal that a practice began a case for. The link is theirs alone; nothing happens before they press. */
export function ownerInvitation(props: z.output<typeof ownerInvitationProps>): RenderedMail {
  const { patient, practice, hospital, vet } = props
  const said = {
    AUTHORIZE: {
      subject: `${practice} would like to refer ${patient} to ${hospital}: your word is needed`,
      title: `May ${hospital} look at ${patient}?`,
      why: `${vet} of ${practice} has prepared a referral of ${patient} to ${hospital}. It is yours to decide: the hospital sees nothing before you say yes.`,
      steps: [
        'You read what your vet wrote, and choose which records may be seen and for how long.',
        `${hospital} then looks whether it can help, and names its fee. You pay only after that, and only if you want to.`,
        `The answer comes to you and to ${practice}, which stays ${patient}'s practice.`,
      ],
      press: 'Read and decide',
    },
    PAY: {
      subject: `${practice} asks a specialist about ${patient}, and you to take over the fee`,
      title: `A specialist's advice on ${patient}`,
      why: `${vet} of ${practice} asks ${hospital} for advice on ${patient}, as you agreed. The fee is yours to pay once ${hospital} has accepted.`,
      steps: [
        'You see the whole fee before you pay, and nothing is charged before the hospital accepts.',
        `The advice goes to ${vet}, who talks it over with you. ${practice} can share it with you here as well.`,
      ],
      press: 'Open',
    },
    READ: {
      subject: `${practice} shares a specialist's answer about ${patient} with you`,
      title: `The answer about ${patient}`,
      why: `${vet} of ${practice} asked ${hospital} about ${patient}, and shares the signed answer with you.`,
      steps: [
        `It begins with a part in plain words. ${vet} is the one to ask about it, and decides with you what is done.`,
      ],
      press: 'Read it',
    },
  }[props.what]
  return compose({
    subject: `${props.reminder ? 'Reminder: ' : ''}${said.subject} (${props.caseNumber})`,
    preview: said.title,
    blocks: [
      heading(said.title),
      text(`Dear ${props.owner},`),
      ...when(
        props.reminder,
        text(`We wrote to you before. If you have talked with ${practice} meanwhile, they can tell you more.`),
      ),
      text(said.why),
      list(said.steps),
      facts(['Patient', patient], ['Practice', practice], ['Hospital', hospital], ['Case', props.caseNumber]),
      button(said.press, props.url),
      note(
        `The link is meant for you alone, works once, and until ${at(props.expiresAt, props.timeZone)}. If this is not your animal, ` +
          'do nothing: nothing opens, and no account is made.',
      ),
      ...when(props.what === 'AUTHORIZE', note(notForEmergencies(patient))),
    ],
    reason: `You get this mail because ${practice} gave your address as that of ${patient}'s owner.`,
  })
}

export const answerSharedProps = z.object({ ...caseFields, vet: name, practice: name, hospital: name })

/** To the owner of a consultation who is there already: the practice shares the answer. */
export function answerShared(props: z.output<typeof answerSharedProps>): RenderedMail {
  const { patient, practice, hospital, vet } = props
  return compose({
    subject: `${practice} shares the answer about ${patient} with you (${props.caseNumber})`,
    preview: `${vet} is the one to ask about it.`,
    blocks: [
      heading(`The answer about ${patient}`),
      text(`${vet} of ${practice} shares the answer of ${hospital} with you. It begins with a part in plain words.`),
      button('Read it', props.url),
      note(`Talk it over with ${vet}, who decides with you what is done.`),
    ],
    reason: `You get this mail because ${patient} is your animal.`,
  })
}
