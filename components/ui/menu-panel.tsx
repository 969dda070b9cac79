'use client'
import type { MouseEvent, ReactNode } from 'react'

function closeAfterChoice(event: MouseEvent<HTMLDivElement>) {
  const chosen = event.target instanceof Element && event.target.closest('a[href], button[type="submit"]')
  if (chosen) event.currentTarget.hidePopover()
}

/** The part of a `Menu` that opens. The frame around pages outlives a navigation, so a choice has to close it. */
export function MenuPanel({ id, className, children }: { id: string; className: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the click bubbles from a link or button, which keys press too
    <div id={id} popover="auto" className={className} onClick={closeAfterChoice}>
      {children}
    </div>
  )
}
