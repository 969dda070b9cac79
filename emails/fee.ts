import { z } from 'zod'
import { amount, at, caseFields, instant, money, name, sum, words } from './fields.ts'
import { button, compose, facts, heading, note, quote, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const receiptProps = z.object({
  ...caseFields,
  hospital: name,
  service: name,
  amount,
  paidAt: instant,
  receiptNumber: name,
  payer: name,
  dueAt: instant.optional(),
})

/** To the payer: the payment has come, with what a receipt must say. */
export function receipt(props: z.output<typeof receiptProps>): RenderedMail {
  return compose({
    subject: `Receipt for the opinion on ${props.patient}, ${sum(props.amount)} (${props.caseNumber})`,
    preview: `Thank you. ${props.hospital} now begins.`,
    blocks: [
      heading('Thank you, the payment has come'),
      text(`${props.hospital} now begins its review of ${props.patient}'s case.`),
      facts(
        ['Receipt', props.receiptNumber],
        ['Paid', money(props.amount)],
        ['Paid on', at(props.paidAt, props.timeZone)],
        ['Paid by', props.payer],
        ['Paid to', props.hospital],
        ['For', `${props.service}, case ${props.caseNumber}`],
        ...(props.dueAt ? [['Answer by', at(props.dueAt, props.timeZone)] as const] : []),
      ),
      button('Open the case', props.url),
      note('If the answer comes later than promised, the whole sum is paid back by itself.'),
    ],
    reason: `You get this mail because you paid for the opinion on ${props.patient}.`,
  })
}

export const paidProps = z.object({
  ...caseFields,
  audience: z.enum(['HOSPITAL', 'PRACTICE']),
  hospital: name,
  amount: amount.optional(),
  dueAt: instant.optional(),
})

/** To the hospital: begin, the fee is in. To the practice: the review begins (no sum). */
export function paid(props: z.output<typeof paidProps>): RenderedMail {
  const due = props.dueAt ? at(props.dueAt, props.timeZone) : undefined
  const rows: (readonly [string, string])[] = [['Case', props.caseNumber]]
  if (due) rows.push(['Answer by', due])
  if (props.audience === 'HOSPITAL' && props.amount) rows.push(['Paid', money(props.amount)])
  return compose({
    subject: `The review of ${props.patient} begins (${props.caseNumber})`,
    preview: due ? `The answer is due ${due}.` : `The fee for ${props.patient} is paid.`,
    blocks: [
      heading(`The review of ${props.patient} begins`),
      text(
        props.audience === 'HOSPITAL'
          ? 'The fee is paid and the turn is yours.'
          : `${props.hospital} is now looking at the case. You can read and write in the thread at any time.`,
      ),
      facts(...rows),
      button('Open the case', props.url),
    ],
    reason: `You get this mail because you take part in the case of ${props.patient}.`,
  })
}

export const paymentFailedProps = z.object({ ...caseFields, hospital: name, amount, payBy: instant.optional() })

/** To the payer: the card was not charged; it can be tried again. */
export function paymentFailed(props: z.output<typeof paymentFailedProps>): RenderedMail {
  return compose({
    subject: `The payment for ${props.patient} did not go through (${props.caseNumber})`,
    preview: 'Nothing was charged, and you can try again.',
    blocks: [
      heading('The payment did not go through'),
      text(
        'Nothing was charged. Banks refuse a payment for many reasons; another card, or a call to the bank, often helps.',
      ),
      facts(['Fee in full', money(props.amount)], ['To', props.hospital], ['Case', props.caseNumber]),
      button('Try again', props.url),
      ...when(
        props.payBy,
        note(`The estimate holds until ${at(props.payBy ?? '', props.timeZone)}. The case waits for you.`),
      ),
    ],
    reason: `You get this mail because you began to pay for the opinion on ${props.patient}.`,
  })
}

export const refundedProps = z.object({
  ...caseFields,
  audience: z.enum(['OWNER', 'HOSPITAL']),
  hospital: name,
  amount,
  why: words,
})

/** The fee is paid back. */
export function refunded(props: z.output<typeof refundedProps>): RenderedMail {
  const owner = props.audience === 'OWNER'
  return compose({
    subject: `${sum(props.amount)} is paid back for ${props.patient} (${props.caseNumber})`,
    preview: owner ? 'It is on its way to the card you paid with.' : 'The fee goes back to the owner.',
    blocks: [
      heading(owner ? 'Your payment is on its way back' : 'The fee goes back to the owner'),
      quote(props.why),
      facts(['Paid back', money(props.amount)], ['Hospital', props.hospital], ['Case', props.caseNumber]),
      ...when(owner, text('Banks take up to ten days to show it on the card or account that you paid with.')),
      button('Open the case', props.url),
    ],
    reason: `You get this mail because you take part in the case of ${props.patient}.`,
  })
}

export const refundFailedProps = z.object({
  ...caseFields,
  audience: z.enum(['OWNER', 'HOSPITAL']),
  amount,
  why: words,
})

/** The bank sent the repayment back; the sum is still the owner's. */
export function refundFailed(props: z.output<typeof refundFailedProps>): RenderedMail {
  const owner = props.audience === 'OWNER'
  return compose({
    subject: `A repayment for ${props.patient} came back from the bank (${props.caseNumber})`,
    preview: owner ? 'The money is still yours; it reaches you another way.' : 'The owner gets it another way.',
    blocks: [
      heading(owner ? 'Your repayment came back from the bank' : 'The repayment came back from the bank'),
      quote(props.why),
      facts(['Sum', money(props.amount)], ['Case', props.caseNumber]),
      text(
        owner
          ? 'The money is still yours. Whoever runs this service has been told and pays it another way. You need not do anything; if you have a new card or account, answer in the thread that you would like to be called.'
          : 'Whoever runs this service has been told and pays the owner another way. There is nothing that you need to do.',
      ),
      button('Open the case', props.url),
    ],
    reason: `You get this mail because you take part in the case of ${props.patient}.`,
  })
}
