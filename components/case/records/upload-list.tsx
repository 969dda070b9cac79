import { Button } from '#components/ui/button.tsx'
import { CircleAlert, CircleCheck, Clock, LoaderCircle, Pause, Play, WifiOff, X } from '#components/ui/icons.tsx'
import { Meter } from '#components/ui/meter.tsx'
import { bytesWords, sizeRefusal } from '#lib/case/records/rules.ts'
import type { UploadEngine } from './upload-engine.ts'
import { isOver, type Snapshot, type UploadItem, type UploadState } from './upload-state.ts'
import { timeLeftWords } from './upload-progress.ts'

const SHOWN = 40

/** Files under way, each with its bytes, time and buttons; those that have arrived are counted. */
export function UploadList({ view, engine }: { view: Snapshot; engine: UploadEngine }) {
  const { items } = view
  const done = items.filter((item) => item.state === 'done').length
  const open = items.filter((item) => !isOver(item.state))
  return (
    <>
      <p role="status" className="sr-only">
        {announcement(items, done)}
      </p>
      {items.length > 0 && (
        <div className="grid gap-3 border-t border-line p-4">
          <Overall view={view} done={done} engine={engine} />
          {open.length > 0 && (
            <ul className="grid gap-3" aria-label="Files being added">
              {open.slice(0, SHOWN).map((item) => (
                <UploadRow key={item.id} item={item} engine={engine} />
              ))}
            </ul>
          )}
          {open.length > SHOWN && <p className="text-small text-muted">and {open.length - SHOWN} more files</p>}
        </div>
      )}
    </>
  )
}

/** Said aloud when files arrive or need attention; percentages would drown everything else. */
function announcement(items: readonly UploadItem[], done: number): string {
  if (items.length === 0) return ''
  const trouble = items.filter(({ state }) => state === 'failed' || state === 'refused').length
  const here = items.filter(({ state }) => state === 'here').length
  const added = items.length - here
  const words = [
    added > 0 && `${done} of ${added} ${added === 1 ? 'file has' : 'files have'} arrived.`,
    here > 0 && `${here} ${here === 1 ? 'was' : 'were'} here already.`,
  ]
    .filter(Boolean)
    .join(' ')
  return trouble > 0 ? `${words} ${trouble} could not be added.` : words
}

function Overall({ view, done, engine }: { view: Snapshot; done: number; engine: UploadEngine }) {
  const { items, sent, size, secondsLeft, active } = view
  const here = items.filter(({ state }) => state === 'here').length
  const wanted = items.filter(({ state }) => state !== 'refused').length - here
  const paused = items.some(({ state }) => state === 'paused')
  const words = `${bytesWords(sent)} of ${bytesWords(size)}`
  const all = done === wanted
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="num font-medium">
          {all && <CircleCheck className="mr-1.5 text-brand" />}
          {(wanted > 0 || here === 0) && `${done} of ${wanted} ${wanted === 1 ? 'file' : 'files'} sent`}
          {wanted > 0 && here > 0 && ' · '}
          {here > 0 && `already here: ${here} ${here === 1 ? 'file' : 'files'}`}
        </p>
        {!all && (
          <p className="num text-small text-muted">{[words, timeLeftWords(secondsLeft)].filter(Boolean).join(' · ')}</p>
        )}
        <span className="ml-auto flex gap-2">
          {items.length > 1 && active && (
            <Button size="small" onClick={() => engine.pauseAll()}>
              <Pause /> Pause all
            </Button>
          )}
          {items.length > 1 && paused && (
            <Button size="small" onClick={() => engine.resumeAll()}>
              <Play /> Go on with all
            </Button>
          )}
        </span>
      </div>
      {!all && wanted > 1 && <Meter role="progressbar" value={sent} max={size} label={`All files: ${words}`} />}
    </div>
  )
}

const ICON: Record<UploadState, typeof Clock> = {
  waiting: Clock,
  reading: LoaderCircle,
  sending: LoaderCircle,
  away: WifiOff,
  finishing: LoaderCircle,
  paused: Pause,
  done: CircleCheck,
  here: CircleCheck,
  failed: CircleAlert,
  refused: CircleAlert,
}

function stateWords({ state, message, secondsLeft }: UploadItem): string {
  switch (state) {
    case 'waiting':
      return 'Its turn comes'
    case 'reading':
      return 'Looking whether it is here already'
    case 'sending':
      return timeLeftWords(secondsLeft)
    case 'away':
      return `${message}: it goes on by itself`
    case 'finishing':
      return 'Nearly there'
    case 'paused':
      return 'Paused'
    case 'done':
      return 'Added'
    case 'here':
      return 'Already here'
    case 'failed':
      return `It stopped. ${message} What has arrived is kept.`
    case 'refused':
      return message
  }
}

function UploadRow({ item, engine }: { item: UploadItem; engine: UploadEngine }) {
  const Shape = ICON[item.state]
  const trouble = item.state === 'failed' || item.state === 'refused'
  const bytes =
    item.state === 'refused' ? bytesWords(item.size) : `${bytesWords(item.sent)} of ${bytesWords(item.size)}`
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1">
      <Shape className={trouble ? 'text-danger' : 'text-muted'} />
      <bdi className="truncate font-medium" title={item.name}>
        {item.name}
      </bdi>
      <RowButtons item={item} engine={engine} />
      <div className="col-span-2 col-start-2 grid gap-1">
        {!trouble && <Meter role="progressbar" value={item.sent} max={item.size} label={`${item.name}: ${bytes}`} />}
        <p className={`num text-small ${trouble ? 'text-danger' : 'text-muted'}`}>
          {[trouble ? '' : bytes, stateWords(item)].filter(Boolean).join(' · ')}
        </p>
      </div>
    </li>
  )
}

function RowButtons({ item, engine }: { item: UploadItem; engine: UploadEngine }) {
  const { id, name, size, state } = item
  const moving = state === 'waiting' || state === 'reading' || state === 'sending' || state === 'away'
  // Room is made by removing something; an empty file stays empty.
  const again = state === 'failed' || (state === 'refused' && !sizeRefusal(size))
  return (
    <span className="flex gap-1">
      {moving && (
        <Button variant="quiet" size="small" aria-label={`Pause ${name}`} onClick={() => engine.pause(id)}>
          <Pause /> Pause
        </Button>
      )}
      {(state === 'paused' || again) && (
        <Button size="small" aria-label={`Go on with ${name}`} onClick={() => engine.resume(id)}>
          <Play /> {again ? 'Try again' : 'Go on'}
        </Button>
      )}
      {state !== 'finishing' && (
        <Button
          variant="quiet"
          size="small"
          iconOnly
          aria-label={state === 'refused' ? `Dismiss ${name}` : `Cancel ${name}`}
          onClick={() => (state === 'refused' ? engine.dismiss(id) : engine.cancel(id))}
        >
          <X />
        </Button>
      )}
    </span>
  )
}
