import type { RenderingEngine } from '@cornerstonejs/core'
import { lastMeasured, removeMeasured } from './engine/measurements.ts'
import type { Pane } from './engine/pane.ts'
import type { PaneState } from './engine/state.ts'
import type { ToolName } from './engine/tools.ts'
import * as look from './engine/view.ts'
import type { Command } from './keyboard.ts'
import type { ViewerProps } from './props.ts'
import { listed } from './words.ts'

/** What the parts of the viewer share. */
export type ViewerState = {
  engine: RenderingEngine | null
  /** The library could not be started, in words. */
  broken: string
  two: boolean
  active: 0 | 1
  linked: boolean
  tool: ToolName
  panel: 'tags' | 'measured' | null
  dialog: 'help' | 'attach' | null
}

export type Context = {
  state: ViewerState
  change: (next: Partial<ViewerState>) => void
  pane: Pane
  shown: PaneState
  props: ViewerProps
  root: HTMLElement | null
}

/** The one place where a command of key, button or finger is carried out. */
export function carryOut(command: Command, context: Context): void {
  const { pane, shown } = context
  switch (command.do) {
    case 'go':
      return pane.goBy(command.steps)
    case 'end':
      return pane.goTo(command.last ? shown.count - 1 : 0)
    case 'preset':
      return pane.takePreset(shown.presets[command.number - 1])
    case 'series':
      return stepSeries(context, command.steps)
    case 'tool':
      return context.change({ tool: command.tool })
    default:
      return SIMPLE[command.do](context)
  }
}

type Simple = Exclude<Command['do'], 'go' | 'end' | 'preset' | 'series' | 'tool'>

const changing =
  (work: Parameters<Pane['change']>[0]) =>
  ({ pane }: Context): void =>
    pane.change(work)

const panel =
  (name: 'tags' | 'measured') =>
  ({ state, change }: Context): void =>
    change({ panel: state.panel === name ? null : name })

const SIMPLE: Record<Simple, (context: Context) => void> = {
  fit: changing(look.fit),
  actual: changing((view) => look.setScale(view, 1)),
  turn: changing(look.turn),
  across: changing((view) => look.flip(view, 'across')),
  over: changing((view) => look.flip(view, 'over')),
  invert: changing(look.invert),
  closer: changing((view) => look.zoomBy(view, 1.25)),
  farther: changing((view) => look.zoomBy(view, 0.8)),
  reset: ({ pane }) => void pane.reset(),
  cine: ({ pane, shown }) => pane.setPlaying(!shown.playing),
  two: ({ state, change }) => change({ two: !state.two, active: 0 }),
  link: ({ state, change }) => change({ linked: !state.linked }),
  tags: panel('tags'),
  measured: panel('measured'),
  help: ({ change }) => change({ dialog: 'help' }),
  attach: ({ props, shown, change }) => {
    if (props.mayAttach && shown.phase === 'OPEN' && !shown.failure) change({ dialog: 'attach' })
  },
  screen: ({ root }) => {
    const changed = document.fullscreenElement ? document.exitFullscreen() : root?.requestFullscreen?.()
    // A browser may refuse; the page stays as it is.
    changed?.catch(() => undefined)
  },
  delete: ({ pane }) => {
    const last = lastMeasured(pane.imageIds)
    if (last) removeMeasured(last)
    pane.change((view) => view.render())
  },
}

function stepSeries({ props, shown, pane }: Context, steps: number): void {
  const all = listed(props.imaging).filter(({ series }) => series.shows === 'IMAGES')
  const next = all[all.findIndex(({ series }) => series.id === shown.series?.id) + steps]
  if (next) void pane.open(next.series)
}
