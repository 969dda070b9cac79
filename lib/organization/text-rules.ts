import type { PracticeTextKind } from '#lib/db/generated/enums.ts'

// A practice's own short texts, with places for what a case says. Pure.

export const TEXT_KINDS = ['COMMENT', 'LETTER', 'COVER_NOTE'] as const satisfies readonly PracticeTextKind[]
export const TEXT_KIND_WORDS: Record<PracticeTextKind, string> = {
  COMMENT: 'Comment',
  LETTER: 'Letter',
  COVER_NOTE: 'Cover note',
}
export const MOST_TEXTS = 60

/** What stands in braces, and what it becomes. */
export const PLACEHOLDERS = ['patient', 'owner', 'vet', 'practice', 'hospital', 'case'] as const
export type TextFacts = Record<(typeof PLACEHOLDERS)[number], string>

const PLACE = /\{\s*([a-z]+)\s*\}/gi

const isKnown = (name: string): name is keyof TextFacts => PLACEHOLDERS.some((one) => one === name)

/** The text of one case. What is in braces and not known stays as it was written; what is filled in is not looked at again. */
export const filled = (body: string, facts: TextFacts): string =>
  body.replaceAll(PLACE, (whole, name: string) => {
    const place = name.toLowerCase()
    return isKnown(place) ? facts[place] : whole
  })

/** Words in braces that no case has. */
export const unknownPlaces = (body: string): string[] => [
  ...new Set([...body.matchAll(PLACE)].map(([, name = '']) => name.toLowerCase()).filter((name) => !isKnown(name))),
]
