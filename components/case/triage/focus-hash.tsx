'use client'
import { useEffect } from 'react'

/** Coming from the queue by a key, the person goes on by keyboard: the first field of the form asked for takes the focus. */
export function FocusHash() {
  useEffect(() => {
    const focus = () => {
      if (!/^#(accept|ask|decline)$/.test(location.hash)) return
      const form = document.querySelector(location.hash)
      form?.scrollIntoView({ block: 'start' })
      form
        ?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea, a')
        ?.focus({ preventScroll: true })
    }
    focus()
    addEventListener('hashchange', focus)
    return () => removeEventListener('hashchange', focus)
  }, [])
  return null
}
