'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { CircleAlert, CircleCheck, X } from './icons.tsx'

type Toast = { id: number; text: string; tone: 'success' | 'danger' }
const channel = 'conferral:toast'
const shownFor = 6000

/** Says something in passing, at the foot of the window. For what went well, or away by itself; never the only place of an error. */
export function toast(text: string, tone: Toast['tone'] = 'success') {
  window.dispatchEvent(new CustomEvent(channel, { detail: { text, tone } }))
}

/** Where toasts appear: once per page, in the shell. */
export function Toasts() {
  const [list, setList] = useState<Toast[]>([])
  const region = useRef<HTMLDivElement>(null)
  const next = useRef(0)

  useEffect(() => {
    const show = (event: Event) => {
      const { text, tone } = (event as CustomEvent<Omit<Toast, 'id'>>).detail
      const id = next.current++
      setList((before) => [...before.slice(-2), { id, text, tone }])
      setTimeout(() => setList((before) => before.filter((item) => item.id !== id)), shownFor)
    }
    window.addEventListener(channel, show)
    return () => window.removeEventListener(channel, show)
  }, [])

  // Shown anew each time, so that it lies above a dialog that was opened since.
  useEffect(() => {
    const element = region.current
    if (!element?.showPopover) return
    if (element.matches(':popover-open')) element.hidePopover()
    if (list.length > 0) element.showPopover()
  }, [list])

  return (
    <div ref={region} popover="manual" className="toasts">
      <div role="status" className="grid justify-items-center gap-2">
        {list.map((item) => (
          <div key={item.id} className={`toast tone-${item.tone}`}>
            {item.tone === 'success' ? <CircleCheck /> : <CircleAlert />}
            <span className="grow">{item.text}</span>
            <Button
              variant="quiet"
              size="small"
              iconOnly
              aria-label="Dismiss"
              onClick={() => setList((before) => before.filter(({ id }) => id !== item.id))}
            >
              <X />
            </Button>
          </div>
        ))}
      </div>
    </div>
  )
}
