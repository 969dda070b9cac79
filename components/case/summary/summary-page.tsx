import { Workspace } from '#components/shell/workspace.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { ArrowLeft, Download } from '#components/ui/icons.tsx'
import { PrintButton } from '#components/ui/print-button.tsx'
import type { SummaryView } from '#lib/case/summary/view.ts'
import type { Shell } from '#lib/web/shell.ts'
import { SummarySheet } from './summary-sheet.tsx'

/** The case on one page, to read, print or take along. */
export function SummaryPage({ view, shell }: { view: SummaryView; shell: Shell }) {
  const base = `/cases/${view.caseId}`
  return (
    <Workspace shell={shell}>
      <div className="page summary-page">
        <div className="no-print mb-4 grid gap-3">
          <Breadcrumb
            items={[{ label: `${view.patient}, ${view.number}`, href: base }, { label: 'One-page summary' }]}
          />
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={base} variant="quiet" size="small">
              <ArrowLeft /> The case
            </ButtonLink>
            <ButtonLink href={`/api${base}/summary/pdf`} size="small" download="">
              <Download /> Download as PDF
            </ButtonLink>
            <PrintButton size="small" />
          </div>
        </div>
        <SummarySheet view={view} />
      </div>
    </Workspace>
  )
}
