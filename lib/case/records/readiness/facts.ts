import type { RecordKind } from '#lib/db/generated/enums.ts'
import type { Method, Panel, Part } from './schema.ts'

// What readiness looks at, and how words of files, studies and laboratories are understood. Pure.

/** One record, or many of one study that look alike. Days are YYYY-MM-DD. */
export type RecordFact = {
  id: string
  name: string
  kind: RecordKind
  /** DICOM's code; null for a file that is not DICOM. */
  modality: string | null
  /** What the images say of the part of the body they show. */
  shows: string
  /** Of the study or sampling, where that is known. */
  day: string | null
  addedOn: string
  /** What its text looks like, where it was read. */
  looksLike: string | null
}

/** Typed laboratory values of one day. */
export type LabFact = { day: string | null; analytes: readonly string[] }

export type ReadinessFacts = {
  today: string
  records: readonly RecordFact[]
  labs: readonly LabFact[]
  medications: 'NONE' | 'NAMED' | 'WITH_DOSES'
  /** The day of the newest weight; '' when there is one without a day; null: none. */
  weighedOn: string | null
  timeline: boolean
  diagnosis: boolean
}

const METHOD_OF: Partial<Record<string, Method>> = {
  ...{ CR: 'XRAY', DX: 'XRAY', RF: 'XRAY', RG: 'XRAY', XA: 'XRAY', IO: 'XRAY', US: 'ULTRASOUND', IVUS: 'ULTRASOUND' },
  ...{ CT: 'CT', MR: 'MRI' },
}

/** The method behind a DICOM modality; null for reports and all that is no picture of this kind. */
export const methodOf = (modality: string): Method | null => METHOD_OF[modality] ?? null

const METHOD_WORDS: readonly (readonly [Method, RegExp])[] = [
  ['XRAY', /x-?rays?\b|radiogra|r[oö]ntgen|\brx\b/],
  ['ULTRASOUND', /ultraso|sonogra|\becho|\bus\b/],
  ['CT', /\bct\b|tomogra/],
  ['MRI', /\bmri?\b|magnetic res/],
]

/** Methods that a name speaks of: "thorax x-ray.jpg". */
export const methodsNamed = (name: string): Method[] => named(METHOD_WORDS, name)

const PART_WORDS: readonly (readonly [Part, RegExp])[] = [
  ['CHEST', /chest|thorax|heart|cardi|lung|\becho/],
  ['ABDOMEN', /abdom|liver|hepat|kidney|renal|bladder|spleen|pancrea|adrenal|bowel/],
  ['HEAD', /head|skull|brain|nose|nasal|\bears?\b|bulla|dental|teeth|tooth|jaw|mandib/],
  ['SPINE', /spin|neck|cervical|lumb|[ctl]spine|vertebra|myelo/],
  [
    'LIMB',
    /limb|\blegs?\b|\bhips?\b|pelvi|stifle|knee|elbow|shoulder|carp|tars|hock|foot|hoof|\bpaws?\b|fetlock|pastern|femur|tibia|humer|radius|joint|extremit|cruciate/,
  ],
  ['EYE', /\beyes?\b|orbit|ocular|globe/],
]

/** Parts of the body that a text speaks of; none: it does not say. */
export const partsNamed = (text: string): Part[] => named(PART_WORDS, text)

const PANEL_WORDS: readonly (readonly [Panel, RegExp])[] = [
  [
    'HAEMATOLOGY',
    /ha?emato|\bcbc\b|blood count|ha?emogram|leu[ck]ocyt|erythrocyt|platelet|\bwbc\b|\brbc\b|\bbloods?\b/,
  ],
  ['BIOCHEMISTRY', /biochem|chemist|creatinin|\burea\b|\bbun\b|\balt\b|\balp\b|albumin|\bprofile\b|\bbloods?\b/],
  ['URINE', /urin|\bupc\b|\busg\b|\buprot/],
  ['THYROID', /thyro|\bt4\b|\btsh\b/],
  ['HEART', /bnp|troponin/],
  ['HORMONES', /cortisol|acth|dexameth|\blddst\b|insulin|fructosamin/],
  ['INFECTION', /\bfiv\b|\bfelv\b|serolog|\bpcr\b|cultur|leishman|ehrlich|borreli|toxoplas|antibod/],
  ['CLOTTING', /coagul|clotting|\bpt\b|aptt|fibrinogen/],
]

/** Laboratory panels that a name or an analyte speaks of. */
export const panelsNamed = (text: string): Panel[] => named(PANEL_WORDS, text)

const SEPARATORS = /[_.,()[\]]+/g

function named<C>(table: readonly (readonly [C, RegExp])[], text: string): C[] {
  const plain = text.normalize('NFC').toLowerCase().replaceAll(SEPARATORS, ' ')
  return table.filter(([, pattern]) => pattern.test(plain)).map(([code]) => code)
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const ISO_IN_NAME = /(?:^|\D)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)/
const WORDS_IN_NAME = /(?:^|\D)(\d{1,2})[-_. ]([a-z]{3,9})[-_. ]((?:19|20)\d\d)(?!\d)/

/** The day that a file's name gives, where no other reading is possible: "2026-11-12", "12 Nov 2026". Never 11/12/2026. */
export function dayInName(name: string): string | null {
  const iso = ISO_IN_NAME.exec(name)
  if (iso) return realDay(`${iso[1]}-${iso[2]}-${iso[3]}`)
  const [, day = '', month = '', year = ''] = WORDS_IN_NAME.exec(name.toLowerCase()) ?? []
  const place = MONTHS.indexOf(month.slice(0, 3)) + 1
  return place === 0 ? null : realDay(`${year}-${String(place).padStart(2, '0')}-${day.padStart(2, '0')}`)
}

function realDay(day: string): string | null {
  const time = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== day ? null : day
}

const DOSE =
  /\d\s*(?:mg|mcg|µg|μg|ug|g|ml|l|iu|ie|u|units?|%|drops?|tablets?|tabs?|capsules?|puffs?|sprays?|patch(?:es)?|pumps?)\b|[½¼¾]|\d\s*%/i
const NO_MEDICINE = /^\W*(?:none|no|nothing|nil|not any|n\/a|keine?|aucune?|ninguno|nessuno)\b/i

/** What a text about medicines tells. "None" is a full answer. */
export function medicationsIn(text: string): ReadinessFacts['medications'] {
  if (text.trim() === '') return 'NONE'
  return NO_MEDICINE.test(text.trim()) || DOSE.test(text) ? 'WITH_DOSES' : 'NAMED'
}
