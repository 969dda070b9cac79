import { LeaveOut } from '#components/case/consent/leave-out.tsx'
import { DocumentPage } from '#components/case/records/document-page.tsx'
import { RecordActions } from '#components/case/records/record-actions.tsx'
import { sideNames } from '#components/case/records/names.ts'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { recordSharing } from '#lib/case/consent/record.ts'
import { loadRecordPage } from '#lib/case/records/preview/page.ts'
import { casePage } from '#lib/web/page.ts'

/** A record's own page. It tells facts; the content comes by a link or a preview, and that is the look that is written down. */
const page = casePage('records.read', {
  load: async ({ db, access }, params) => ({
    ...(await loadRecordPage(db, access, params.recordId ?? '')),
    side: access.side,
    sharing: await recordSharing(db, access, params.recordId ?? ''),
  }),
  title: (view) => `${view.name} · ${view.title}`,
  path: (params) => `/cases/${params.caseId}/records/${params.recordId}`,
  render: ({ view, shell, frame }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="records">
      <DocumentPage
        caseId={frame.caseId}
        view={view}
        names={sideNames(frame)}
        zone={shell.timeZone}
        actions={
          view.holder === frame.side && (
            <RecordActions
              caseId={frame.caseId}
              record={{
                id: view.id,
                name: view.name,
                kind: view.kind,
                ...(view.seriesId === null && { day: view.day ?? '' }),
              }}
              mayEdit={frame.can('records.add')}
              mayRemove={frame.can('records.remove')}
            />
          )
        }
      />
      {view.sharing && (
        <LeaveOut caseId={frame.caseId} side={view.side} hospital={sideNames(frame).HOSPITAL} sharing={view.sharing} />
      )}
    </CaseWorkspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
