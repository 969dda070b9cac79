import { languageWords } from '#lib/languages.ts'
import { dayWords } from '#lib/patient/days.ts'

// What owners wish for beside an answer: why they ask now, what matters most, by when, and how to reach them. Asked in the request,
// read in triage. Pure.

/** Situations in which a second opinion helps; the public page tells of each under the same id. */
export const SITUATIONS = [
  { id: 'life-changing', title: 'A serious diagnosis, or one for life' },
  { id: 'irreversible', title: 'A large operation, or a step that cannot be undone' },
  { id: 'no-answer', title: 'No diagnosis, or treatment that does not help' },
  { id: 'priorities', title: 'The options do not fit what matters to me' },
  { id: 'unheard', title: 'I felt rushed, or not heard' },
  { id: 'something-wrong', title: 'Something does not add up' },
] as const
export type SituationId = (typeof SITUATIONS)[number]['id']

export const asSituation = (given: unknown): SituationId | '' => SITUATIONS.find(({ id }) => id === given)?.id ?? ''
export const situationWords = (id: string): string => SITUATIONS.find((one) => one.id === id)?.title ?? ''

export const PRIORITIES = ['TIME', 'COMFORT', 'FEWER_PROCEDURES', 'CERTAINTY', 'COST', 'TRAVEL'] as const
export type Priority = (typeof PRIORITIES)[number]

export const PRIORITY_WORDS: Record<Priority, { label: string; hint: string }> = {
  TIME: { label: 'As much time together as possible', hint: 'Length of life' },
  COMFORT: { label: 'A good life, without pain', hint: 'Quality of life' },
  FEWER_PROCEDURES: { label: 'As few procedures as possible', hint: 'No operation or anaesthetic without need' },
  CERTAINTY: { label: 'To know what it is', hint: 'Even if it changes little' },
  COST: { label: 'What it costs', hint: 'There is a limit to what I can pay' },
  TRAVEL: { label: 'No long journeys', hint: 'Care close to home' },
}

/** Real ones, in their order, whatever was posted or stored. */
export const knownPriorities = (given: readonly string[]): Priority[] => PRIORITIES.filter((one) => given.includes(one))

/** What matters most in one text: the choices a line each, then the owner's own words. */
export const mattersText = ({
  priorities,
  whatMatters,
}: {
  priorities: readonly string[]
  whatMatters: string
}): string =>
  [...knownPriorities(priorities).map((one) => PRIORITY_WORDS[one].label), whatMatters].filter(Boolean).join('\n')

/** A day, as exactly as it is known, and what happened then. */
export type Happened = { when: string; what: string }

/** Two lists, put together by place; lines with nothing in them fall away. */
export const happenedOf = (when: readonly string[], what: readonly string[]): Happened[] =>
  Array.from({ length: Math.max(when.length, what.length) }, (_, at) => ({
    when: when[at]?.trim() ?? '',
    what: what[at]?.trim() ?? '',
  })).filter((line) => line.when !== '' || line.what !== '')

/** "3 Nov: coughed at night", a line each. */
export const daysText = (lines: readonly Happened[]): string =>
  lines.map(({ when, what }) => [when, what].filter(Boolean).join(': ')).join('\n')

export const REACH_WAYS = ['MAIL', 'PHONE'] as const
export const REACH_WORDS: Record<(typeof REACH_WAYS)[number], string> = { MAIL: 'E-mail', PHONE: 'Phone' }

export type Reach = { reachBy: readonly string[]; reachPhone: string; reachTimes: string; language: string }

/** "Phone +353 1 555 0101 (after six), e-mail · in Polish"; nothing chosen means mail, which always works. */
export function reachText({ reachBy, reachPhone, reachTimes, language }: Reach): string {
  const phone =
    reachBy.includes('PHONE') && ['Phone', reachPhone, reachTimes && `(${reachTimes})`].filter(Boolean).join(' ')
  const mail = (!phone || reachBy.includes('MAIL')) && 'e-mail'
  const ways = [phone, mail].filter(Boolean).join(', ')
  return `${ways.charAt(0).toUpperCase()}${ways.slice(1)} · in ${languageWords(language)}`
}

/** What is wrong with a phone number in anybody's notation, or null. */
export const phoneProblem = (typed: string): string | null =>
  /^[+(]?[\d\s()./-]{5,38}$/.test(typed) && (typed.match(/\d/g)?.length ?? 0) >= 5
    ? null
    : 'Give the phone number with digits, like +353 1 555 0101'

/** The columns of a request that say what the owner wishes for. */
export type Asked = Reach & {
  situation: string
  happenedWhen: readonly string[]
  happenedWhat: readonly string[]
  priorities: readonly string[]
  whatMatters: string
  decisionOn: Date | null
  /** The day on which it is read, like "2026-11-27". */
  today: string
}

/** The same in words, '' for what was not said. */
export function askedFacts({ today, ...asked }: Asked) {
  return {
    why: situationWords(asked.situation),
    days: daysText(happenedOf(asked.happenedWhen, asked.happenedWhat)),
    matters: mattersText(asked),
    decidesBy: asked.decisionOn ? decisionDayWords(asked.decisionOn.toISOString().slice(0, 10), today) : '',
    reach: reachText(asked),
  }
}

const DAY = 86_400_000
const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

/** Whole days from today to a day, e.g. 0 for today. Both as "2026-11-27". */
export const daysUntil = (day: string, today: string): number => Math.round((atNoon(day) - atNoon(today)) / DAY)

/** How soon an answer is needed for a decision on this day: within two days, within a week, or no hurry. */
export function urgencyFor(decisionOn: string | null, today: string): 'ROUTINE' | 'SOON' | 'URGENT' {
  if (decisionOn === null) return 'ROUTINE'
  const days = daysUntil(decisionOn, today)
  return days <= 2 ? 'URGENT' : days <= 7 ? 'SOON' : 'ROUTINE'
}

/** "27 Nov 2026, in 3 days" */
export function decisionDayWords(day: string, today: string): string {
  const days = daysUntil(day, today)
  const beside =
    days === 0 ? 'today' : days === 1 ? 'tomorrow' : days > 0 && days <= 60 ? `in ${days} days` : days < 0 ? 'past' : ''
  return [dayWords(day), beside].filter(Boolean).join(', ')
}
