import type { SituationId } from '#lib/case/wishes.ts'

// Questions that owners often wish they had asked, by what they are about. Pure data.

export type Suggested = {
  id: string
  title: string
  /** Why people ask now who need these most. */
  when: readonly SituationId[]
  questions: readonly string[]
}

/**
 * All suggestions, those for this situation first.
 * @param name the animal's name
 * @param situation the one that the owner chose, or ''
 */
export function suggestedQuestions(name: string, situation: string): (Suggested & { fits: boolean })[] {
  return SUGGESTED.map((group) => ({
    ...group,
    questions: group.questions.map((question) => question.replaceAll('{name}', name)),
    fits: group.when.some((id) => id === situation),
  }))

    .toSorted((one, other) => Number(other.fits) - Number(one.fits))
}

/** `{name}` stands for the animal's. */
const SUGGESTED: readonly Suggested[] = [
  {
    id: 'diagnosis',
    title: 'The diagnosis is not clear, or does not fit',
    when: ['no-answer', 'something-wrong'],
    questions: [
      'Do the findings fit this diagnosis, and what else could it be?',
      'Which test would change what we do next, and which could we leave out?',
      'Is there anything in {name}’s records that points another way?',
    ],
  },
  {
    id: 'operation',
    title: 'An operation or another big step is planned',
    when: ['irreversible'],
    questions: [
      'Is this operation the best choice for {name}, or are there others?',
      'How safe is the anaesthetic for {name}?',
      'What happens if we wait, and how long can we safely wait?',
      'What does recovery look like, and what can go wrong?',
    ],
  },
  {
    id: 'treatment',
    title: 'The treatment does not help enough',
    when: ['no-answer'],
    questions: [
      'Would you change the medicines or their doses, and in what order?',
      'How soon should we see an effect, and how do we measure it?',
      'Are there side effects that we should watch for?',
    ],
  },
  {
    id: 'serious',
    title: 'A serious or lifelong illness',
    when: ['life-changing'],
    questions: [
      'What can {name} expect in the next months, with and without treatment?',
      'How will I know whether {name} still has a good life?',
      'What should make me call a vet at once?',
    ],
  },
  {
    id: 'ways',
    title: 'Other ways, gentler or within a limit',
    when: ['priorities'],
    questions: [
      'Which other ways are there for {name}, and what would we give up with each?',
      'What would you do if comfort mattered more than time?',
      'Which part of the plan matters most if we cannot do all of it?',
      'What does each way cost, roughly, and what will it cost later?',
    ],
  },
  {
    id: 'unsaid',
    title: 'Something I could not say, or did not understand',
    when: ['unheard', 'something-wrong'],
    questions: [
      'I see something at home that did not come up: does it change the picture?',
      'Could you explain the diagnosis and the plan in plain words?',
      'What do the results say, and what do they leave open?',
      'What should I ask my own vet next?',
    ],
  },
  {
    id: 'home',
    title: 'What to do at home',
    when: [],
    questions: [
      'What should I watch, count or write down at home?',
      'What about food, exercise and other animals in the house?',
    ],
  },
]
