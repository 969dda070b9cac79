import { pastes, writes } from './steps/history.ts'
import type { Step } from './walk.ts'

// Histories and laboratory values of a few animals of the demo. Made up: they describe no real animal.

/** A cat whose heart is in question, and whose kidneys and thyroid should be looked at before anybody decides. */
export const MISO: { owner: Step; vet: Step[] } = {
  owner: writes(
    'OWNER',
    {
      kind: 'MEDICATION',
      what: 'Furosemide',
      dose: '5',
      unit: 'mg',
      route: 'by mouth',
      frequency: 'twice a day',
      since: 9,
    },
    {
      kind: 'MEDICATION',
      what: 'Clopidogrel',
      dose: '18.75',
      unit: 'mg',
      route: 'by mouth',
      frequency: 'once a day',
      since: 7,
    },
    {
      kind: 'MEDICATION',
      what: 'Salmon oil',
      dose: '1',
      unit: 'ml',
      frequency: 'with the evening meal',
      since: '2025',
      until: 30,
    },
    { kind: 'ALLERGY', what: 'Amoxicillin', detail: 'vomited for two days', severity: 'MODERATE', since: '2023' },
    { kind: 'SYMPTOM', what: 'Hides under the bed in the afternoons', since: 40, severity: 'MILD' },
    { kind: 'SYMPTOM', what: '34 breaths a minute fast asleep; it was 22 before', since: 14, severity: 'MODERATE' },
    { kind: 'SYMPTOM', what: 'Stopped on the stairs and sat down with her mouth open', since: 6, severity: 'SEVERE' },
    { kind: 'WEIGHT', weightKg: '4.6', since: 420 },
    { kind: 'WEIGHT', weightKg: '4.4', since: 190 },
    { kind: 'WEIGHT', weightKg: '4.25', since: 62 },
    { kind: 'WEIGHT', weightKg: '4.1', since: 3 },
  ),
  vet: [
    writes(
      'VET',
      { kind: 'PROBLEM', what: 'Heart murmur, grade II, parasternal', since: 190 },
      { kind: 'PROBLEM', what: 'Periodontal disease, two loose premolars', since: 62 },
      { kind: 'PROBLEM', what: 'Cystitis', since: '2022-05', until: '2022-06', ended: 'on' },
      { kind: 'PROCEDURE', what: 'Spay', detail: 'Riverside Vets', since: '2018' },
      { kind: 'PROCEDURE', what: 'Chest X-rays, three views, awake', detail: 'Riverside Vets', since: 9 },
      {
        kind: 'MEDICATION',
        what: 'Gabapentin',
        dose: '50',
        unit: 'mg',
        route: 'by mouth',
        frequency: 'once before the visit',
        since: 9,
        until: 9,
      },
    ),
    pastes(
      'VET',
      'In-house',
      [190, 62, 9],
      'Creatinine | 128 | 149 | 178 | µmol/L | 71 - 159',
      'Urea | 8.4 | 9.9 | 13.6 | mmol/L | 5.7 - 12.9',
      'SDMA | 11 | 13 | 16 | µg/dL | 0 - 14',
      'Potassium | 4.4 | 4.2 | 3.4 | mmol/L | 3.5 - 5.8',
      'Sodium | 152 | 153 | 151 | mmol/L | 150 - 165',
      'Glucose | 6.1 | 5.8 | 7.2 | mmol/L | 4.1 - 8.8',
      'Total protein | 74 | 76 | 79 | g/L | 57 - 89',
      'Albumin | 31 | 30 | 30 | g/L | 22 - 40',
      'ALT | 46 | 52 | 71 | U/L | 12 - 130',
      'Total T4 | 31 | 36 | 41 | nmol/L | 10 - 60',
      'Haematocrit | 38 | 37 | 34 | % | 30 - 52',
      'White cells | 7.9 | 8.4 | 10.2 | 10^9/L | 2.9 - 17.0',
      'Platelets | 212 | 198 | 240 | 10^9/L | 151 - 600',
    ),
    pastes(
      'VET',
      'Reference laboratory',
      [190, 8],
      'NT-proBNP | 68 | 412 HH | pmol/L | < 100',
      'Troponin I | | 0.31 | ng/mL | < 0.16',
    ),
  ],
}

/** A pony with a coat that does not shed, over three autumns. */
export const CAPTAIN: Step[] = [
  writes(
    'VET',
    {
      kind: 'MEDICATION',
      what: 'Phenylbutazone',
      dose: '1',
      unit: 'g',
      route: 'by mouth',
      frequency: 'twice a day',
      since: 17,
    },
    { kind: 'PROBLEM', what: 'Laminitis, both fronts, third autumn', since: 30 },
    { kind: 'PROBLEM', what: 'Hypertrichosis, loss of topline', since: '2024' },
    { kind: 'PROCEDURE', what: 'Heart-bar shoes', detail: 'Farrier, at home', since: 25 },
    { kind: 'WEIGHT', weightKg: '418', since: 400 },
    { kind: 'WEIGHT', weightKg: '405', since: 200 },
    { kind: 'WEIGHT', weightKg: '392', since: 12 },
  ),
  pastes(
    'VET',
    'Equine laboratory',
    [420, 68, 12],
    'ACTH | 31 | 52 | 118 HH | pg/mL | < 47',
    'Insulin | | | 96 | µIU/mL | < 50',
    'Glucose | 5.4 | 5.9 | 6.9 | mmol/L | 4.3 - 6.4',
    'Fibrinogen | 2.6 | 3.1 | 4.4 | g/L | 2 - 4',
    'Serum amyloid A | 2 | 4 | 38 | mg/L | 0 - 20',
    'GGT | 18 | 21 | 24 | U/L | 10 - 45',
  ),
]

/** A dog before chemotherapy: what her blood said, in the units of the practice. */
export const LUNA: Step[] = [
  writes(
    'OWNER',
    { kind: 'SYMPTOM', what: 'Lumps under the jaw, the size of grapes', since: 24, severity: 'MODERATE' },
    { kind: 'SYMPTOM', what: 'Lumps behind the knees', since: 19, severity: 'MODERATE' },
    { kind: 'WEIGHT', weightKg: '29.8', since: 120 },
    { kind: 'WEIGHT', weightKg: '29.1', since: 5 },
  ),
  pastes(
    'VET',
    'University laboratory',
    [120, 21, 5],
    'Calcium | 10.1 | 10.4 | 10.8 | mg/dL | 9.0 - 11.8',
    'LDH | 88 | 260 | 412 | U/L | 40 - 140',
    'Albumin | 3.4 | 3.1 | 2.9 | g/dL | 2.7 - 3.9',
    'Creatinine | 1.0 | 1.1 | 1.0 | mg/dL | 0.5 - 1.6',
    'Haematocrit | 46 | 41 | 36 | % | 37 - 55',
    'Platelets | 288 | 201 | 142 | K/µL | 148 - 484',
    'Lymphocytes | 2.1 | 4.8 | 7.9 | K/µL | 1.0 - 4.8',
  ),
]
