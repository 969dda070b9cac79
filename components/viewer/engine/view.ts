import { cache, Enums, metaData, type Types } from '@cornerstonejs/core'
import { fileOf } from './loader.ts'
import { planeOf, type Plane } from './matching.ts'
import { type Edges, edgesOf } from './orientation.ts'
import { presetsFor, rangeOf, type Preset, type Window, windowOf } from './presets.ts'
import { recordIdIn } from './slots.ts'

// How an image lies on the screen. Every change is drawn at once.

type View = Types.IStackViewport

/** Pixels of the screen for one of the image. */
export function scaleOf(view: View): number {
  const { parallelScale } = view.getCamera()
  const spacing = view.getImageData()?.spacing?.[1] ?? 1
  return parallelScale ? (spacing * view.canvas.height) / (2 * parallelScale) : 1
}

export function setScale(view: View, scale: number): void {
  view.setZoom((view.getZoom() * scale) / scaleOf(view))
  view.render()
}

export function zoomBy(view: View, factor: number): void {
  view.setZoom(view.getZoom() * factor)
  view.render()
}

/** The whole image, as large as it goes. Turns and flips stay. */
export function fit(view: View): void {
  const { rotation = 0, flipHorizontal = false, flipVertical = false } = view.getViewPresentation()
  view.resetCamera()
  view.setViewPresentation({ rotation, flipHorizontal, flipVertical })
  view.render()
}

/** A quarter turn to the right. */
export function turn(view: View): void {
  const { rotation = 0 } = view.getViewPresentation()
  view.setViewPresentation({ rotation: (rotation + 90) % 360 })
  view.render()
}

export function flip(view: View, way: 'across' | 'over'): void {
  const { flipHorizontal = false, flipVertical = false } = view.getCamera()
  view.setCamera(way === 'across' ? { flipHorizontal: !flipHorizontal } : { flipVertical: !flipVertical })
  view.render()
}

export function invert(view: View): void {
  view.setProperties({ invert: !view.getProperties().invert })
  view.render()
}

export function setWindow(view: View, window: Window): void {
  view.setProperties({ voiRange: rangeOf(window) })
  view.render()
}

/** Null for colour, where a window has no meaning. */
export function windowNow(view: View): Window | null {
  const { voiRange } = view.getProperties()
  return voiRange && !view.getCornerstoneImage()?.color ? windowOf(voiRange) : null
}

export function presetsNow(view: View, modality: string | null): Preset[] {
  const image = view.getCornerstoneImage()
  if (!image || image.color) return []
  const found = metaData.get('voiLutModule', image.imageId) as
    { windowWidth?: number[]; windowCenter?: number[]; windowCenterWidthExplanation?: string | string[] } | undefined
  const names = [found?.windowCenterWidthExplanation ?? []].flat()
  const inFile = (found?.windowWidth ?? []).map((width, at) => ({
    width: Number(width),
    level: Number(found?.windowCenter?.[at]),
    name: names[at],
  }))
  return presetsFor(modality, inFile)
}

/** Where the slice lies, as far as the file is in and says so. */
export function planeNow(imageId: string | undefined): Plane | null {
  if (!imageId) return null
  const plane = metaData.get(Enums.MetadataModules.IMAGE_PLANE, imageId) as
    { frameOfReferenceUID?: string; imagePositionPatient?: unknown; imageOrientationPatient?: unknown } | undefined
  return planeOf(plane?.frameOfReferenceUID, plane?.imagePositionPatient, plane?.imageOrientationPatient)
}

/** What lies at the edges of the screen; null where the file does not say how the animal lay. */
export function edgesNow(view: View): Edges | null {
  const image = view.getCornerstoneImage()
  if (!image || !planeNow(image.imageId)) return null
  const { viewUp, viewPlaneNormal } = view.getCamera()
  const file = fileOf(recordIdIn(image.imageId))
  if (!viewUp || !viewPlaneNormal || !file?.elements['x00200037']) return null
  return edgesOf(viewUp, viewPlaneNormal, file.string('x00102210')?.trim() === 'QUADRUPED')
}

/** Does the file say how large a pixel is? */
export function isMeasured(view: View): boolean {
  const image = view.getCornerstoneImage()
  if (!image) return true
  const plane = metaData.get(Enums.MetadataModules.IMAGE_PLANE, image.imageId) as
    { usingDefaultValues?: boolean; rowPixelSpacing?: number | null } | undefined
  const regions = metaData.get(Enums.MetadataModules.ULTRASOUND_ENHANCED_REGION, image.imageId) as unknown
  return (
    (Array.isArray(regions) && regions.length > 0) || (!plane?.usingDefaultValues && Boolean(plane?.rowPixelSpacing))
  )
}

/** As the file says how fast it was recorded; 10 a second where it does not. */
export function recordedSpeed(imageId: string): number {
  const cine = metaData.get('cineModule', imageId) as { frameTime?: number } | undefined
  const speed = cine?.frameTime && cine.frameTime > 0 ? 1000 / cine.frameTime : 10
  return Math.min(60, Math.max(1, Math.round(speed)))
}

/** How many images like this one fit, packed and decoded: more would drive out the first to hold the last. */
export function roomFor(view: View): number {
  const size = view.getCornerstoneImage()?.sizeInBytes ?? 0
  return size > 0 ? Math.max(1, Math.floor((0.9 * cache.getMaxCacheSize()) / size)) : 1
}
