import type { ReactNode } from 'react'
import { useId } from 'react'
import { clsx } from 'clsx'
import type { ButtonLook } from './button.tsx'
import { buttonClass } from './button.tsx'
import { MenuPanel } from './menu-panel.tsx'

type Props = ButtonLook & {
  /** What the button shows. */
  trigger: ReactNode
  /** Accessible name, where the trigger is an icon or letters only. */
  label?: string
  /** Opens towards the left, for buttons at the right edge. */
  end?: boolean
  /** Replaces the look of a button. */
  triggerClassName?: string
  className?: string
  /** `MenuTitle`, `MenuLine`, and links or buttons of class `menu-item`. */
  children: ReactNode
}

/** A button that opens a list of links and actions. The browser's popover does the work: it needs no script; Escape and a press outside close it. */
export function Menu({ trigger, label, end, triggerClassName, className, children, ...look }: Props) {
  const id = useId()
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={label} className={triggerClassName ?? buttonClass(look)}>
        {trigger}
      </button>
      <MenuPanel id={id} className={clsx('menu', end && 'menu-end', className)}>
        {children}
      </MenuPanel>
    </>
  )
}

export function MenuTitle({ children }: { children: ReactNode }) {
  return <p className="menu-title">{children}</p>
}

export function MenuLine() {
  return <div className="menu-line" />
}
