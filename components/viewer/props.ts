import type { ImagingView } from '#lib/case/records/imaging/view.ts'
import type { CaseImages } from './images.ts'

export type ViewerProps = {
  caseId: string
  /** Whose measurements are kept in this browser. */
  reader: string
  patient: string
  /** Read again whenever something happens on the case: a series that is gone from it is closed. */
  imaging: ImagingView
  /** The series to open first; null when there is none with a picture. */
  wanted: string | null
  mayAttach: boolean
  mayRecommend: boolean
  images: CaseImages
}
