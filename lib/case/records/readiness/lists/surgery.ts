import type { ReadinessItem } from '../schema.ts'
import { AAHA_REFERRAL, bloods, helps, HISTORY, images, lab, MEDICATIONS, must, record, WEIGHT } from './parts.ts'

// What surgeons and readers of images ask for before they answer.

const SCREENING = 'Positioning rules of the hip and elbow schemes (OFA; BVA and Kennel Club)'
const ACVR = 'ACVR and ECVDI: images for a radiologist come as DICOM, with the history'
const USUAL = 'Usual practice of referral hospitals'

export const ORTHOPAEDICS: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must('joint-xrays', images(['XRAY', 'CT'], 'LIMB', 'SPINE'), {
    name: 'X-rays of the joint or bone',
    owner: 'Ask for the original files (DICOM): the sick side and the healthy one.',
    vet: 'Two projections at right angles, both sides, with a scale, as DICOM.',
    why: 'Angles and sizes for an operation are measured on the original images.',
    ...{ days: 60, source: SCREENING },
  }),
  must('video', record('VIDEO'), {
    name: 'Video of the walk',
    owner: 'Half a minute of walk and trot, from the side, from the front and from behind.',
    vet: 'Walk and trot on firm ground; stairs if they are the trouble.',
    why: 'Lameness is seen in motion.',
    ...{ days: 60, source: USUAL },
  }),
  helps('bloods', lab(), {
    name: 'Blood results',
    owner: 'Ask for the laboratory’s own sheets.',
    vet: 'Haematology and biochemistry before an anaesthesia.',
    why: 'They tell whether an anaesthesia is safe.',
    ...{ days: 90, source: AAHA_REFERRAL },
  }),
  WEIGHT,
]

export const SURGERY: ReadinessItem[] = [
  HISTORY,
  MEDICATIONS,
  must('images', images(['XRAY', 'ULTRASOUND', 'CT', 'MRI']), {
    name: 'Images of the place',
    owner: 'X-rays, ultrasound, CT or MRI, as original files (DICOM).',
    vet: 'The study that the plan rests on, as DICOM.',
    why: 'A surgeon plans on the images, not on their report.',
    ...{ days: 45, source: ACVR },
  }),
  bloods(30, 'They tell whether an anaesthesia is safe.'),
  helps('clotting', lab('CLOTTING'), {
    name: 'Clotting times',
    owner: 'A blood test before some operations; ask whether it was done.',
    vet: 'PT, aPTT, platelets, where liver, spleen or a large tumour is to be operated on.',
    why: 'It warns of bleeding.',
    ...{ days: 30, source: USUAL },
  }),
  helps('pathology', record('PATHOLOGY'), {
    name: 'Pathology report',
    owner: 'If cells or tissue were looked at: the laboratory’s report.',
    vet: 'Cytology or biopsy of what is to be taken out.',
    why: 'How wide to cut depends on what it is.',
    source: USUAL,
  }),
  WEIGHT,
]

export const IMAGING: ReadinessItem[] = [
  must('images', images(['XRAY', 'ULTRASOUND', 'CT', 'MRI']), {
    name: 'Original images',
    owner: 'Ask for the disc or the download (DICOM). Photos of a screen cannot be read again.',
    vet: 'The whole study as DICOM, not exported pictures.',
    why: 'Grey levels and sizes are lost in a photo or a PDF.',
    ...{ days: 180, source: ACVR },
  }),
  must('history', record('HISTORY', 'LETTER'), {
    name: 'Clinic notes',
    owner: 'Ask your practice for the notes that belong to the images.',
    vet: 'Signs, findings and the question to the images.',
    why: 'The same shadow means different things in different patients.',
    source: ACVR,
  }),
  must(
    'diagnosis',
    { by: 'FIELD', field: 'DIAGNOSIS' },
    {
      name: 'What is suspected so far',
      owner: 'Write what your vet thinks it is.',
      vet: 'Working diagnosis and differentials.',
      why: 'A reader finds more when they know what is looked for.',
      source: ACVR,
    },
  ),
  helps('earlier', record('LETTER'), {
    name: 'The first reading',
    owner: 'The report that was written on the images, if there is one.',
    vet: 'The first report, so that both can be compared.',
    why: 'A second reading answers the first.',
    source: AAHA_REFERRAL,
  }),
]
