import { useEffect, useRef } from 'react'
import { clsx } from 'clsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { CircleAlert } from '#components/ui/icons.tsx'
import { mayComeBack } from './engine/failure.ts'
import type { Pane } from './engine/pane.ts'
import type { PaneState } from './engine/state.ts'
import { Download } from './icons.tsx'
import { useSpoken } from './use-spoken.ts'
import { usePane, type Viewer } from './use-viewer.ts'
import { placeWords, seriesTitle, spokenPlace, windowWords } from './words.ts'

type Props = { viewer: Viewer; at: 0 | 1; caseId: string; patient: string }

/** One series: its image with labels, where it stands, and what cannot be shown. */
export function PaneView({ viewer, at, caseId, patient }: Props) {
  const pane = viewer.panes[at]
  const state = usePane(pane)
  const canvas = useMount(pane, viewer)
  const spoken = useSpoken(spokenPlace(state))
  const title = state.series ? seriesTitle(state.series) : 'No series'
  const activate = () => viewer.active === at || viewer.activate(at)
  return (
    <section
      aria-label={viewer.two ? `${at + 1}: ${title}` : title}
      className={clsx('viewer-pane', viewer.two && viewer.active === at && 'viewer-pane-active')}
      data-pane={at}
      data-settled={state.settled}
      data-phase={state.phase}
      data-file={state.record?.name}
      onPointerDownCapture={activate}
      onFocusCapture={activate}
    >
      <div className="viewer-stage">
        <div className="viewer-focus" role="group" tabIndex={0} aria-label={`${title}. ${spokenPlace(state)}`}>
          <div ref={canvas} role="img" aria-label={`${title}, ${patient}`} className="viewer-canvas" />
        </div>
        <Labels state={state} patient={patient} title={title} />
        <Cover state={state} pane={pane} caseId={caseId} broken={viewer.broken} />
      </div>
      <Slider state={state} pane={pane} />
      <p className="sr-only" aria-live="polite">
        {spoken}
      </p>
    </section>
  )
}

function useMount(pane: Pane, { engine }: Viewer) {
  const canvas = useRef<HTMLDivElement>(null)
  useEffect(() => (engine && canvas.current ? pane.mount(engine, canvas.current) : undefined), [pane, engine])
  return canvas
}

type LabelProps = { state: PaneState; patient: string; title: string }

function Labels({ state, patient, title }: LabelProps) {
  if (state.phase !== 'OPEN' && state.phase !== 'OPENING') return null
  return (
    <>
      <div className="viewer-label left-2 top-2">
        <b>{patient}</b>
        <span>{title}</span>
      </div>
      <div className="viewer-label right-2 top-2 text-right num">
        <b data-place>{placeWords(state)}</b>
        {!state.filled && state.settled < state.count && (
          <span>{Math.round((100 * state.settled) / state.count)} % in</span>
        )}
      </div>
      {state.edges && !state.failure && (
        <div aria-hidden className="viewer-edges">
          {Object.entries(state.edges).map(([edge, letters]) => (
            <span key={edge} data-edge={edge}>
              {letters}
            </span>
          ))}
        </div>
      )}
      <div className="viewer-label bottom-2 left-2 num">
        <span data-window>{windowWords(state)}</span>
        <span>
          {state.scale > 0 && `× ${state.scale.toFixed(state.scale < 10 ? 2 : 1)}`}
          {state.inverted && ' · inverted'}
        </span>
        {!state.measured && <span>No pixel spacing: lengths are in pixels</span>}
      </div>
      <div className="viewer-label bottom-2 right-2 text-right">
        <span className="viewer-caution">Not for primary diagnosis on this display</span>
      </div>
    </>
  )
}

type CoverProps = { state: PaneState; pane: Pane; caseId: string; broken: string }

/** Lies over the image where there is none: one that cannot be shown never looks like the one before it. */
function Cover({ state, pane, caseId, broken }: CoverProps) {
  const { phase, failure, series } = state
  const said = broken || (phase === 'FAILED' || phase === 'CLOSED' ? state.words : failure?.words)
  if (!said && phase === 'OPEN') return null
  if (!said && phase === 'OPENING')
    return state.window || state.settled > 0 ? null : <p className="viewer-cover text-muted">Opening…</p>
  if (!said) return <p className="viewer-cover text-muted">Choose a series from the list.</p>
  return (
    <div className="viewer-cover viewer-cover-full" role="alert">
      <CircleAlert className="text-title" />
      <p>{said}</p>
      {failure && phase !== 'CLOSED' && (
        <ButtonLink size="small" href={`/api/cases/${caseId}/records/${failure.recordId}/file?disposition=attachment`}>
          <Download /> Download the file
        </ButtonLink>
      )}
      {series && (phase === 'FAILED' || (failure && mayComeBack(failure.words))) && (
        <button type="button" className="btn btn-small" onClick={() => void pane.open(series)}>
          Try again
        </button>
      )}
    </div>
  )
}

function Slider({ state, pane }: { state: PaneState; pane: Pane }) {
  if (state.count < 2) return <div className="viewer-slider" />
  return (
    <div className="viewer-slider">
      <input
        type="range"
        min={1}
        max={state.count}
        value={state.position + 1}
        aria-label="Image"
        aria-valuetext={`${state.position + 1} of ${state.count}`}
        onChange={(event) => pane.goTo(Number(event.currentTarget.value) - 1)}
      />
    </div>
  )
}
