import { Team } from '#components/organization/team.tsx'
import { teamOf } from '#lib/organization/queries.ts'
import { orgPage } from '#lib/web/page.ts'

const page = orgPage('org.team', {
  load: ({ db, actor, org }) => teamOf(db, actor, org, 'HOSPITAL'),
  title: ({ organization }) => `Team of ${organization.name}`,
  path: ({ slug }) => `/hospital/${slug}/team`,
  render: ({ view, shell }) => <Team view={view} shell={shell} />,
})

export const generateMetadata = page.metadata
export default page.Page
