import { z } from 'zod'
import { amount, at, caseFields, count, instant, money, name, notForEmergencies, sum, words } from './fields.ts'
import { button, compose, facts, heading, list, note, quote, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const informationAskedProps = z.object({
  ...caseFields,
  hospital: name,
  /** What is missing, one line each, as the hospital wrote it for this reader. */
  items: z.array(words).max(20),
  answerBy: instant.optional(),
})

/** The hospital needs more before it can go on; the clock waits. */
export function informationAsked(props: z.output<typeof informationAskedProps>): RenderedMail {
  const { hospital, patient } = props
  return compose({
    subject: `${hospital} needs a little more for ${patient} (${props.caseNumber})`,
    preview: `${count(props.items.length, 'thing')} would help. The hospital's clock waits for you.`,
    blocks: [
      heading(`${hospital} needs a little more`),
      text(`To answer well for ${patient}, ${hospital} asks for:`),
      ...when(props.items.length > 0, list(props.items)),
      text("If you cannot find something, say so: that is an answer too. The hospital's clock waits meanwhile."),
      button('Answer', props.url),
      ...when(props.answerBy, note(`The request stays open until ${at(props.answerBy ?? '', props.timeZone)}.`)),
      note(notForEmergencies(patient)),
    ],
    reason: `You get this mail because it is your turn in the case of ${patient}.`,
  })
}

export const informationGivenProps = z.object({ ...caseFields, by: name, dueAt: instant.optional() })

/** To the hospital: the information has come, the turn is theirs. */
export function informationGiven(props: z.output<typeof informationGivenProps>): RenderedMail {
  return compose({
    subject: `Information has come for ${props.patient} (${props.caseNumber})`,
    preview: `${props.by} has answered. It is your turn.`,
    blocks: [
      heading('The information you asked for is there'),
      text(`${props.by} has answered for ${props.patient}. It is your turn again.`),
      ...when(props.dueAt, facts(['Due', at(props.dueAt ?? '', props.timeZone)])),
      button('Open the case', props.url),
    ],
    reason: 'You get this mail because your hospital asked for information.',
  })
}

export const estimateSentProps = z.object({
  ...caseFields,
  hospital: name,
  audience: z.enum(['PAYER', 'PRACTICE']),
  service: name,
  amount,
  payBy: instant,
  /** When the answer comes, in words: "within 5 working days of payment". */
  answer: name,
  /** How the answer is delivered, where that differs from "to owner and practice together". */
  delivery: words.optional(),
})

/** The hospital accepted: the fee in full before anything is paid. The practice learns of it without the sum. */
export function estimateSent(props: z.output<typeof estimateSentProps>): RenderedMail {
  const { hospital, patient } = props
  const common = { preview: `${hospital} can help with ${patient}.` }
  if (props.audience === 'PRACTICE') {
    return compose({
      ...common,
      subject: `${hospital} has accepted ${patient}'s case (${props.caseNumber})`,
      blocks: [
        heading(`${hospital} has accepted ${patient}'s case`),
        text('Thank you for sharing the records. The owner has the estimate; you will hear when the review begins.'),
        button('Open the case', props.url),
      ],
      reason: `You get this mail because you are ${patient}'s vet.`,
    })
  }
  return compose({
    ...common,
    subject: `${hospital} can help with ${patient}: the fee is ${sum(props.amount)} (${props.caseNumber})`,
    blocks: [
      heading(`${hospital} can help with ${patient}`),
      text(
        'They have read the request and would like to take the case. This is the whole fee; nothing is added later.',
      ),
      facts(
        ['Fee in full', money(props.amount)],
        ['For', props.service],
        ['Answer', props.answer],
        ['Pay by', at(props.payBy, props.timeZone)],
        ['Case', props.caseNumber],
      ),
      ...when(props.delivery, text(props.delivery ?? '')),
      button('See the estimate and pay', props.url),
      note(
        'Nothing is charged until you pay. If the hospital then cannot answer, or not in time, you get all of it back.',
      ),
      note(notForEmergencies(patient)),
    ],
    reason: `You get this mail because the fee for ${patient} is yours to pay.`,
  })
}

export const declinedProps = z.object({
  ...caseFields,
  hospital: name,
  audience: z.enum(['OWNER', 'PRACTICE']),
  reason: words,
  /** What may help next, one line each. */
  helps: z.array(words).max(10),
  refunded: amount.optional(),
})

/** The hospital declined: the reason, and what helps next, to owner and practice alike. */
export function declined(props: z.output<typeof declinedProps>): RenderedMail {
  const { hospital, patient } = props
  const charged = props.refunded
    ? `The fee of ${money(props.refunded)} is paid back in full.`
    : 'Nothing has been charged.'
  return compose({
    subject: `${hospital} cannot take ${patient}'s case (${props.caseNumber})`,
    preview: 'With the reason, and what may help next.',
    blocks: [
      heading(`${hospital} cannot take ${patient}'s case`),
      text(`${hospital} has read the request with care and gives this reason:`),
      quote(props.reason),
      ...when(props.helps.length > 0, text('What may help next:'), list(props.helps)),
      text(
        props.audience === 'OWNER'
          ? `${charged} The records stay yours: you can send the case to another hospital without adding them again.`
          : 'The owner has had the same mail. You stay the animal’s vet; the records are closed to the hospital.',
      ),
      button(props.audience === 'OWNER' ? 'See what comes next' : 'Open the case', props.url),
      ...when(props.audience === 'OWNER', note(notForEmergencies(patient))),
    ],
    reason: `You get this mail because you take part in the case of ${patient}.`,
  })
}
