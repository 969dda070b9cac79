import type { ReadinessItem } from '../schema.ts'
import {
  AAHA_REFERRAL,
  bloods,
  helps,
  HISTORY,
  images,
  lab,
  MEDICATIONS,
  must,
  record,
  TIMELINE,
  WEIGHT,
} from './parts.ts'

// What specialists of medicine ask for before they answer.

const ACVIM_HEART = 'ACVIM consensus statements on valve disease in dogs (2019) and heart muscle disease in cats (2020)'
const ACVIM_PRESSURE = 'ACVIM consensus statement on hypertension (2018)'
const IRIS = 'IRIS staging of kidney disease'
const AAHA_ONCOLOGY = 'AAHA oncology guidelines for dogs and cats (2016)'
const IVETF = 'International Veterinary Epilepsy Task Force, consensus of 2015'
const ICADA = 'ICADA guidelines on diagnosing atopic dermatitis in dogs (2015)'
const USUAL = 'Usual practice of referral hospitals'

export const CARDIOLOGY: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must('chest-xrays', images(['XRAY'], 'CHEST'), {
    name: 'Chest X-rays',
    owner: 'Ask for the original files (DICOM), not for photos of a screen.',
    vet: 'Two projections, right lateral and DV or VD, as DICOM.',
    why: 'They show the size of the heart and whether there is fluid in the lungs.',
    ...{ days: 30, source: ACVIM_HEART },
  }),
  must('echo', images(['ULTRASOUND'], 'CHEST'), {
    name: 'Heart ultrasound',
    owner: 'Ask for the clips and pictures themselves, and for the measurements.',
    vet: 'Clips and stills as DICOM, with the measured values.',
    why: 'Which heart disease it is, and how far it has come, is told by the echo.',
    ...{ days: 180, source: ACVIM_HEART },
  }),
  bloods(90, 'Kidneys and salts decide which heart medicines are safe.', ACVIM_HEART),
  helps('heart-marker', lab('HEART'), {
    name: 'NT-proBNP or troponin',
    owner: 'A blood test of the heart; ask whether it was done.',
    vet: 'Value with method and reference range.',
    why: 'It helps to tell heart disease from disease of the lungs.',
    ...{ days: 180, source: ACVIM_HEART },
  }),
  helps('thyroid', lab('THYROID'), {
    name: 'Thyroid value (T4)',
    owner: 'For cats: a blood test of the thyroid gland.',
    vet: 'Total T4, cats above six years.',
    why: 'An overactive thyroid thickens the heart muscle too.',
    ...{ days: 180, species: ['CAT'], source: ACVIM_PRESSURE },
  }),
  WEIGHT,
]

export const INTERNAL_MEDICINE: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  bloods(30, 'Most inner illnesses are followed by their values, so fresh ones count.'),
  must('urine', lab('URINE'), {
    name: 'Urine results',
    owner: 'Ask whether urine was tested, and for the sheet.',
    vet: 'Specific gravity, dipstick, sediment; protein to creatinine ratio if there is protein.',
    why: 'Blood values of the kidneys cannot be judged without it.',
    ...{ days: 30, source: IRIS },
  }),
  helps('abdomen', images(['ULTRASOUND', 'CT'], 'ABDOMEN'), {
    name: 'Ultrasound of the belly',
    owner: 'Ask for the pictures themselves, not only for the report.',
    vet: 'Stills and clips as DICOM, with the report.',
    why: 'It shows the organs that the values speak of.',
    ...{ days: 90, source: USUAL },
  }),
  helps('chest-xrays', images(['XRAY', 'CT'], 'CHEST'), {
    name: 'Chest X-rays',
    owner: 'Ask for the original files (DICOM).',
    vet: 'Two or three projections as DICOM.',
    why: 'They find what an examination of the belly cannot.',
    ...{ days: 90, source: USUAL },
  }),
  TIMELINE,
  WEIGHT,
]

export const ONCOLOGY: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must('pathology', record('PATHOLOGY'), {
    name: 'Pathology report',
    owner: 'The laboratory’s report on the tissue or the cells, all pages.',
    vet: 'Cytology or histology with margins, grade and any special stains.',
    why: 'Treatment follows the kind and grade of a tumour; a guess is not enough.',
    source: AAHA_ONCOLOGY,
  }),
  must('chest-images', images(['XRAY', 'CT'], 'CHEST'), {
    name: 'Chest X-rays or CT',
    owner: 'Ask for the original files (DICOM).',
    vet: 'Three projections or CT, as DICOM.',
    why: 'Whether a tumour has spread to the lungs changes every plan.',
    ...{ days: 30, source: AAHA_ONCOLOGY },
  }),
  bloods(30, 'They tell which treatment the body can bear.', AAHA_ONCOLOGY),
  helps('abdomen', images(['ULTRASOUND', 'CT'], 'ABDOMEN'), {
    name: 'Ultrasound or CT of the belly',
    owner: 'Ask for the pictures themselves.',
    vet: 'As DICOM, with the report; aspirates of spleen, liver or nodes if taken.',
    why: 'Liver, spleen and lymph nodes are where many tumours go next.',
    ...{ days: 45, source: AAHA_ONCOLOGY },
  }),
  helps('photo', record('PHOTO'), {
    name: 'Photo of the lump',
    owner: 'In daylight, once from near with a ruler or a coin beside it, once from farther away.',
    vet: 'With a scale, and the size in three directions.',
    why: 'Place and size say whether it can be taken out whole.',
    source: USUAL,
  }),
  WEIGHT,
]

export const NEUROLOGY: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must('video', record('VIDEO'), {
    name: 'Video of the signs',
    owner: 'Film a seizure, or how your animal walks: from the side and from behind, on firm ground.',
    vet: 'Gait from the side and behind, or an episode from its start.',
    why: 'Signs come and go; a film shows them as they are.',
    source: IVETF,
  }),
  helps('mri', images(['MRI', 'CT'], 'HEAD', 'SPINE'), {
    name: 'MRI or CT of head or spine',
    owner: 'Ask for the disc or the download of the whole study.',
    vet: 'The whole study as DICOM, all sequences.',
    why: 'If there is one, it spares a second anaesthesia.',
    source: IVETF,
  }),
  bloods(90, 'Liver, sugar and salts can cause the same signs as a sick brain.', IVETF),
  TIMELINE,
  WEIGHT,
]

export const DERMATOLOGY: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must('photos', record('PHOTO'), {
    name: 'Photos of the skin',
    owner: 'In daylight: the whole animal from both sides, then each place from near.',
    vet: 'Overview and close-ups of typical lesions, before treatment if you have them.',
    why: 'Where it is and what it looks like leads to most diagnoses of the skin.',
    ...{ days: 90, source: ICADA },
  }),
  helps('skin-tests', record('PATHOLOGY', 'LAB'), {
    name: 'Skin tests so far',
    owner: 'Results of scrapings, swabs, cultures, allergy tests or biopsies.',
    vet: 'Cytology, scrapings, trichogram, culture with sensitivity, biopsy.',
    why: 'Mites and infections are ruled out before allergy is named.',
    ...{ days: 365, source: ICADA },
  }),
  TIMELINE,
  WEIGHT,
]

export const OPHTHALMOLOGY: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must('photos', record('PHOTO'), {
    name: 'Photos of both eyes',
    owner: 'Without flash in a bright room, and once with flash from an arm’s length; both eyes.',
    vet: 'Both eyes, with and without fluorescein; the fundus if you have it.',
    why: 'The healthy eye is the measure of the sick one.',
    ...{ days: 30, source: USUAL },
  }),
  helps('eye-ultrasound', images(['ULTRASOUND'], 'EYE', 'HEAD'), {
    name: 'Ultrasound of the eye',
    owner: 'If it was done, ask for the pictures.',
    vet: 'As DICOM, both eyes.',
    why: 'It shows what lies behind a clouded lens.',
    ...{ days: 90, source: USUAL },
  }),
  helps('bloods', lab(), {
    name: 'Blood results',
    owner: 'Ask for the laboratory’s own sheets.',
    vet: 'Haematology, biochemistry with glucose; blood pressure in older cats.',
    why: 'Many diseases of the eye begin elsewhere in the body.',
    ...{ days: 90, source: ACVIM_PRESSURE },
  }),
  WEIGHT,
]

export const EXOTICS: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must(
    'weight',
    { by: 'FIELD', field: 'WEIGHT' },
    {
      name: 'Body weight',
      owner: 'On kitchen scales, in grams, on several days if you can.',
      vet: 'Current weight in grams, and its course.',
      why: 'A small animal hides illness until its weight has fallen.',
      source: USUAL,
    },
  ),
  must('photo', record('PHOTO', 'VIDEO'), {
    name: 'Photos of animal and home',
    owner: 'The animal, its cage or enclosure with lamps and floor, and what it eats.',
    vet: 'Animal, enclosure, lighting and diet.',
    why: 'Housing and food cause most illnesses of these animals.',
    ...{ days: 90, source: USUAL },
  }),
  helps('images', images(['XRAY', 'CT', 'ULTRASOUND']), {
    name: 'X-rays or other images',
    owner: 'Ask for the original files (DICOM).',
    vet: 'Two projections as DICOM.',
    why: 'In a small body a picture often tells more than a hand can feel.',
    ...{ days: 60, source: USUAL },
  }),
  helps('bloods', lab(), {
    name: 'Blood results',
    owner: 'If blood was taken, ask for the sheets.',
    vet: 'With the laboratory’s ranges for the species.',
    why: 'Only the laboratory’s own ranges for this species can be compared.',
    ...{ days: 60, source: AAHA_REFERRAL },
  }),
  TIMELINE,
]
