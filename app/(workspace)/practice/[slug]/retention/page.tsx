import { Retention } from '#components/organization/retention.tsx'
import { retentionOf } from '#lib/case/retention/queries.ts'
import { orgPage } from '#lib/web/page.ts'

const page = orgPage('org.retention', {
  load: ({ db, org }) => retentionOf(db, org, 'PRACTICE'),
  title: ({ organization }) => `How long ${organization.name} keeps cases`,
  path: ({ slug }) => `/practice/${slug}/retention`,
  render: ({ view, shell }) => <Retention view={view} shell={shell} />,
})

export const generateMetadata = page.metadata
export default page.Page
