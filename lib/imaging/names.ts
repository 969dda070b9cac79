import type { Species } from '#lib/db/generated/enums.ts'

// Do the names in the images fit the case? Pure. A flag is a question to people, never a verdict: what cannot be compared (another
// script, a number, a name that was taken out) is not flagged.

/** Letters that do not come apart into a plain one and a mark. */
const PLAIN: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'a', œ: 'o', ı: 'i' }

/** "Müller^JÖRG" and "mueller, jorg" become the same words. */
export function nameWords(name: string | null | undefined): string[] {
  const plain = (name ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßøłđðþæœı]/g, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(/([aou])e/g, '$1')
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}

/** Two files with the same one are of the same animal, as far as they say; '' when they do not say. */
export const identityOf = (patientName: string | null, patientId: string | null | undefined): string =>
  nameWords(patientName).toSorted().join(' ') || nameWords(patientId).join(' ')

const NO_NAME =
  /^(an(on|onym)\w*|removed?|deleted|redacted|unknown|noname|nn|none|na|test\w*|patient\w*|name|x+|dummy|phantom\w*|sample\w*|demo|animal|pet|owner|client|unbekannt|inconnu|desconocido|sconosciuto)$/

/** Says a name at all: not taken out, not a number, not a word that stands for a name. */
function names(words: readonly string[]): boolean {
  return words.some((word) => word.length > 1) && !words.some((word) => NO_NAME.test(word) || /\p{N}/u.test(word))
}

/** A word is of a script when all of it is: letters mixed of two are a mistake that nothing can be compared with. */
const SCRIPTS = [
  /^\p{Script=Latin}+$/u,
  /^\p{Script=Cyrillic}+$/u,
  /^\p{Script=Greek}+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u,
  /^\p{Script=Hangul}+$/u,
  /^\p{Script=Arabic}+$/u,
  /^\p{Script=Hebrew}+$/u,
]

const scriptOf = (word: string): number => SCRIPTS.findIndex((script) => script.test(word))

/** The words of `said` in a script that `known` is written in too: only those can be compared. */
function comparable(said: readonly string[], known: readonly string[]): string[] {
  const scripts = new Set(known.map(scriptOf).filter((script) => script >= 0))
  return said.filter((word) => scripts.has(scriptOf(word)))
}

/** Chinese and Japanese names stand with or without a space, hence words joined. */
const contains = (said: readonly string[], known: readonly string[]): boolean =>
  known.every((word) => said.includes(word)) ||
  (known.length > 0 && said.join('').includes(known.join('')) && scriptOf(said[0] ?? '') > 2)

/** What a study says of its animal, and what the case says. */
export type SaidNames = { patientName: string | null; responsiblePerson: string | null; species: string | null }
export type CaseNames = { animal: string; owner: string; species: Species | null }

/** One sentence for each name that does not fit; none when all do, or nothing can be compared. */
export function nameFlags(said: SaidNames, here: CaseNames): string[] {
  return [patientFlag(said, here), personFlag(said, here), speciesFlag(said, here)].filter((flag) => flag !== null)
}

function patientFlag({ patientName }: SaidNames, { animal, owner }: CaseNames): string | null {
  const [all, animals, owners] = [nameWords(patientName), nameWords(animal), nameWords(owner)]
  if (!names(all) || animals.length === 0) return null
  const words = comparable(all, animals)
  if (words.length === 0 || contains(words, animals)) return null
  // "Smith John" for an animal of John Smith: named by its owner.
  const others = words.filter((word) => !owners.includes(word))
  if (others.length === 0) return null
  // Part of the animal's name ("Sir Rex" for "Sir Rex of Ashby") is its name as well.
  if (others.every((word) => animals.includes(word))) return null
  return `The images say “${without(patientName, owners)}”, this case is about “${animal}”.`
}

/** The name as written, without the words of its owner's. */
function without(name: string | null, owners: readonly string[]): string {
  const written = (name ?? '').split(/\s+/)
  const rest = written.filter((word) => !nameWords(word).every((plain) => owners.includes(plain)))
  return (rest.length > 0 ? rest : written).join(' ')
}

function personFlag({ responsiblePerson }: SaidNames, { owner }: CaseNames): string | null {
  const [all, owners] = [nameWords(responsiblePerson), nameWords(owner)]
  if (!names(all) || owners.length === 0) return null
  const words = comparable(all, owners)
  if (words.length === 0 || words.some((word) => owners.includes(word)) || contains(words, owners)) return null
  return `The images name “${responsiblePerson}” as responsible, the owner here is “${owner}”.`
}

const SPECIES_SAID: readonly (readonly [Species, RegExp])[] = [
  ['CAT', /^(cat|feline|felis|katze|chat|gato|gatto|kat|katt|kot|domestic cat)\b/],
  ['DOG', /^(dog|canine|canis|hund|chien|perro|cane|cao|hond|pies|domestic dog)\b/],
  ['HORSE', /^(horse|equine|equus|pferd|cheval|caballo|cavallo|paard|hest|hast|pony|kon)\b/],
  ['RABBIT', /^(rabbit|oryctolagus|lapin|kaninchen|conejo|coniglio|konijn|leporine)\b/],
  ['BIRD', /^(bird|avian|aves|vogel|oiseau|ave|uccello|parrot)\b/],
  ['REPTILE', /^(reptile|reptil|tortoise|turtle|snake|lizard|testudo)\b/],
]

const SPECIES_HERE: Partial<Record<Species, string>> = {
  CAT: 'a cat',
  DOG: 'a dog',
  HORSE: 'a horse',
  RABBIT: 'a rabbit',
  BIRD: 'a bird',
  REPTILE: 'a reptile',
}

function speciesFlag({ species }: SaidNames, here: CaseNames): string | null {
  const said = (species ?? '').normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase()
  const known = SPECIES_SAID.find(([, words]) => words.test(said))?.[0]
  const own = here.species && SPECIES_HERE[here.species]
  if (!known || !own || known === here.species) return null
  return `The images say the animal is “${species}”, “${here.animal}” is ${own}.`
}
