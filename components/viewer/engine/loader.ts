import { imageLoader, type Types } from '@cornerstonejs/core'
import dicomImageLoader from '@cornerstonejs/dicom-image-loader'
import { loadImageFromDataSet } from '@cornerstonejs/dicom-image-loader/wadouri/loadImage'
import type { DataSet } from 'dicom-parser'
import type { CaseImages } from '../images.ts'
import { CUT_SHORT, NO_PICTURE } from './failure.ts'
import { fullColour } from './full-colour.ts'
import { asPart10 } from './part10.ts'
import { fileAddress, recordIdIn } from './slots.ts'
import { Unreadable } from './unreadable.ts'
import { holdsFrame } from './whole.ts'

// Where the library gets its images: by a stable name from us, never by a link of its own, which would run out.

const { dataSetCacheManager, parseImageId } = dicomImageLoader.wadouri

let source: CaseImages | undefined

/** From here on images are read from this case. */
export function readImagesFrom(images: CaseImages): void {
  source = images
  imageLoader.registerImageLoader('wadouri', loadRecord)
}

/** The parsed file of a record, while the library holds it. */
export const fileOf = (recordId: string): DataSet | undefined => {
  const address = fileAddress(recordId)
  return dataSetCacheManager.isLoaded(address) ? dataSetCacheManager.get(address) : undefined
}

async function readBytes(address: string): Promise<ArrayBuffer> {
  if (!source) throw new Error('No case is open')
  return asPart10(await source.bytes(recordIdIn(address)))
}

/** Not the library's own: that one never settles when a file parses and its picture does not. */
function loadRecord(imageId: string, options?: Record<string, unknown>): Types.IImageLoadObject {
  const { url } = parseImageId(imageId)
  const promise = draw(imageId, options).catch((error: unknown) => {
    throw new Unreadable(error)
  })
  return { promise, decache: () => dataSetCacheManager.unload(url) }
}

async function draw(imageId: string, options: Record<string, unknown> | undefined): Promise<Types.IImage> {
  const { url, pixelDataFrame = 0 } = parseImageId(imageId)
  const file = await dataSetCacheManager.load(url, readBytes, imageId)
  if (!PICTURES.some((tag) => file.elements[tag])) throw new Error(NO_PICTURE)
  if (!holdsFrame(file, pixelDataFrame)) throw new Error(CUT_SHORT)
  fullColour(file)
  const image = await loadImageFromDataSet(file, imageId, pixelDataFrame, url, options).promise
  return image as unknown as Types.IImage
}

/** Pixel Data, Float Pixel Data, Double Float Pixel Data. */
const PICTURES = ['x7fe00010', 'x7fe00008', 'x7fe00009']
