import { redirect } from 'next/navigation'
import { landingStage } from '#lib/case/landing.ts'
import { casePage } from '#lib/web/page.ts'

/** Leads to the stage that matters now for this reader. */
const page = casePage('case.read', {
  path: ({ caseId }) => `/cases/${caseId}`,
  load: async ({ access }) => landingStage(access.row.status, access.side, access.can),
  title: () => 'Case',
  render: ({ view, frame }) => redirect(`/cases/${frame.caseId}/${view}`),
})

export const generateMetadata = page.metadata
export default page.Page
