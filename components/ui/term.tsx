import type { ReactNode } from 'react'
import { useId } from 'react'

/** A clinical term whose one-line explanation opens when it is pressed. */
export function Term({ explain, children }: { explain: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <>
      <button type="button" popoverTarget={id} className="term">
        {children}
        <span className="sr-only"> (what is this?)</span>
      </button>
      <span id={id} popover="auto" className="menu term-note">
        {explain}
      </span>
    </>
  )
}
