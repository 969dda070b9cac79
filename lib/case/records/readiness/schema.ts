import { z } from 'zod'

// What a checklist is made of, as it is stored and as a hospital's form sends it.

export const IMPORTANCES = ['REQUIRED', 'WANTED'] as const
export type Importance = (typeof IMPORTANCES)[number]

export const METHODS = ['XRAY', 'ULTRASOUND', 'CT', 'MRI'] as const
export type Method = (typeof METHODS)[number]

export const PARTS = ['CHEST', 'ABDOMEN', 'HEAD', 'SPINE', 'LIMB', 'EYE'] as const
export type Part = (typeof PARTS)[number]

export const PANELS = [
  'HAEMATOLOGY',
  'BIOCHEMISTRY',
  'URINE',
  'THYROID',
  'HEART',
  'HORMONES',
  'INFECTION',
  'CLOTTING',
] as const
export type Panel = (typeof PANELS)[number]

export const FIELDS = ['MEDICATIONS', 'WEIGHT', 'TIMELINE', 'DIAGNOSIS'] as const

const recordKind = z.enum(['HISTORY', 'LAB', 'IMAGING', 'PATHOLOGY', 'PHOTO', 'VIDEO', 'LETTER', 'OTHER'])

/** What counts as having an item. No part or panel: any. */
const fitSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('RECORD'), kinds: z.array(recordKind).min(1) }),
  z.object({ by: z.literal('IMAGES'), methods: z.array(z.enum(METHODS)).min(1), parts: z.array(z.enum(PARTS)) }),
  z.object({ by: z.literal('LAB'), panel: z.enum(PANELS).nullable() }),
  z.object({ by: z.literal('FIELD'), field: z.enum(FIELDS) }),
])
export type Fit = z.output<typeof fitSchema>

const species = z.enum(['CAT', 'DOG', 'HORSE', 'RABBIT', 'BIRD', 'REPTILE', 'SMALL_MAMMAL', 'OTHER'])

const itemSchema = z.object({
  /** Stays the same from version to version, so that what was asked for can be followed. */
  id: z.string().min(1).max(60),
  /** "Chest X-rays": fits into a sentence after "missing:". */
  name: z.string().min(1).max(80),
  /** How an owner comes by it; and the same for vets, in theirs. */
  owner: z.string().max(300),
  vet: z.string().max(300),
  why: z.string().max(300),
  importance: z.enum(IMPORTANCES),
  fit: fitSchema,
  /** Days before today that its study or sampling may be; null: age does not matter. */
  maxAgeDays: z.number().int().min(1).max(3650).nullable(),
  /** Animals that it is asked of; empty: all. */
  species: z.array(species),
  /** Whose guidance it follows. */
  source: z.string().max(200),
})
export type ReadinessItem = z.output<typeof itemSchema>

export const MOST_ITEMS = 30

/** A stored list. Anything else in the database is a defect, and fails here. */
export const listSchema = z.array(itemSchema).max(MOST_ITEMS)

/** Which items of the case's list are asked of the practice. */
export const askItemsSchema = z.object({
  'items[]': z
    .array(z.string().max(200), 'Reload the page, then ask again')
    .min(1, 'Reload the page, then ask again')
    .max(100, 'Reload the page, then ask again'),
})
export type AskItemsInput = z.output<typeof askItemsSchema>
