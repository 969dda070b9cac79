import type { Specialty } from '#lib/db/generated/enums.ts'

// Who may call themselves a specialist, and by whose word. Pure data. Read on 2026-11-25:
//   ABVS  the 22 organizations recognised by the American Board of Veterinary Specialties: avma.org, JAVMA News of 2017-06-01, which
//         lists them all, and avma.org/about (American Board of Veterinary Specialties)
//   EBVS  of the 27 colleges of the European Board of Veterinary Specialisation (ebvs.eu/colleges) those that see patients or
//         their samples; register at ebvs.eu/specialists
//   RCVS  list of RCVS Specialists: rcvs.org.uk, "Specialists" under Lists and registers
// A title is shown only after the operator has found the person in the register; a board that is not here is no board.

export type Board = 'ABVS' | 'EBVS' | 'RCVS'

export const BOARD_WORDS: Record<Board, string> = {
  ABVS: 'American Board of Veterinary Specialties',
  EBVS: 'European Board of Veterinary Specialisation',
  RCVS: 'Royal College of Veterinary Surgeons',
}

export type College = {
  /** As it is stored. */
  code: string
  name: string
  board: Board
  /** What its diplomates write after their name. */
  letters: string
  specialties: readonly Specialty[]
}

const american = (code: string, field: string, ...specialties: Specialty[]): College => ({
  ...{ code, name: `American ${field}`, board: 'ABVS', letters: `D${code}`, specialties },
})
const european = (code: string, field: string, ...specialties: Specialty[]): College => ({
  ...{ code, name: `European ${field}`, board: 'EBVS', letters: `D${code}`, specialties },
})
const college = (of: string) => `College of ${of}`

export const COLLEGES: readonly College[] = [
  american('ABVP', 'Board of Veterinary Practitioners', 'EXOTICS'),
  american('ABVT', 'Board of Veterinary Toxicology'),
  american('ACAW', college('Animal Welfare')),
  american('ACLAM', college('Laboratory Animal Medicine')),
  american('ACPV', college('Poultry Veterinarians')),
  american('ACT', college('Theriogenologists')),
  american('ACVAA', college('Veterinary Anesthesia and Analgesia')),
  american('ACVB', college('Veterinary Behaviorists')),
  american('ACVCP', college('Veterinary Clinical Pharmacology')),
  american('ACVD', college('Veterinary Dermatology'), 'DERMATOLOGY'),
  american('ACVECC', college('Veterinary Emergency and Critical Care')),
  american(
    'ACVIM',
    college('Veterinary Internal Medicine'),
    'INTERNAL_MEDICINE',
    'CARDIOLOGY',
    'NEUROLOGY',
    'ONCOLOGY',
  ),
  american('ACVM', college('Veterinary Microbiologists')),
  american('ACVN', college('Veterinary Nutrition')),
  american('ACVO', college('Veterinary Ophthalmologists'), 'OPHTHALMOLOGY'),
  american('ACVP', college('Veterinary Pathologists')),
  american('ACVPM', college('Veterinary Preventive Medicine')),
  american('ACVR', college('Veterinary Radiology'), 'IMAGING', 'ONCOLOGY'),
  american('ACVS', college('Veterinary Surgeons'), 'SURGERY', 'ORTHOPAEDICS'),
  american('ACVSMR', college('Veterinary Sports Medicine and Rehabilitation'), 'ORTHOPAEDICS'),
  american('ACZM', college('Zoological Medicine'), 'EXOTICS'),
  { ...american('AVDC', 'Veterinary Dental College'), letters: 'DAVDC' },
  european('ECAR', college('Animal Reproduction')),
  european('ECAWBM', college('Animal Welfare and Behavioural Medicine')),
  european('ECEIM', college('Equine Internal Medicine'), 'INTERNAL_MEDICINE', 'CARDIOLOGY'),
  european('ECVAA', college('Veterinary Anaesthesia and Analgesia')),
  european('ECVCN', college('Veterinary and Comparative Nutrition')),
  european('ECVCP', college('Veterinary Clinical Pathology')),
  european('ECVD', college('Veterinary Dermatology'), 'DERMATOLOGY'),
  european('ECVDI', college('Veterinary Diagnostic Imaging'), 'IMAGING', 'ONCOLOGY'),
  european('ECVECC', college('Veterinary Emergency and Critical Care')),
  european(
    'ECVIM-CA',
    college('Veterinary Internal Medicine, Companion Animals'),
    ...(['INTERNAL_MEDICINE', 'CARDIOLOGY', 'ONCOLOGY'] as const),
  ),
  european('ECVN', college('Veterinary Neurology'), 'NEUROLOGY'),
  european('ECVO', college('Veterinary Ophthalmologists'), 'OPHTHALMOLOGY'),
  european('ECVP', college('Veterinary Pathologists')),
  european('ECVS', college('Veterinary Surgeons'), 'SURGERY', 'ORTHOPAEDICS'),
  european('ECVSMR', college('Veterinary Sports Medicine and Rehabilitation'), 'ORTHOPAEDICS'),
  european('ECZM', college('Zoological Medicine'), 'EXOTICS'),
  european('EVDC', 'Veterinary Dental College'),
  {
    ...{ code: 'RCVS', name: 'RCVS Specialists', board: 'RCVS', letters: 'RCVS Specialist' },
    specialties: [
      ...(['CARDIOLOGY', 'DERMATOLOGY', 'EXOTICS', 'IMAGING', 'INTERNAL_MEDICINE', 'NEUROLOGY'] as const),
      ...(['ONCOLOGY', 'OPHTHALMOLOGY', 'ORTHOPAEDICS', 'SURGERY'] as const),
    ],
  },
]

const BY_CODE = new Map(COLLEGES.map((one) => [one.code, one]))
export const collegeOf = (code: string): College | null => BY_CODE.get(code) ?? null

/** "DECVIM-CA (Cardiology)"; the field is what the college lets its diplomates name, '' for the college's only one. */
export function titleOf(code: string, field: string): string {
  const letters = collegeOf(code)?.letters ?? ''
  return field ? `${letters} (${field})` : letters
}
