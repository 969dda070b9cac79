'use client'
import { type KeyboardEvent, useRef } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import type { Pdf } from './pdf-engine.ts'
import { PdfPages } from './pdf-pages.tsx'
import { PdfPassword } from './pdf-password.tsx'
import { PdfTools } from './pdf-tools.tsx'
import { usePdf } from './use-pdf.ts'

type Props = { caseId: string; recordId: string; name: string; note: string | null }

/** A PDF with its pages, search and zoom. Its library comes when this is shown. */
export function DocumentPdf({ caseId, recordId, name, note }: Props) {
  const container = useRef<HTMLDivElement>(null)
  const viewer = useRef<HTMLDivElement>(null)
  const { pdf, state, trouble, asking } = usePdf({ caseId, recordId, container, viewer, note })
  if (trouble) return <Notice tone="warn">{trouble}</Notice>
  return (
    <div className="doc-viewer">
      <PdfTools pdf={pdf} state={state} />
      {asking && <PdfPassword wrong={asking.wrong} onAnswer={asking.answer} />}
      <div className="doc-pdf">
        {pdf && pdf.document.numPages > 1 && <PdfPages pdf={pdf} current={state.page} />}
        <div className="doc-pdf-frame">
          {!pdf && !asking && (
            <p className="p-4 text-muted" role="status">
              Loading …
            </p>
          )}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what scrolls is also made larger by keys */}
          <div
            ref={container}
            tabIndex={0}
            role="group"
            aria-label={`${name}: plus and minus for size, 0 to fit`}
            className="doc-pdf-scroll"
            onKeyDown={(event) => pdf && onKey(event, pdf)}
          >
            <div ref={viewer} className="pdfViewer" />
          </div>
        </div>
      </div>
    </div>
  )
}

function onKey(event: KeyboardEvent, { larger, smaller, fit }: Pdf): void {
  const keys: Record<string, () => void> = { '+': larger, '=': larger, '-': smaller, '0': fit }
  const does = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
  if (!does) return
  event.preventDefault()
  does()
}
