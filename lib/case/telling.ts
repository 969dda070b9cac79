// Words for telling one's vet, to be changed before they are said. Kind to both: the vet stays the animal's vet. Pure.

export type Telling = { id: 'mail' | 'talk' | 'hard'; title: string; text: string }

type Names = { vet: string; patient: string; owner: string; hospital: string; sent: boolean }

/** Three ways to say it. @param names `sent`: the vet has our mail already, or will get it when the request is sent */
export function tellings({ vet, patient, owner, hospital, sent }: Names): Telling[] {
  const mail = sent
    ? 'You should have a mail with a link: it needs no account and takes about two minutes.'
    : 'You will get a mail with a link: it needs no account and takes about two minutes.'
  return [
    {
      id: 'mail',
      title: 'In a mail',
      text: [
        `Dear ${vet || 'Dr …'},`,
        `Thank you for looking after ${patient}. There is a decision ahead that I find hard, and I would feel calmer if a specialist looked at it with you. This is not because I doubt your work.`,
        `I ${sent ? 'have asked' : 'am asking'} ${hospital} for a second opinion through Conferral. You stay ${patient}’s vet, and the answer comes to you as well as to me. ${mail}`,
        'Would you have a look? If you would rather speak about it first, I am glad to call or come by.',
        `Kind regards,\n${owner}`,
      ].join('\n\n'),
    },
    {
      id: 'talk',
      title: 'On the phone, or at the practice',
      text: [
        `“I have a favour to ask. Before we decide about ${patient}, I would like a specialist to look at it together with you. ${sent ? 'You have' : 'You will get'} a mail about it with a link.`,
        'Could you share the records and add what you think is important? Nobody knows the case as you do, and I want you to read the answer too.”',
      ].join('\n\n'),
    },
    {
      id: 'hard',
      title: 'If it is hard to ask',
      text: [
        `“I find this hard to say, because I do not want to hurt you. I lie awake over ${patient}, and a second look would help me to decide well.`,
        'I am not leaving, and I am not looking for somebody to blame. Would you do this with me?”',
      ].join('\n\n'),
    },
  ]
}

/** Opens the words in one's own mail program, to be changed and sent there: no script is needed for it. */
export const mailtoOf = (to: string, subject: string, body: string): string =>
  `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
