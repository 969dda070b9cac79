import type { SeriesView } from '#lib/case/records/imaging/view.ts'
import type { Edges } from './orientation.ts'
import type { Preset, Window } from './presets.ts'

/** How one pane of the viewer stands: what its labels, slider and buttons are drawn from. */
export type PaneState = {
  series: SeriesView | null
  phase: 'EMPTY' | 'OPENING' | 'OPEN' | 'FAILED' | 'CLOSED'
  /** Why it failed or was closed. */
  words: string
  /** From 0. */
  position: number
  count: number
  /** So many of `count` are in, or have been tried in vain. */
  settled: number
  /** Nothing more is read ahead: all is in, or there is no room. */
  filled: boolean
  /** The image in this place cannot be shown. */
  failure: { recordId: string; words: string } | null
  /** The record that is shown, and how it is called. */
  record: { id: string; name: string; frame: number | null } | null
  /** Null for colour, which has no window. */
  window: Window | null
  presets: readonly Preset[]
  inverted: boolean
  /** Pixels of the screen for one of the image. */
  scale: number
  /** Which side of the animal lies where, if the file says so. */
  edges: Edges | null
  /** Lengths are in millimetres; else in pixels of the image. */
  measured: boolean
  playing: boolean
  framesPerSecond: number
}

export const NOTHING_OPEN: PaneState = {
  series: null,
  phase: 'EMPTY',
  words: '',
  position: 0,
  count: 0,
  settled: 0,
  filled: false,
  failure: null,
  record: null,
  window: null,
  presets: [],
  inverted: false,
  scale: 1,
  edges: null,
  measured: true,
  playing: false,
  framesPerSecond: 10,
}
