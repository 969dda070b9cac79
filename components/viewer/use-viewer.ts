import { type RefObject, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { SeriesView } from '#lib/case/records/imaging/view.ts'
import { carryOut, type ViewerState } from './commands.ts'
import { startLibrary } from './engine/library.ts'
import { Pane } from './engine/pane.ts'
import type { PaneState } from './engine/state.ts'
import { takeTool } from './engine/tools.ts'
import type { Command } from './keyboard.ts'
import type { ViewerProps } from './props.ts'
import { useEnds, useKeptMeasurements, useLinkedScrolling } from './use-links.ts'
import { listed } from './words.ts'

export type Viewer = ViewerState & {
  panes: readonly [Pane, Pane]
  /** The active one, and how it stands. */
  pane: Pane
  shown: PaneState
  activate: (at: 0 | 1) => void
  open: (series: SeriesView) => void
  setDialog: (dialog: ViewerState['dialog']) => void
  run: (command: Command) => void
}

export const usePane = (pane: Pane): PaneState => useSyncExternalStore(pane.subscribe, pane.snapshot, pane.snapshot)

const NO_LIBRARY = 'This browser cannot draw the images. They can be downloaded from the list of records.'

const begin = (): ViewerState => ({
  engine: null,
  broken: '',
  two: false,
  active: 0,
  linked: true,
  // A finger wants to scroll; brightness is one press away.
  tool: matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window',
  panel: null,
  dialog: null,
})

/** The state of the viewer and its commands. */
export function useViewer(props: ViewerProps, root: RefObject<HTMLDivElement | null>): Viewer {
  const { images, imaging, reader, wanted } = props
  const [panes] = useState(() => [new Pane('one', images), new Pane('two', images)] as const)
  const [state, setState] = useState(begin)
  const change = useCallback((next: Partial<ViewerState>) => setState((now) => ({ ...now, ...next })), [])
  const pane = panes[state.active]
  const shown = usePane(pane)
  const { engine, tool } = state

  useEngine(images, change)
  useEnds(panes, props)
  useLinkedScrolling(panes, state.two && state.linked)
  useKeptMeasurements(panes, reader)
  useEffect(() => {
    if (engine) takeTool(tool)
  }, [engine, tool])

  const first = listed(imaging).find(({ series }) => series.id === wanted)?.series
  const opened = useRef(false)
  useEffect(() => {
    if (!engine || !first || opened.current) return
    opened.current = true
    void panes[0].open(first)
  }, [engine, first, panes])

  return {
    ...state,
    panes,
    pane,
    shown,
    run: (command) => carryOut(command, { state, change, pane, shown, props, root: root.current }),
    activate: (active) => change({ active }),
    open: (series) => void pane.open(series),
    setDialog: (dialog) => change({ dialog }),
  }
}

function useEngine(images: ViewerProps['images'], change: (next: Partial<ViewerState>) => void): void {
  useEffect(() => {
    let gone = false
    startLibrary(images).then(
      (engine) => gone || change({ engine }),
      () => gone || change({ broken: NO_LIBRARY }),
    )
    return () => {
      gone = true
    }
  }, [images, change])
}
