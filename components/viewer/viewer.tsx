'use client'
import { type RefObject, useEffect, useRef } from 'react'
import { clsx } from 'clsx'
import { Attach } from './attach.tsx'
import { Help } from './help.tsx'
import { PaneView } from './pane-view.tsx'
import type { ViewerProps } from './props.ts'
import { SeriesList } from './series-list.tsx'
import { SidePanel } from './side-panel.tsx'
import { Toolbar } from './toolbar.tsx'
import { useKeys } from './use-keys.ts'
import { useViewer, type Viewer as ViewerState } from './use-viewer.ts'

/** Images of a case: series, one or two panes, tools. Loaded on its own page only. */
export function Viewer(props: ViewerProps) {
  const { imaging, caseId, patient, mayAttach } = props
  const root = useRef<HTMLDivElement>(null)
  const viewer = useViewer(props, root)
  useKeys(root, viewer.run)
  useFirstFocus(root, viewer)
  return (
    <div ref={root} className={clsx('viewer', viewer.two && 'viewer-two', viewer.panel && 'viewer-with-side')}>
      <Toolbar viewer={viewer} mayAttach={mayAttach} />
      <SeriesList imaging={imaging} viewer={viewer} />
      <div className="viewer-panes">
        <PaneView viewer={viewer} at={0} caseId={caseId} patient={patient} />
        {viewer.two && <PaneView viewer={viewer} at={1} caseId={caseId} patient={patient} />}
      </div>
      <SidePanel viewer={viewer} />
      {viewer.dialog === 'help' && <Help onClose={() => viewer.setDialog(null)} />}
      {viewer.dialog === 'attach' && <Attach {...props} viewer={viewer} onClose={() => viewer.setDialog(null)} />}
    </div>
  )
}

/** Keys work at once, unless somebody is already elsewhere on the page. */
function useFirstFocus(root: RefObject<HTMLDivElement | null>, { shown }: ViewerState): void {
  const open = shown.phase === 'OPEN'
  useEffect(() => {
    if (!open || document.activeElement !== document.body) return
    root.current?.querySelector<HTMLElement>('.viewer-focus')?.focus({ preventScroll: true })
  }, [open, root])
}
