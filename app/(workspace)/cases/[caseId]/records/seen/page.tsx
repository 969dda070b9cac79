import { sideNames } from '#components/case/records/names.ts'
import { SeenTable } from '#components/case/records/seen-table.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ArrowLeft, Download, Eye } from '#components/ui/icons.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import type { CaseFrame } from '#lib/case/frame.ts'
import { listSeen, type SeenPage } from '#lib/case/records/seen.ts'
import { casePage } from '#lib/web/page.ts'
import type { Shell } from '#lib/web/shell.ts'

const page = casePage('records.read', {
  load: ({ db, access }, _params, search) => listSeen(db, access, { after: search.after, record: search.record }),
  title: (view) => `Who has seen the records · ${view.title}`,
  path: (params) => `/cases/${params.caseId}/records/seen`,
  render: ({ view, shell, frame }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="records">
      <Seen view={view} shell={shell} frame={frame} />
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page

function Seen({ view, shell, frame }: { view: SeenPage; shell: Shell; frame: CaseFrame }) {
  const path = `/cases/${frame.caseId}/records`
  const of = view.recordId ? `record=${view.recordId}&` : ''
  const title = view.recordName ? `Who has seen “${view.recordName}”` : 'Who has seen the records'
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto min-w-0 break-words">{title}</h2>
        <ButtonLink href={path} size="small" variant="quiet">
          <ArrowLeft /> Records
        </ButtonLink>
        {view.items.length > 0 && !view.recordId && (
          <ButtonLink href={`/api${path}/seen`} size="small" download="">
            <Download /> As a table (CSV)
          </ButtonLink>
        )}
      </div>
      <p className="text-muted">
        {view.all
          ? 'Every time somebody opens or downloads a record, it is written here and cannot be changed afterwards.'
          : 'What you and your colleagues have opened. Owner and practice read this list too.'}
      </p>
      {view.items.length === 0 ? (
        <Card>
          <EmptyState title="Nobody has looked yet" icon={Eye}>
            <p>As soon as somebody opens or downloads a record, their name and the time stand here.</p>
          </EmptyState>
        </Card>
      ) : (
        <Card flush>
          <SeenTable items={view.items} names={sideNames(frame)} zone={shell.timeZone} caption={title} />
        </Card>
      )}
      <Pagination
        previous={view.first ? null : `${path}/seen${view.recordId ? `?record=${view.recordId}` : ''}`}
        next={view.next && `${path}/seen?${of}after=${view.next}`}
        label="Pages of looks"
      />
    </>
  )
}
