import type { Specialty } from '#lib/db/generated/enums.ts'
import type { ReadinessItem } from '../schema.ts'
import { CARDIOLOGY, DERMATOLOGY, EXOTICS, INTERNAL_MEDICINE, NEUROLOGY, ONCOLOGY, OPHTHALMOLOGY } from './medicine.ts'
import { IMAGING, ORTHOPAEDICS, SURGERY } from './surgery.ts'

/** What is asked for where a hospital has no list of its own, from public guidance that each item names. */
export const DEFAULT_LISTS: Record<Specialty, readonly ReadinessItem[]> = {
  CARDIOLOGY,
  DERMATOLOGY,
  EXOTICS,
  IMAGING,
  INTERNAL_MEDICINE,
  NEUROLOGY,
  ONCOLOGY,
  OPHTHALMOLOGY,
  ORTHOPAEDICS,
  SURGERY,
}
