import type { SeriesImages } from '#lib/case/records/imaging/view.ts'

/** One picture of a series in the order in which it is scrolled: a file, or one frame of a file. */
export type Slot = {
  recordId: string
  name: string
  /** From 1; null in a file of one picture. */
  frame: number | null
  /** The drawing library's stable name for it; links to the bytes come and go behind it. */
  imageId: string
  /** Why it cannot be shown, known before it is tried. */
  refused: string | null
}

const SCHEME = 'wadouri:'
const FOLDER = '/records/'

/** The address under which the library keeps the parsed file of a record. */
export const fileAddress = (recordId: string): string => FOLDER + recordId

/** "/records/<id>" or "wadouri:/records/<id>?frame=2" -> "<id>" */
export const recordIdIn = (address: string): string =>
  address.slice(address.indexOf(FOLDER) + FOLDER.length).replace(/\?.*$/, '')

/** The pictures of a series; a file without a picture, or one that is refused, takes one place and says so there. */
export function slotsOf({ images }: SeriesImages): Slot[] {
  return images.flatMap(({ recordId, name, frames, viewable }): Slot[] => {
    const imageId = SCHEME + fileAddress(recordId)
    if (viewable !== null || frames <= 1) return [{ recordId, name, frame: null, imageId, refused: viewable }]
    return Array.from({ length: frames }, (_, at) => ({
      recordId,
      name,
      frame: at + 1,
      imageId: `${imageId}?frame=${at + 1}`,
      refused: null,
    }))
  })
}
