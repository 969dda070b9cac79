'use client'
import { useEffect } from 'react'

/** Lets "/" go to the search box, as long as the person is not typing elsewhere. */
export function SlashKey({ target }: { target: string }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey) return
      const at = event.target
      if (at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select'))) return
      const box = document.querySelector<HTMLInputElement>(`#${target}`)
      if (!box || document.querySelector('dialog[open]')) return
      event.preventDefault()
      box.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [target])
  return null
}
