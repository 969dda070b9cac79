import type { ImagingView, SeriesView, StudyView } from '#lib/case/records/imaging/view.ts'
import { shortNumber } from './engine/presets.ts'
import type { PaneState } from './engine/state.ts'

// What the viewer says of series and images. Pure.

export type Listed = { series: SeriesView; study: StudyView }

/** All series, study by study. */
export const listed = ({ studies }: ImagingView): Listed[] =>
  studies.flatMap((study) => study.series.map((series) => ({ series, study })))

/** "thorax · 2026-10-14" */
export const studyTitle = ({ date, description, modalities }: StudyView): string =>
  [description || modalities.join(', ') || 'Study', date].filter(Boolean).join(' · ')

/** "CT Transverse 2 mm" */
export function seriesTitle({ modality, description, bodyPart, number }: SeriesView): string {
  const what = description || bodyPart?.toLocaleLowerCase('en') || (number === null ? '' : `series ${number}`)
  return [modality, what].filter(Boolean).join(' ') || 'Series'
}

/** "28 images", "1 image of 40 frames" */
export function seriesSize({ images, frames, shows }: SeriesView): string {
  const files = images === 1 ? '1 image' : `${images} images`
  if (shows === 'NO_PICTURE') return images === 1 ? '1 file without a picture' : `${images} files without a picture`
  if (frames <= images) return files
  return images === 1 ? `1 image of ${frames} frames` : `${files}, ${frames} frames`
}

/** "W 400 L 40", or nothing for colour. */
export const windowWords = ({ window }: PaneState): string =>
  window ? `W ${shortNumber(window.width)} L ${shortNumber(window.level)}` : ''

/** "12 / 28" */
export const placeWords = ({ position, count }: PaneState): string => (count > 0 ? `${position + 1} / ${count}` : '')

/** What a pane shows, to be heard. */
export function spokenPlace(state: PaneState): string {
  if (state.count === 0) return ''
  const window = state.window
    ? `, window ${shortNumber(state.window.width)}, level ${shortNumber(state.window.level)}`
    : ''
  const left = state.edges?.left ? `, ${state.edges.left} on the left` : ''
  const failed = state.failure ? `. ${state.failure.words}` : ''
  return `Image ${state.position + 1} of ${state.count}${window}${left}${failed}`
}

/** The name of a picture that is taken of a view. */
export const pictureName = (state: PaneState): string => {
  const title = state.series ? seriesTitle(state.series) : 'Image'
  return (
    `${title}, image ${state.position + 1}`
      .replaceAll(/[\\/:*?"<>|]+/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .slice(0, 100) + '.png'
  )
}

/** The sentence that goes with it: what it is, and what was measured on it. */
export function caption(state: PaneState, measured: readonly string[]): string {
  const title = state.series ? seriesTitle(state.series) : 'Image'
  const values = measured.length > 0 ? `: ${measured.join('; ')}` : ''
  const pixels =
    measured.length > 0 && !state.measured ? ' (the file gives no pixel spacing: lengths are in pixels)' : ''
  return `${title}, image ${state.position + 1} of ${state.count}${values}${pixels}`
}
