import { sideNames } from '#components/case/records/names.ts'
import { RecordsTabs } from '#components/case/records/records-tabs.tsx'
import { CaseWorkspace } from '#components/case/workspace.tsx'
import { Laboratory } from '#components/patient/laboratory/laboratory.tsx'
import { uuidV7 } from '#lib/id.ts'
import { filesToRead } from '#lib/patient/laboratory/files.ts'
import { readSheet, seeLab } from '#lib/patient/laboratory/queries.ts'
import { casePage, type Search } from '#lib/web/page.ts'

const page = casePage('records.read', {
  load: async ({ db, actor, access }, _params, search) => {
    const mayWrite = access.can('history.write')
    return {
      lab: await seeLab(db, actor, access, systemOf(search)),
      files: mayWrite ? await filesToRead(db, access) : [],
      sheet: mayWrite ? await readSheet(db, access, search.sheet ?? search.removed) : null,
      adding: mayWrite && search.add !== undefined,
      said: { added: count(search.added), already: count(search.already), leftOut: count(search.leftOut) },
      newId: uuidV7(),
    }
  },
  title: ({ lab }) => `Laboratory · ${lab.title || 'New request'}`,
  path: (params) => `/cases/${params.caseId}/records/lab`,
  render: ({ view, shell, frame }) => (
    <CaseWorkspace shell={shell} frame={frame} stage="records">
      <RecordsTabs caseId={frame.caseId} current="lab" />
      <Laboratory
        view={view}
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

const systemOf = ({ units }: Search) => (units === 'si' || units === 'conventional' ? units : 'reported')

/** A number that an action put into the address, to be told; null for anything else. */
const count = (text: unknown): number | null =>
  typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : null

export const generateMetadata = page.metadata
export default page.Page
