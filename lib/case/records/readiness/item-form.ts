import { z } from 'zod'
import { optional, requiredLine, text } from '#lib/text.ts'
import { rowVersion } from '#lib/version.ts'
import { RECORD_KIND_WORDS } from '#lib/words.ts'
import { type Fit, IMPORTANCES, type Method, type Panel, type Part, PARTS, type ReadinessItem } from './schema.ts'

// An item as a hospital's form sends it, and what can count as having it. Pure.

const PANEL_WORDS: Record<Panel, string> = {
  HAEMATOLOGY: 'blood cells',
  BIOCHEMISTRY: 'blood chemistry',
  URINE: 'urine',
  THYROID: 'thyroid',
  HEART: 'heart markers',
  HORMONES: 'hormones',
  INFECTION: 'infections',
  CLOTTING: 'clotting',
}
const METHOD_WORDS: Record<Method, string> = { XRAY: 'X-rays', ULTRASOUND: 'Ultrasound', CT: 'CT', MRI: 'MRI' }
export const PART_WORDS: Record<Part, string> = {
  CHEST: 'chest',
  ABDOMEN: 'belly',
  HEAD: 'head',
  SPINE: 'spine or neck',
  LIMB: 'joint or limb',
  EYE: 'eye',
}
const FIELD_WORDS: Record<Extract<Fit, { by: 'FIELD' }>['field'], string> = {
  MEDICATIONS: 'Medicines with doses, as typed',
  WEIGHT: 'A body weight, as typed',
  TIMELINE: 'The course of the illness, as typed',
  DIAGNOSIS: 'What is suspected, as typed',
}

const or = (words: readonly string[]): string => words.join(' or ')

/** "X-rays or CT of the chest, as original images", "A laboratory result: urine". */
export function fitWords(fit: Fit): string {
  switch (fit.by) {
    case 'RECORD':
      return `A file under ${or(fit.kinds.map((kind) => `“${RECORD_KIND_WORDS[kind]}”`))}`
    case 'IMAGES': {
      const of = fit.parts.length > 0 ? ` of the ${or(fit.parts.map((part) => PART_WORDS[part]))}` : ''
      return `${or(fit.methods.map((method) => METHOD_WORDS[method]))}${of}, as original images (DICOM)`
    }
    case 'LAB':
      return fit.panel ? `A laboratory result: ${PANEL_WORDS[fit.panel]}` : 'Any laboratory result'
    case 'FIELD':
      return FIELD_WORDS[fit.field]
  }
}

const images = (...methods: Method[]): Fit => ({ by: 'IMAGES', methods, parts: [] })
const record = (...kinds: Extract<Fit, { by: 'RECORD' }>['kinds']): Fit => ({ by: 'RECORD', kinds })
const lab = (panel: Panel | null): Fit => ({ by: 'LAB', panel })

/** What a form offers to count. */
export const COUNTS = {
  NOTES: record('HISTORY', 'LETTER'),
  LETTER: record('LETTER'),
  PATHOLOGY: record('PATHOLOGY'),
  PHOTO: record('PHOTO'),
  VIDEO: record('VIDEO'),
  LAB: lab(null),
  HAEMATOLOGY: lab('HAEMATOLOGY'),
  BIOCHEMISTRY: lab('BIOCHEMISTRY'),
  URINE: lab('URINE'),
  THYROID: lab('THYROID'),
  HEART: lab('HEART'),
  HORMONES: lab('HORMONES'),
  INFECTION: lab('INFECTION'),
  CLOTTING: lab('CLOTTING'),
  IMAGES: images('XRAY', 'ULTRASOUND', 'CT', 'MRI'),
  XRAY: images('XRAY'),
  XRAY_OR_CT: images('XRAY', 'CT'),
  ULTRASOUND: images('ULTRASOUND'),
  CT: images('CT'),
  MRI: images('MRI'),
  MRI_OR_CT: images('MRI', 'CT'),
  MEDICATIONS: { by: 'FIELD', field: 'MEDICATIONS' },
  WEIGHT: { by: 'FIELD', field: 'WEIGHT' },
  TIMELINE: { by: 'FIELD', field: 'TIMELINE' },
  DIAGNOSIS: { by: 'FIELD', field: 'DIAGNOSIS' },
} as const satisfies Record<string, Fit>

export const SAME = 'SAME'
const CODES = Object.keys(COUNTS) as (keyof typeof COUNTS)[]
const DAYS = 'Give the days as a whole number from 1 to 3650, or leave it empty'

const onList = { serviceId: z.string(), version: rowVersion }

export const itemSchema = z.object({
  ...onList,
  /** Empty for a new one. */
  itemId: z.string().max(100, 'Reload the page and try again').default(''),
  name: requiredLine(80, 'Give it a name'),
  owner: text(300),
  vet: text(300),
  why: text(300),
  importance: z.enum(IMPORTANCES, 'Choose how important it is'),
  counts: z.enum([SAME, ...CODES], 'Choose what counts'),
  part: z.enum([SAME, 'ANY', ...PARTS], 'Choose a part of the body, or any'),
  days: optional(
    z
      .string(DAYS)
      .trim()
      .regex(/^\d{1,4}$/, DAYS)
      .transform(Number)
      .pipe(z.int().min(1, DAYS).max(3650, DAYS)),
  ),
})
export type ItemInput = z.output<typeof itemSchema>

export const dropSchema = z.object({ ...onList, itemId: z.string().max(100, 'Reload the page and try again') })
export const resetSchema = z.object(onList)

/** The item that a form describes. @param before the one that is changed; null for a new one, which then gets `id` */
export function itemFrom(input: ItemInput, before: ReadinessItem | null, id: string): ReadinessItem | null {
  const fit = fitFrom(input, before?.fit ?? null)
  if (!fit) return null
  const { name, owner, vet, why, importance, days } = input
  return {
    ...{ id: before?.id ?? id, name, owner, vet, why, importance, fit, maxAgeDays: days },
    ...{ species: before?.species ?? [], source: before?.source ?? '' },
  }
}

function fitFrom({ counts, part }: ItemInput, before: Fit | null): Fit | null {
  const fit: Fit | null = counts === SAME ? before : COUNTS[counts]
  if (fit?.by !== 'IMAGES' || part === SAME) return fit
  return { ...fit, methods: [...fit.methods], parts: part === 'ANY' ? [] : [part] }
}
