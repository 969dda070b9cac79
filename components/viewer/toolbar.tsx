import { clsx } from 'clsx'
import { Info, Pause, Play } from '#components/ui/icons.tsx'
import type { Icon } from '#components/ui/icons.tsx'
import type { ToolName } from './engine/tools.ts'
import {
  Angle,
  Columns,
  Contrast,
  Ellipse,
  Fit,
  FlipAcross,
  FlipOver,
  Keyboard,
  Maximize,
  Move,
  OneToOne,
  Ruler,
  Scroll,
  Sun,
  Turn,
  ZoomIn,
  List,
  Paperclip,
  Reset,
} from './icons.tsx'
import type { Command } from './keyboard.ts'
import { moveFocus } from './use-keys.ts'
import type { Viewer } from './use-viewer.ts'

const TOOLS: { tool: ToolName; label: string; hint: string; icon: Icon }[] = [
  { tool: 'window', label: 'Brightness', hint: 'W', icon: Sun },
  { tool: 'scroll', label: 'Scroll', hint: 'S', icon: Scroll },
  { tool: 'zoom', label: 'Zoom', hint: 'Z', icon: ZoomIn },
  { tool: 'pan', label: 'Move', hint: 'P', icon: Move },
  { tool: 'length', label: 'Length', hint: 'L', icon: Ruler },
  { tool: 'angle', label: 'Angle', hint: 'A', icon: Angle },
  { tool: 'ellipse', label: 'Area', hint: 'E', icon: Ellipse },
]

const LOOKS: { does: Command; label: string; hint: string; icon: Icon }[] = [
  { does: { do: 'fit' }, label: 'Fit', hint: 'F', icon: Fit },
  { does: { do: 'actual' }, label: 'One to one', hint: 'O', icon: OneToOne },
  { does: { do: 'turn' }, label: 'Turn', hint: 'R', icon: Turn },
  { does: { do: 'across' }, label: 'Mirror', hint: 'H', icon: FlipAcross },
  { does: { do: 'over' }, label: 'Upside down', hint: 'V', icon: FlipOver },
]

type Props = { viewer: Viewer; mayAttach: boolean }

/** All that can be done by pointer or finger; arrows go from button to button. */
export function Toolbar({ viewer, mayAttach }: Props) {
  const { run, shown, tool } = viewer
  const many = shown.count > 1
  return (
    <div
      role="toolbar"
      aria-label="Viewer"
      className="viewer-bar"
      tabIndex={-1}
      onKeyDown={(event) => moveFocus(event.currentTarget, event.key) && event.preventDefault()}
    >
      <div role="group" aria-label="Pointer" className="viewer-bar-group">
        {TOOLS.map(({ tool: name, ...look }) => (
          <BarButton key={name} {...look} pressed={tool === name} onClick={() => run({ do: 'tool', tool: name })} />
        ))}
      </div>
      <Presets viewer={viewer} />
      <div role="group" aria-label="View" className="viewer-bar-group">
        {LOOKS.map(({ does, ...look }) => (
          <BarButton key={look.label} {...look} onClick={() => run(does)} />
        ))}
        <BarButton
          label="Invert"
          hint="I"
          icon={Contrast}
          pressed={shown.inverted}
          onClick={() => run({ do: 'invert' })}
        />
        <BarButton label="As it was" hint="0" icon={Reset} onClick={() => run({ do: 'reset' })} />
      </div>
      <div role="group" aria-label="Play" className="viewer-bar-group">
        <BarButton
          label={shown.playing ? 'Stop' : 'Play'}
          hint="Space"
          icon={shown.playing ? Pause : Play}
          disabled={!many}
          onClick={() => run({ do: 'cine' })}
        />
        {many && <Speed viewer={viewer} />}
      </div>
      <Arrange viewer={viewer} mayAttach={mayAttach} />
    </div>
  )
}

function Arrange({ viewer, mayAttach }: Props) {
  const { run, two, linked, panel, shown } = viewer
  return (
    <div role="group" aria-label="Viewer" className="viewer-bar-group">
      <BarButton label="Two series" hint="D" icon={Columns} pressed={two} wide onClick={() => run({ do: 'two' })} />
      {two && (
        <BarButton
          label="Link scrolling"
          hint="K"
          icon={Scroll}
          pressed={linked}
          wide
          onClick={() => run({ do: 'link' })}
        />
      )}
      <BarButton
        label="Measured"
        hint="M"
        icon={List}
        pressed={panel === 'measured'}
        onClick={() => run({ do: 'measured' })}
      />
      <BarButton
        label="File data"
        hint="T"
        icon={Info}
        pressed={panel === 'tags'}
        onClick={() => run({ do: 'tags' })}
      />
      {mayAttach && (
        <BarButton
          label="Attach view"
          hint="C"
          icon={Paperclip}
          disabled={shown.phase !== 'OPEN' || shown.failure !== null}
          onClick={() => run({ do: 'attach' })}
        />
      )}
      <BarButton label="Full screen" hint="G" icon={Maximize} onClick={() => run({ do: 'screen' })} />
      <BarButton label="Keys" hint="?" icon={Keyboard} onClick={() => run({ do: 'help' })} />
    </div>
  )
}

type ButtonProps = {
  label: string
  hint?: string
  icon: Icon
  pressed?: boolean
  disabled?: boolean
  /** Of use only where there is room for two images. */
  wide?: boolean
  onClick: () => void
}

function BarButton({ label, hint, icon: Shape, pressed, disabled, wide, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      className={clsx('viewer-button', wide && 'viewer-wide-only')}
      title={hint ? `${label} (${hint})` : label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Shape />
      <span>{label}</span>
    </button>
  )
}

function Presets({ viewer: { pane, shown } }: { viewer: Viewer }) {
  if (shown.presets.length === 0) return null
  const now = shown.presets.findIndex(
    ({ width, level }) =>
      shown.window && Math.abs(shown.window.width - width) < 1 && Math.abs(shown.window.level - level) < 1,
  )
  return (
    <select
      className="viewer-select"
      aria-label="Window"
      value={now}
      onChange={(event) => pane.takePreset(shown.presets[Number(event.currentTarget.value)])}
    >
      {now < 0 && <option value={-1}>Own window</option>}
      {shown.presets.map(({ name }, at) => (
        <option key={name} value={at}>
          {at + 1} {name}
        </option>
      ))}
    </select>
  )
}

const SPEEDS = [2, 5, 10, 15, 20, 25, 30, 40, 60]

function Speed({ viewer: { pane, shown } }: { viewer: Viewer }) {
  const speeds = [...new Set([...SPEEDS, shown.framesPerSecond])].toSorted((a, b) => a - b)
  return (
    <select
      className="viewer-select"
      aria-label="Speed"
      value={shown.framesPerSecond}
      onChange={(event) => pane.setSpeed(Number(event.currentTarget.value))}
    >
      {speeds.map((speed) => (
        <option key={speed} value={speed}>
          {speed} a second
        </option>
      ))}
    </select>
  )
}
