'use client'
import type { RefObject } from 'react'
import { use, useEffect, useRef, useState } from 'react'
import type { FormAction } from './action-state.ts'
import type { AutosaveStatus } from './autosave-watch.ts'
import { watch } from './autosave-watch.ts'
import { Button } from './button.tsx'
import { FormContext } from './form-context.ts'
import { Check, CircleAlert, LoaderCircle } from './icons.tsx'
import type { SafetyCopy } from './safety-copy.ts'
import { dropCopy, putBack } from './safety-copy.ts'
import { formatTime } from './time-format.ts'

type Props = {
  /** Saves the draft; called with the form's data. May answer `data: { version }`, which goes into a hidden field of that name. */
  save: FormAction
  /** Names the draft on this device: give person and draft, so that two people at one computer do not meet. */
  safetyKey: string
  /** Milliseconds of quiet before a save. */
  wait?: number
}

/** Put inside a form: saves it while the person types, says so, and keeps a copy on this device until it is saved. */
export function Autosave({ save, safetyKey, wait = 1200 }: Props) {
  const line = useRef<HTMLDivElement>(null)
  const { status, copy, restore, discard } = useAutosave(line, save, safetyKey, wait)
  return (
    <div ref={line} data-keeps-copy className="no-print grid gap-3 empty:hidden">
      {copy && (
        <div className="notice tone-warn">
          <CircleAlert />
          <div>
            <p className="notice-title">You have text here that was not saved</p>
            <p className="text-small">
              It was typed on this device on {formatTime(copy.at, 'datetime', { zone: zone() })}.
            </p>
            <div className="mt-2 flex gap-2">
              <Button size="small" variant="primary" onClick={restore}>
                Put it back
              </Button>
              <Button size="small" variant="quiet" onClick={discard}>
                Discard it
              </Button>
            </div>
          </div>
        </div>
      )}
      <StatusLine status={status} />
    </div>
  )
}

function StatusLine({ status }: { status: AutosaveStatus }) {
  return (
    <p role="status" className="min-h-5 text-small text-muted">
      {status.kind === 'saving' && (
        <>
          <LoaderCircle className="spinner" /> Saving…
        </>
      )}
      {status.kind === 'saved' && (
        <>
          <Check /> Saved {formatTime(status.at, 'time', { zone: zone() })}
        </>
      )}
      {status.kind === 'retrying' && (
        <span className="text-turn">
          <CircleAlert /> Not saved yet: we keep trying. What you typed is safe on this device.
        </span>
      )}
      {status.kind === 'stopped' && (
        <span className="text-danger">
          <CircleAlert /> Not saved: {status.message}
        </span>
      )}
    </p>
  )
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

function useAutosave(line: RefObject<HTMLElement | null>, save: FormAction, safetyKey: string, wait: number) {
  const [status, setStatus] = useState<AutosaveStatus>({ kind: 'quiet' })
  const [copy, setCopy] = useState<SafetyCopy | null>(null)
  const { pending, hold, status: answered } = use(FormContext)
  const live = useRef({ save, submitting: false })

  useEffect(() => {
    live.current = { save, submitting: pending }
  }, [save, pending])
  useEffect(() => {
    if (answered === 'ok') dropCopy(safetyKey)
  }, [answered, safetyKey])
  useEffect(() => {
    const form = line.current?.closest('form')
    if (!form) return
    const found = (copyFound: SafetyCopy | null) => setCopy(copyFound)
    return watch(form, { safetyKey, wait, setStatus, found, live, hold })
  }, [line, safetyKey, wait, hold])

  const restore = () => {
    const form = line.current?.closest('form')
    if (copy && form) putBack(copy, form)
    setCopy(null)
  }
  const discard = () => {
    dropCopy(safetyKey)
    setCopy(null)
  }
  return { status, copy, restore, discard }
}
