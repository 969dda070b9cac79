'use client'
import { lazy, type MouseEvent, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { DialogBox } from '#components/ui/dialog.tsx'
import { type Change, CHANGE_TITLE, type ChangedRecord } from './record-change.ts'

// Loaded by whoever changes a record, and by nobody who only reads.
const RecordForm = lazy(() => import('./record-forms.tsx').then((module) => ({ default: module.RecordForm })))

type Asked = { change: Change; record: ChangedRecord }

/** Around a list of records: one dialog for all of them, opened by the links of a row (`RecordLinks`). */
export function RecordDialogs({ caseId, children }: { caseId: string; children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (asked) dialog.current?.showModal()
  }, [asked])
  const open = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLElement>('a[data-ask]')
    if (!link?.dataset.ask || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setAsked(JSON.parse(link.dataset.ask) as Asked)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- listens to the links inside, which a keyboard presses, too
    <div onClick={open}>
      {children}
      {asked && (
        <DialogBox ref={dialog} id="record-change" title={CHANGE_TITLE[asked.change]} onClose={() => setAsked(null)}>
          <Suspense fallback={<p className="text-muted">Loading …</p>}>
            <RecordForm caseId={caseId} {...asked} />
          </Suspense>
        </DialogBox>
      )}
    </div>
  )
}
