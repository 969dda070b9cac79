import type { Side } from '#lib/db/generated/enums.ts'

// What a screen knows of the imaging of a case. Pure types: the list costs no look, opening a series does.

/**
 * A series as a list shows it: only what this reader may see now is counted. `shows` is NO_PICTURE for reports, plans,
 * waveforms and the like, which can be downloaded and not looked at.
 */
export type SeriesView = {
  id: string
  number: number | null
  modality: string | null
  description: string | null
  bodyPart: string | null
  /** Files of it. */
  images: number
  /** Pictures in them: a cine loop is one image of many frames. */
  frames: number
  /** An address of our own origin; null while none is made, or when none could be made. */
  thumbnail: string | null
  holder: Side
  shows: 'IMAGES' | 'NO_PICTURE'
}

export type StudyView = {
  id: string
  /** YYYY-MM-DD */
  date: string | null
  description: string | null
  /** DICOM's codes (CT, DX, US ...), each once. */
  modalities: string[]
  bodyParts: string[]
  /** Sentences on names in the images that do not fit the case; none once somebody has said that they are right. */
  flags: string[]
  /** Who said so. */
  namesConfirmedBy: Side | null
  holder: Side
  /** The reader's side holds all of it. */
  own: boolean
  series: SeriesView[]
}

/** GET /api/cases/:caseId/imaging */
export type ImagingView = {
  /** Newest examination first, fifty at a time. */
  studies: StudyView[]
  /** For ?after= of the next fifty. */
  next: string | null
}

export type SeriesImage = {
  recordId: string
  name: string
  instanceNumber: number | null
  /** 0 when it holds no picture. */
  frames: number
  rows: number | null
  columns: number | null
  /** UID */
  transferSyntax: string | null
  /** Null when the viewer can show it; else why it cannot, in words. */
  viewable: string | null
  /** For `fetch`: the object store's own address, good until `expiresAt`. */
  url: string
}

/** POST /api/cases/:caseId/imaging/:seriesId { again?: boolean }: images in the order of slices. */
export type SeriesImages = {
  seriesId: string
  /** ISO 8601; at most 60 seconds away. Ask with `again: true` for fresh links: that is no second look. */
  expiresAt: string
  images: SeriesImage[]
}
