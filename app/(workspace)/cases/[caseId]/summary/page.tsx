import { SummaryPage } from '#components/case/summary/summary-page.tsx'
import { readSummary } from '#lib/case/summary/queries.ts'
import { casePage } from '#lib/web/page.ts'

const page = casePage('records.read', {
  path: ({ caseId }) => `/cases/${caseId}/summary`,
  load: ({ db, actor, access }) => readSummary(db, actor, access),
  title: ({ patient }) => `Summary · ${patient}`,
  render: ({ view, shell }) => <SummaryPage view={view} shell={shell} />,
})

export const generateMetadata = page.metadata
export default page.Page
