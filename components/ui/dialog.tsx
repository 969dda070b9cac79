'use client'
import type { ReactNode, RefObject } from 'react'
import { useId, useRef } from 'react'
import { clsx } from 'clsx'
import type { ButtonLook } from './button.tsx'
import { Button } from './button.tsx'
import { X } from './icons.tsx'

type Props = ButtonLook & {
  /** What the button that opens it shows. */
  trigger: ReactNode
  triggerLabel?: string
  triggerClassName?: string
  title: ReactNode
  /** Often an `ActionForm`: the dialog closes when its action succeeds. */
  children: ReactNode
  wide?: boolean
}

// Buttons name their dialog in the page itself, so that it opens before (or without) our script where the browser can.
const invoke = (command: string, dialog: string) => ({ command, commandfor: dialog })
const browserInvokes = () => 'commandForElement' in HTMLButtonElement.prototype

/** A modal question or form in the browser's own dialog, which keeps focus inside and gives it back. */
export function Dialog({ trigger, triggerLabel, triggerClassName, title, children, wide, ...look }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <Button
        {...look}
        className={triggerClassName}
        aria-haspopup="dialog"
        aria-label={triggerLabel}
        onClick={() => browserInvokes() || dialog.current?.showModal()}
        {...invoke('show-modal', id)}
      >
        {trigger}
      </Button>
      <DialogBox ref={dialog} id={id} title={title} wide={wide}>
        {children}
      </DialogBox>
    </>
  )
}

type BoxProps = Pick<Props, 'title' | 'children' | 'wide'> & {
  ref: RefObject<HTMLDialogElement | null>
  id: string
  onClose?: () => void
}

/** What a dialog is without the button that opens it: for one that many places open. */
export function DialogBox({ ref, id, title, wide, onClose, children }: BoxProps) {
  return (
    <dialog
      ref={ref}
      id={id}
      aria-labelledby={`${id}-title`}
      className={clsx('dialog', wide && 'dialog-wide')}
      onClose={onClose}
    >
      <div className="dialog-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <Button
          variant="quiet"
          size="small"
          iconOnly
          aria-label="Close"
          onClick={() => browserInvokes() || ref.current?.close()}
          {...invoke('close', id)}
        >
          <X />
        </Button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}

/** A button inside a `Dialog` that closes it and does nothing else. */
export function DialogCancel({ children = 'Cancel' }: { children?: ReactNode }) {
  return (
    <Button variant="quiet" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
      {children}
    </Button>
  )
}
