import { eventTarget } from '@cornerstonejs/core'
import { annotation, Enums, type Types } from '@cornerstonejs/tools'
import { failsQuietly } from './quiet.ts'
import { measuredWords, type Stats } from './measured-words.ts'
import { recordIdIn } from './slots.ts'
import { MEASURES } from './tools.ts'

// Lengths, angles and areas that this reader has drawn. They stay in this browser, by series, until somebody deletes them.

export type Measured = { id: string; recordId: string; words: string }

/** What is kept: enough to draw it again, on the same image. */
type Kept = { tool: string; imageId: string; points: unknown[]; metadata: unknown; stats: Record<string, Stats> }

const key = (reader: string, seriesId: string): string => `conferral:measured:${reader}:${seriesId}`

/** An annotation of the library's, as far as it is read here. */
type Drawn = Types.Annotation & { metadata: NonNullable<Types.Annotation['metadata']> }

const { ANNOTATION_COMPLETED, ANNOTATION_MODIFIED, ANNOTATION_REMOVED } = Enums.Events

/** Tells of each measurement that is drawn, changed or deleted, on whichever image. Returns how one stops to listen. */
export function onMeasured(listener: () => void): () => void {
  const types = [ANNOTATION_COMPLETED, ANNOTATION_MODIFIED, ANNOTATION_REMOVED]
  for (const type of types) eventTarget.addEventListener(type, listener)
  return () => {
    for (const type of types) eventTarget.removeEventListener(type, listener)
  }
}

/** All that is drawn on these images. */
export function annotationsOn(imageIds: ReadonlySet<string>): Drawn[] {
  return annotation.state.getAllAnnotations().filter((one): one is Drawn => {
    const { toolName = '', referencedImageId = '' } = one.metadata ?? {}
    return MEASURES.includes(toolName) && imageIds.has(referencedImageId)
  })
}

/** What is measured on these images, in words: "Length 23.4 mm". */
export function measuredOn(imageIds: ReadonlySet<string>): Measured[] {
  return annotationsOn(imageIds).flatMap(({ annotationUID, metadata, data }) => {
    const words = measuredWords(
      metadata.toolName,
      Object.values((data['cachedStats'] ?? {}) as Record<string, Stats>)[0],
    )
    return annotationUID && words
      ? [{ id: annotationUID, recordId: recordIdIn(metadata.referencedImageId ?? ''), words }]
      : []
  })
}

/** Keeps what is drawn on a series, in this browser. */
export function keepMeasured(reader: string, seriesId: string, imageIds: ReadonlySet<string>): void {
  const kept = annotationsOn(imageIds).map(({ metadata, data }) => ({
    tool: metadata.toolName,
    imageId: metadata.referencedImageId ?? '',
    points: data.handles?.points ?? [],
    metadata: plain(metadata),
    stats: shortStats(data['cachedStats']),
  }))
  failsQuietly(() => {
    if (kept.length > 0) localStorage.setItem(key(reader, seriesId), JSON.stringify(kept))
    else localStorage.removeItem(key(reader, seriesId))
  })
}

/** Draws again what was kept, where it is not drawn already. */
export function bringBack(
  reader: string,
  seriesId: string,
  element: HTMLDivElement,
  imageIds: ReadonlySet<string>,
): void {
  const kept = failsQuietly(() => JSON.parse(localStorage.getItem(key(reader, seriesId)) ?? '[]') as Kept[])
  if (!Array.isArray(kept) || annotationsOn(imageIds).length > 0) return
  for (const { tool, imageId, points, metadata, stats } of kept) {
    if (!MEASURES.includes(tool) || !imageIds.has(imageId)) continue
    const handles = { points, activeHandleIndex: null, textBox: newTextBox() }
    const again = { metadata, data: { label: '', cachedStats: stats, handles }, highlighted: false, invalidated: true }
    failsQuietly(() => annotation.state.addAnnotation(again as unknown as Types.Annotation, element))
  }
}

/** The values alone: of an area the library also holds every point in it. */
function shortStats(stats: unknown): Record<string, Stats> {
  const short = (one: Stats) => Object.entries(one).filter(([, value]) => ['number', 'string'].includes(typeof value))
  return Object.fromEntries(
    Object.entries((stats ?? {}) as Record<string, Stats>).map(([name, one]) => [name, Object.fromEntries(short(one))]),
  )
}

const newTextBox = () => ({
  hasMoved: false,
  worldPosition: [0, 0, 0],
  worldBoundingBox: { topLeft: [0, 0, 0], topRight: [0, 0, 0], bottomLeft: [0, 0, 0], bottomRight: [0, 0, 0] },
})

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

export function removeMeasured(id: string): void {
  annotation.state.removeAnnotation(id)
}

/** Those that are selected, or else the one drawn last. */
export function lastMeasured(imageIds: ReadonlySet<string>): string | undefined {
  const drawn = annotationsOn(imageIds)
  const picked = drawn.filter(
    ({ annotationUID }) => annotationUID && annotation.selection.isAnnotationSelected(annotationUID),
  )
  return (picked.at(-1) ?? drawn.at(-1))?.annotationUID
}
