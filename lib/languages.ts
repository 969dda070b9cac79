// The languages that a person can ask in and a hospital can answer in: ISO 639-1. Pure. Chosen by number of speakers and by where
// veterinary referral hospitals are; a code that is not here is a line away.

const CODES =
  'ar bg bn ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sq sr sv ta th tr uk ur vi zh'.split(
    ' ',
  )

const english = new Intl.DisplayNames(['en'], { type: 'language' })

export type Language = { code: string; name: string }

/** By name. */
export const LANGUAGES: readonly Language[] = CODES.map((code) => ({ code, name: english.of(code) ?? code })).toSorted(
  (one, other) => one.name.localeCompare(other.name, 'en'),
)

const NAMES = new Map(LANGUAGES.map(({ code, name }) => [code, name]))

export const isLanguage = (code: string): boolean => NAMES.has(code)

/** "Polish"; a code that is none stands as it is. */
export const languageWords = (code: string): string => NAMES.get(code) ?? code

/** "English, Irish and Polish" */
export const languageList = (codes: readonly string[]): string =>
  new Intl.ListFormat('en-GB').format(codes.map((code) => languageWords(code)))
