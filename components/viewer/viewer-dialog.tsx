import { type ReactNode, useEffect, useId, useRef } from 'react'
import { clsx } from 'clsx'
import { Button } from '#components/ui/button.tsx'
import { X } from '#components/ui/icons.tsx'

type Props = { title: string; onClose: () => void; wide?: boolean; children: ReactNode }

/** A modal dialog that stands as long as it is rendered; a key may have opened it, so it has no button of its own. */
export function ViewerDialog({ title, onClose, wide, children }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog ref={dialog} aria-labelledby={id} className={clsx('dialog', wide && 'dialog-wide')} onClose={onClose}>
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button variant="quiet" size="small" iconOnly aria-label="Close" onClick={() => dialog.current?.close()}>
          <X />
        </Button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
