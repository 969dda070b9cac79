import { z } from 'zod'
import { at, caseFields, day, instant, name, notForEmergencies, words } from './fields.ts'
import { button, compose, facts, heading, list, note, quote, text, when } from './layout.ts'
import type { RenderedMail } from './layout.ts'

export const agreementRequestProps = z.object({
  ...caseFields,
  owner: name,
  signalment: name,
  vet: name,
  practice: name,
  hospital: name,
  specialty: name,
  /** The owner's reason in their words, as the owner agreed to share it. */
  why: words.optional(),
  /** What the hospital promises the attending vet. */
  pledge: words.optional(),
  /** Records that the owner would like the practice to add. */
  asked: z.array(name).max(100).default([]),
  /** What the owner has released already, in words. */
  released: words.optional(),
  expiresAt: instant,
  reminder: z.boolean().default(false),
})

/** To the attending vet: agree to share the records and take part. The link works without an account. */
export function agreementRequest(props: z.output<typeof agreementRequestProps>): RenderedMail {
  const { owner, patient, hospital } = props
  return compose({
    subject: props.reminder
      ? `A reminder: ${owner} would like your agreement for ${patient} (${props.caseNumber})`
      : `${owner} asks you to take part in a second opinion for ${patient} (${props.caseNumber})`,
    preview: `${hospital} would look at ${patient}'s case together with you. It takes two minutes.`,
    blocks: [
      heading(`A second opinion for ${patient}, with you`),
      text(`Dear ${props.vet},`),
      text(
        `${owner} would like the view of ${hospital} (${props.specialty}) on ${patient}, and asks for your agreement. ` +
          `You stay ${patient}'s vet: the hospital reads your records, you can answer in the same thread, and its ` +
          `recommendation comes to you as well as to the owner. You know ${patient} best, and what you add counts.`,
      ),
      facts(
        ['Patient', `${patient}, ${props.signalment}`],
        ['Owner', owner],
        ['Hospital', hospital],
        ...(props.released ? ([[`${owner} released`, props.released]] as const) : []),
        ['Case', props.caseNumber],
      ),
      ...when(props.why, text(`What ${owner} wrote about why:`), quote(props.why ?? '')),
      ...when(props.pledge, text(`What ${hospital} promises you:`), quote(props.pledge ?? '')),
      text('What you are asked for:'),
      list([
        `to agree that ${hospital} may see the records that ${props.practice} holds for ${patient}, or those you choose: kinds, days or single ones`,
        'to add records or a comment, if you like, from a computer or a phone',
        'or to decline, with a reason that the owner will read',
      ]),
      ...when(
        props.asked.length > 0,
        text('For this specialty, these records would help most:'),
        list(props.asked.slice(0, 30)),
      ),
      button('Read and answer', props.url),
      note(
        `You need no account; it takes about two minutes. The link is meant for you alone and works until ` +
          `${at(props.expiresAt, props.timeZone)}. Until you agree, the hospital sees none of your records.`,
      ),
    ],
    reason: `You get this mail because ${owner} named you as ${patient}'s vet.`,
  })
}

export const vetSilentProps = z.object({ ...caseFields, vet: name, practice: name, hospital: name })

/** To the owner: the vet has not answered yet; a call often helps. */
export function vetSilent(props: z.output<typeof vetSilentProps>): RenderedMail {
  const { patient, vet, practice, hospital } = props
  return compose({
    subject: `${vet} has not answered yet about ${patient} (${props.caseNumber})`,
    preview: 'A short call often helps more than another mail.',
    blocks: [
      heading(`${vet} has not answered yet`),
      text(
        `We wrote to ${vet} at ${practice} three days ago, and have reminded them since. Practices are busy, and such a mail ` +
          'is easily missed. A short call often helps more than another one.',
      ),
      text('You could say:'),
      quote(
        `I have asked ${hospital} for a second opinion on ${patient}, together with you. You have a mail with a link; it takes ` +
          'about two minutes. Could you look at it, or tell me whom else I should ask?',
      ),
      button('See what else you can do', props.url),
      note(
        'There you can correct the address, name another vet, or read what going on without the practice would mean.',
      ),
    ],
    reason: `You get this mail because you asked for a second opinion for ${patient}.`,
  })
}

export const releaseNeededProps = z.object({
  ...caseFields,
  hospital: name,
  practice: name.optional(),
  expiresAt: instant.optional(),
  reminder: z.boolean().default(false),
})

/** To the owner: sign the release, so that the hospital may see the records. */
export function releaseNeeded(props: z.output<typeof releaseNeededProps>): RenderedMail {
  const { patient, hospital, practice } = props
  const whose = practice ? `yours and those of ${practice}` : 'those you added'
  return compose({
    subject: `${props.reminder ? 'A reminder: your' : 'Your'} permission is needed for ${patient} (${props.caseNumber})`,
    preview: `${hospital} may look at the records once you say yes.`,
    blocks: [
      heading(`May ${hospital} see ${patient}'s records?`),
      text(`To give its opinion, ${hospital} needs to see ${patient}'s records: ${whose}. Only you can allow that.`),
      text('You choose what is shared and for how long, and you can take it back at any time.'),
      button('Read and decide', props.url),
      ...when(
        props.expiresAt,
        note(
          `The request waits for you until ${at(props.expiresAt ?? '', props.timeZone)}. Nothing is charged before the hospital accepts.`,
        ),
      ),
      note(notForEmergencies(patient)),
    ],
    reason: `You get this mail because an opinion was asked for on ${patient}, your animal.`,
  })
}

export const consentCompleteProps = z.object({
  ...caseFields,
  signalment: name,
  specialty: name,
  urgency: name,
  caseKind: name,
  practice: name.optional(),
  records: z.number().int().nonnegative(),
})

/** To the hospital: release and agreement stand, the case is in triage. */
export function consentComplete(props: z.output<typeof consentCompleteProps>): RenderedMail {
  return compose({
    subject: `New case in triage: ${props.caseNumber}, ${props.specialty}, ${props.urgency}`,
    preview: `${props.patient}, ${props.signalment}`,
    blocks: [
      heading('A new case is ready for triage'),
      text('The consents stand and the records are open to your team.'),
      facts(
        ['Patient', `${props.patient}, ${props.signalment}`],
        ['Case', `${props.caseNumber}, ${props.caseKind}`],
        ['Specialty', props.specialty],
        ['Urgency', props.urgency],
        ['Attending vet', props.practice ?? 'not taking part'],
        ['Records', String(props.records)],
      ),
      button('Open the case', props.url),
    ],
    reason: 'You get this mail because you look after the queue of your hospital.',
  })
}

export const agreementGivenProps = z.object({
  ...caseFields,
  practice: name,
  hospital: name,
  comment: words.optional(),
  /** When the hospital's answer is due. */
  dueAt: instant.optional(),
})

/** To the owner: their vet takes part, and it is the hospital's turn. */
export function agreementGiven(props: z.output<typeof agreementGivenProps>): RenderedMail {
  const { patient, practice, hospital, comment } = props
  return compose({
    subject: `${practice} takes part in the second opinion for ${patient} (${props.caseNumber})`,
    preview: `${hospital} now looks at the request. Nothing to do for you just now.`,
    blocks: [
      heading(`${practice} has agreed`),
      text(`They share their records of ${patient} and take part. ${hospital} can now see them together with yours.`),
      ...when(comment, text('They wrote:'), quote(comment ?? '')),
      facts(
        ['Next', `${hospital} decides whether it can help`],
        ...(props.dueAt ? ([['Answer due', at(props.dueAt, props.timeZone)]] as const) : []),
        ['Case', props.caseNumber],
      ),
      text('If it can, you get the whole fee in writing first, and nothing is charged before you pay.'),
      button('Open the case', props.url),
      note(notForEmergencies(patient)),
    ],
    reason: `You get this mail because you asked for a second opinion for ${patient}.`,
  })
}

export const agreementDeclinedProps = z.object({
  ...caseFields,
  practice: name,
  hospital: name,
  reason: words.optional(),
  canProceed: z.boolean(),
})

/** To the owner: the attending vet does not agree. Kind to both. */
export function agreementDeclined(props: z.output<typeof agreementDeclinedProps>): RenderedMail {
  const { patient, practice, hospital } = props
  return compose({
    subject: `${practice} has answered about ${patient} (${props.caseNumber})`,
    preview: `${practice} would rather not share its records for now. There are ways on.`,
    blocks: [
      heading(`${practice} would rather not take part for now`),
      text(
        `${practice} has read your request and chose not to share ${patient}'s records with ${hospital} at this time. ` +
          'Vets can have good reasons for this, and a talk often helps.',
      ),
      ...when(props.reason, text(`What ${practice} wrote:`), quote(props.reason ?? '')),
      text('What you can do:'),
      list([
        `Talk with ${practice}: the case page has kind words to begin with.`,
        'Ask for your own copy of the records and add them yourself.',
        ...(props.canProceed ? [`Go on without the practice: ${hospital} then sees only what you add.`] : []),
        'Withdraw the request. Nothing has been charged.',
      ]),
      button('See your choices', props.url),
      note(notForEmergencies(patient)),
    ],
    reason: `You get this mail because you asked for a second opinion for ${patient}.`,
  })
}

export const consentEndedProps = z.object({
  ...caseFields,
  audience: z.enum(['OWNER', 'PRACTICE', 'HOSPITAL']),
  what: z.enum(['RELEASE', 'AGREEMENT']),
  how: z.enum(['REVOKED', 'EXPIRED']),
  by: name,
  hospital: name,
  at: instant,
})

/** Consent was taken back or reached its end: what the reader can no longer do, or what now holds. */
export function consentEnded(props: z.output<typeof consentEndedProps>): RenderedMail {
  const { patient, hospital, by } = props
  const thing = props.what === 'RELEASE' ? "the owner's release" : "the attending vet's agreement"
  const happened = props.how === 'REVOKED' ? `${by} has taken back ${thing}` : `${thing} has reached its end date`
  const effect = {
    OWNER: `${hospital} can no longer open the records that it covered. You can give consent again at any time.`,
    PRACTICE: `${hospital} can no longer open the records that it covered. You see what you saw before.`,
    HOSPITAL:
      'The records that it covered are closed to your team from now on. What a signed recommendation relied on stays listed by name.',
  }[props.audience]
  return compose({
    subject: `Consent has ended for ${patient} (${props.caseNumber})`,
    preview: effect,
    blocks: [
      heading(`Consent has ended for ${patient}`),
      text(`${happened.charAt(0).toUpperCase()}${happened.slice(1)}. ${effect}`),
      facts(['Case', props.caseNumber], ['Since', day(props.at, props.timeZone)]),
      button('Open the case', props.url),
    ],
    reason: `You get this mail because you take part in the case of ${patient}.`,
  })
}

export const linkRenewedProps = z.object({ ...caseFields, owner: name, vet: name, hospital: name, expiresAt: instant })

/** To a vet whose link ended or was lost: a new one to the same case; the one before has ended. */
export function linkRenewed(props: z.output<typeof linkRenewedProps>): RenderedMail {
  const { owner, patient, hospital } = props
  return compose({
    subject: `Your new link to the case of ${patient} (${props.caseNumber})`,
    preview: `It opens the case that ${owner} shares with you and ${hospital}. The link before has ended.`,
    blocks: [
      heading(`A new link to ${patient}’s case`),
      text(`Dear ${props.vet},`),
      text(`Here is a new link to the case of ${patient}, which ${owner} shares with you and ${hospital}.`),
      button('Open the case', props.url),
      note(
        `It is meant for you alone, needs no account, and works until ${at(props.expiresAt, props.timeZone)}. ` +
          'Links that we mailed to you about this case before have ended.',
      ),
    ],
    reason: `You get this mail because a new link was asked for at this address, or by ${owner}.`,
  })
}
