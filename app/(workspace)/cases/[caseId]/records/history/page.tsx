import { sideNames } from '#components/case/records/names.ts'
import { RecordsTabs } from '#components/case/records/records-tabs.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { HistorySections } from '#components/patient/history/history-sections.tsx'
import { uuidV7 } from '#lib/id.ts'
import { readRemoved, seeHistory } from '#lib/patient/history/queries.ts'
import { HISTORY_KINDS } from '#lib/patient/history/rules.ts'
import { casePage, type Search } from '#lib/web/page.ts'

const page = casePage('records.read', {
  load: async ({ db, actor, access }, _params, search) => ({
    history: await seeHistory(db, actor, access),
    removed: access.can('history.write') ? await readRemoved(db, access, search.removed) : null,
    open: access.can('history.write') ? openForm(search) : {},
    newId: uuidV7(),
    today: new Date().toISOString().slice(0, 10),
  }),
  title: ({ history }) => `History · ${history.title || 'New request'}`,
  path: (params) => `/cases/${params.caseId}/records/history`,
  render: ({ view, shell, frame }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="records">
      <RecordsTabs caseId={frame.caseId} current="history" />
      <HistorySections
        {...view}
        context={{
          caseId: frame.caseId,
          side: frame.side,
          names: sideNames(frame),
          zone: shell.timeZone,
          mayWrite: frame.can('history.write'),
        }}
      />
    </CaseWorkspace>
  ),
})

/** Which form stands open: one for a new line of a kind, or the one of a line that is there. */
function openForm(search: Search) {
  return {
    add: HISTORY_KINDS.find((kind) => kind === search.add),
    edit: typeof search.edit === 'string' ? search.edit : undefined,
    added: typeof search.added === 'string' ? search.added : undefined,
  }
}

export const generateMetadata = page.metadata
export default page.Page
