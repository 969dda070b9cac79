import type { DicomFacts } from '#lib/files/dicom.ts'
import { identityOf } from './names.ts'
import { planeOf } from './order.ts'

// Which study and series a file belongs to, by what it says of itself alone: so any pile, in any order and by any number of
// workers, falls into the same groups. Pure.

/** Media Storage Directory: the index of a disc, not a picture. */
const DICOMDIR = '1.2.840.10008.1.3.10'

/** Keys are the same for files that belong together; what differs among them (`study`, `series`) is merged by `merged`. */
export type Place = {
  studyKey: string
  seriesKey: string
  study: StudyFacts
  series: SeriesFacts
  /** '' when the file does not say. */
  sopUid: string
  frames: number
}

export type StudyFacts = {
  uid: string | null
  /** YYYY-MM-DD, or '' when not known. */
  date: string
  description: string | null
  patientName: string | null
  responsiblePerson: string | null
  species: string | null
}

export type SeriesFacts = {
  uid: string | null
  number: number | null
  modality: string | null
  description: string | null
  bodyPart: string | null
  /** Has something to look at. */
  picture: boolean
  /** What tells this stack from others of its series: "512 × 512, axial", "overview". */
  stack: string
}

const PLANE_WORDS = { X: 'sagittal', Y: 'dorsal', Z: 'transverse' } as const

/** Null for the index of a disc. Files without UIDs are grouped by what they do say. */
export function placeOf(facts: DicomFacts): Place | null {
  if (facts.sopClass === DICOMDIR || isEmpty(facts)) return null
  const { studyUid, seriesUid, studyDate, modality, seriesDescription, frames } = facts
  const stack = stackOf(facts)
  const who = identityOf(facts.patientName, facts.patientId)
  const study = studyUid ?? `none ${studyDate ?? ''} ${modality ?? ''}`
  const series = seriesUid ?? `none ${modality ?? ''} ${facts.seriesNumber ?? ''} ${seriesDescription ?? ''}`
  return {
    studyKey: `${study}|${who}`.slice(0, 400),
    seriesKey: `${series}|${stack}`.slice(0, 400),
    study: {
      uid: studyUid,
      date: studyDate ?? '',
      description: facts.description,
      patientName: facts.patientName,
      responsiblePerson: facts.responsiblePerson,
      species: facts.species,
    },
    series: {
      uid: seriesUid,
      number: facts.seriesNumber ?? null,
      modality,
      description: seriesDescription,
      bodyPart: facts.bodyPart,
      picture: frames > 0,
      stack,
    },
    sopUid: facts.instanceUid ?? '',
    frames,
  }
}

/** A cut-off file of which nothing was left but its beginning. */
const isEmpty = ({ studyUid, seriesUid, instanceUid, modality, frames }: DicomFacts): boolean =>
  !studyUid && !seriesUid && !instanceUid && !modality && frames === 0

/**
 * Slices that do not fit on one another (another size, another plane, the overview of a CT) are scrolled apart. X-rays and
 * ultrasound have no place in space: each picture may have a size of its own, and they stay together.
 */
function stackOf({ frames, rows, columns, orientation, localizer, modality }: DicomFacts): string {
  if (frames === 0) return `no picture ${modality ?? ''}`.trim()
  if (localizer) return 'overview'
  const plane = planeOf(orientation)
  return plane ? `${columns} × ${rows}, ${PLANE_WORDS[plane]}` : ''
}

/** Of two texts the lower one by bytes, as PostgreSQL's least() gives under collation "C"; one that is absent gives way. */
export function lower(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) <= 0 ? a : b
}

const lowerNumber = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

/** What two files say of their study; whichever comes first, the same. */
export const mergedStudy = (a: StudyFacts, b: StudyFacts): StudyFacts => ({
  uid: lower(a.uid, b.uid),
  date: a.date > b.date ? a.date : b.date,
  description: lower(a.description, b.description),
  patientName: lower(a.patientName, b.patientName),
  responsiblePerson: lower(a.responsiblePerson, b.responsiblePerson),
  species: lower(a.species, b.species),
})

export const mergedSeries = (a: SeriesFacts, b: SeriesFacts): SeriesFacts => ({
  uid: lower(a.uid, b.uid),
  number: lowerNumber(a.number, b.number),
  modality: lower(a.modality, b.modality),
  description: lower(a.description, b.description),
  bodyPart: lower(a.bodyPart, b.bodyPart),
  picture: a.picture || b.picture,
  stack: lower(a.stack, b.stack) ?? '',
})
