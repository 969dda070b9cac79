import { type RefObject, useEffect, useRef } from 'react'
import { type Command, commandOf } from './keyboard.ts'

const TYPES = 'input:not([type=range]), textarea, select, dialog'
/** What these keys do already where the focus is. */
const TAKEN: readonly [keys: readonly string[], where: string][] = [
  [['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'], 'input'],
  [['ArrowLeft', 'ArrowRight'], '[role=toolbar]'],
  [[' '], 'button, a, summary'],
]

/** Keys work while the viewer has focus, and nowhere else: single letters belong to whoever is typing. */
export function useKeys(root: RefObject<HTMLElement | null>, run: (command: Command) => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const element = root.current
    const pressed = (event: KeyboardEvent) => {
      const command = commandFor(event)
      if (!command) return
      event.preventDefault()
      latest.current(command)
    }
    element?.addEventListener('keydown', pressed)
    return () => element?.removeEventListener('keydown', pressed)
  }, [root])
}

function commandFor({ target, key, ctrlKey, metaKey, altKey }: KeyboardEvent): Command | null {
  if (ctrlKey || metaKey || altKey || !(target instanceof Element) || target.closest(TYPES)) return null
  if (TAKEN.some(([keys, where]) => keys.includes(key) && target.closest(where))) return null
  return commandOf(key.length === 1 ? key.toLowerCase() : key)
}

/** In a toolbar the arrows go from button to button. */
export function moveFocus(bar: HTMLElement, key: string): boolean {
  const steps = { ArrowRight: 1, ArrowLeft: -1 }[key]
  const here = document.activeElement
  if (!steps || !(here instanceof HTMLButtonElement)) return false
  const all = [...bar.querySelectorAll<HTMLElement>('button:not(:disabled), select')].filter((one) => one.offsetParent)
  all[(all.indexOf(here) + steps + all.length) % all.length]?.focus()
  return true
}
