import sharp from 'sharp'
import type { RecordKind } from '#lib/db/generated/enums.ts'
import { labCsv } from '#lib/fixtures/csv.ts'
import { usCine } from '#lib/fixtures/dicom-cine.ts'
import { ctSeries, dxImage } from '#lib/fixtures/dicom.ts'
import type { FixtureFacts } from '#lib/fixtures/facts.ts'
import { photoJpeg, xrayJpeg } from '#lib/fixtures/jpeg.ts'
import { buildPdf } from '#lib/fixtures/pdf-page.ts'
import { clinicHistoryPdf, labReportPdf, referralLetterPdf } from '#lib/fixtures/pdf.ts'

/** What a demo file is: which generator makes it. */
export type FileSort =
  | 'history'
  | 'bloods'
  | 'values'
  | 'letter'
  | 'histology'
  | 'photo'
  | 'skin'
  | 'eye'
  | 'xray'
  | 'dicom'
  | 'stray'
  | 'ct'
  | 'cine'
  | 'clip'
  | 'note'
  | 'receipt'

export type DemoFile = { name: string; type: string; bytes: Uint8Array; kind: RecordKind }

const SLICES = 24
/** Small: the demo is made while somebody waits. */
const PHOTO = { width: 320, height: 240 }
const PDF = 'application/pdf'
const JPEG = 'image/jpeg'
const DICOM = 'application/dicom'

/** The files of one record: one, or a CT's slices. `title` names them and is part of the seed. */
export async function makeFiles(sort: FileSort, title: string, facts: FixtureFacts): Promise<DemoFile[]> {
  const seed = `${facts.patient}:${title}`
  const one = (bytes: Uint8Array, extension: string, type: string, kind: RecordKind): DemoFile[] => [
    { name: `${title}.${extension}`, type, bytes, kind },
  ]
  switch (sort) {
    case 'history':
      return one(await clinicHistoryPdf(seed, facts), 'pdf', PDF, 'HISTORY')
    case 'bloods':
      return one(await labReportPdf(seed, facts), 'pdf', PDF, 'LAB')
    case 'values':
      return one(labCsv(seed, facts), 'csv', 'text/csv', 'LAB')
    case 'letter':
      return one(await referralLetterPdf(seed, facts), 'pdf', PDF, 'LETTER')
    case 'histology':
      return one(await histologyPdf(facts), 'pdf', PDF, 'PATHOLOGY')
    case 'photo':
      return one(await photoJpeg(seed, { subject: 'coat', ...PHOTO }), 'jpg', JPEG, 'PHOTO')
    case 'skin':
      return one(await photoJpeg(seed, { subject: 'skin', ...PHOTO }), 'jpg', JPEG, 'PHOTO')
    case 'eye':
      return one(await photoJpeg(seed, { subject: 'eye', ...PHOTO }), 'jpg', JPEG, 'PHOTO')
    case 'xray':
      return one(await xrayJpeg(seed, PHOTO), 'jpg', JPEG, 'IMAGING')
    case 'dicom':
      return one(film(seed, title, facts), 'dcm', DICOM, 'IMAGING')
    case 'stray':
      // Somebody took the wrong disc from the shelf.
      return one(film(seed, title, { ...facts, patient: 'Bella', owner: 'Vera Stone' }), 'dcm', DICOM, 'IMAGING')
    case 'cine':
      return one(usCine(seed, facts), 'dcm', DICOM, 'IMAGING')
    case 'ct':
      return ctSeries(seed, facts, SLICES, bodyPart(title)).map((bytes, slice) => ({
        name: `${title} ${String(slice + 1).padStart(3, '0')}.dcm`,
        type: DICOM,
        bytes,
        kind: 'IMAGING',
      }))
    case 'clip':
      return one(await clipGif(seed), 'gif', 'image/gif', 'VIDEO')
    case 'receipt':
      return one(await receiptPdf(facts), 'pdf', PDF, 'HISTORY')
    case 'note':
      return one(Buffer.from(noteText(facts), 'utf8'), 'txt', 'text/plain', 'OTHER')
  }
}

/** One view: those of one day are one examination. */
const film = (seed: string, title: string, facts: FixtureFacts): Buffer =>
  dxImage(seed, facts, { study: facts.date, view: title, bodyPart: bodyPart(title) })

const PARTS: readonly (readonly [RegExp, string])[] = [
  [/thorax/i, 'CHEST'],
  [/abdomen/i, 'ABDOMEN'],
  [/pelvis/i, 'PELVIS'],
  [/stifle/i, 'STIFLE'],
  [/hock/i, 'TARSUS'],
  [/fore/i, 'FORELIMB'],
  [/nose/i, 'NOSE'],
  [/skull/i, 'SKULL'],
]

const bodyPart = (title: string): string => PARTS.find(([words]) => words.test(title))?.[1] ?? 'WHOLEBODY'

/** What an owner is handed at the desk, and takes for the history. */
function receiptPdf(facts: FixtureFacts): Promise<Buffer> {
  return buildPdf(`Invoice, ${facts.patient}`, facts, (page) => {
    page.title('Tax invoice')
    page.facts([
      ['Practice', facts.practice],
      ['Client', facts.owner],
      ['Patient', facts.patient],
      ['Date', facts.date],
    ])
    page.table(
      [280, 60, 80],
      [
        ['Item', 'Quantity', 'Amount'],
        ['Consultation', '1', '48.00'],
        ['Blood panel, in house', '1', '96.50'],
        ['Medicines dispensed', '2', '37.20'],
        ['Subtotal', '', '181.70'],
        ['VAT 20%', '', '36.34'],
        ['Total', '', '218.04'],
      ],
    )
    page.paragraph('Paid by card. Thank you for your visit.')
  })
}

/** A pathologist's report in the manner of a laboratory's printout. */
function histologyPdf(facts: FixtureFacts): Promise<Buffer> {
  return buildPdf(`Pathology report, ${facts.patient}`, facts, (page) => {
    page.title('Pathology report')
    page.facts([
      ['Patient', `${facts.patient}, ${facts.species}, ${facts.breed}`],
      ['Submitted by', `${facts.vet}, ${facts.practice}`],
      ['Reported', facts.date],
      ['Clinical question', facts.problem],
    ])
    page.heading('Microscopy')
    page.paragraph(
      'Sections show the tissue named on the form, fixed well, with the border marked in ink. The population described is moderately cellular; nuclei vary little in size, and mitoses are counted over ten fields at high power. Vessels and lymphatics in the section are free of tumour.',
    )
    page.heading('Comment')
    page.paragraph(
      'The findings are to be read together with the history and the images. Special stains can be added to the block within four weeks.',
    )
    page.paragraph('This report was generated for demonstration. It describes no real animal.')
  })
}

const FRAMES = 8
const [WIDTH, HEIGHT] = [240, 180]

/** A short clip in motion, as a phone might take of an animal at rest: the chest rises and falls. */
async function clipGif(seed: string): Promise<Buffer> {
  const still = await photoJpeg(seed, { subject: 'coat', width: WIDTH + 24, height: HEIGHT + 24 })
  const frames = await Promise.all(
    Array.from({ length: FRAMES }, (_, frame) => {
      const breath = Math.round(8 + 8 * Math.sin((frame / FRAMES) * 2 * Math.PI))
      return sharp(still).extract({ left: 12, top: breath, width: WIDTH, height: HEIGHT }).toBuffer()
    }),
  )
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: 140, colours: 32 })
    .toBuffer()
}

const noteText = ({ patient, owner, date }: FixtureFacts): string =>
  [
    `Diary of ${patient}, kept by ${owner} until ${date}`,
    '',
    'Day 1   ate half, slept a lot, one walk round the garden',
    'Day 2   ate everything, brighter, no tablets refused',
    'Day 3   restless at night, drank more than usual (a full bowl by the morning)',
    'Day 4   good day',
    'Day 5   ate half, hid in the afternoon, came out for the evening',
    '',
    'Insurance: policy covers opinions of specialists when the vet has asked for them. Number on request.',
    '',
  ].join('\n')
