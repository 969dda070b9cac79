// Questions that owners often wish they had asked, by situation. Pure data.

export type Situation = { id: string; title: string; questions: readonly string[] }

/** @param name the animal's name */
export const suggestedQuestions = (name: string): readonly Situation[] => [
  {
    id: 'diagnosis',
    title: 'The diagnosis is not clear, or does not fit',
    questions: [
      'Do the findings fit this diagnosis, and what else could it be?',
      'Which test would change what we do next, and which could we leave out?',
      `Is there anything in ${name}’s records that points another way?`,
    ],
  },
  {
    id: 'operation',
    title: 'An operation or another big step is planned',
    questions: [
      `Is this operation the best choice for ${name}, or are there others?`,
      `How safe is the anaesthetic for ${name}?`,
      'What happens if we wait, and how long can we safely wait?',
      'What does recovery look like, and what can go wrong?',
    ],
  },
  {
    id: 'treatment',
    title: 'The treatment does not help enough',
    questions: [
      'Would you change the medicines or their doses, and in what order?',
      'How soon should we see an effect, and how do we measure it?',
      'Are there side effects that we should watch for?',
    ],
  },
  {
    id: 'serious',
    title: 'A serious or lifelong illness',
    questions: [
      `What can ${name} expect in the next months, with and without treatment?`,
      `How will I know whether ${name} still has a good life?`,
      'What should make me call a vet at once?',
    ],
  },
  {
    id: 'home',
    title: 'What to do at home',
    questions: [
      'What should I watch, count or write down at home?',
      'What about food, exercise and other animals in the house?',
    ],
  },
]
