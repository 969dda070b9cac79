import { Services } from '#components/services/services.tsx'
import { servicesOf } from '#lib/organization/services.ts'
import { orgPage } from '#lib/web/page.ts'
import { add, change, profile, promise, turn } from './actions.ts'

const page = orgPage('org.services', {
  path: ({ slug }) => `/hospital/${slug}/services`,
  load: ({ db, org }) => servicesOf(db, org),
  title: ({ hospital }) => `Services of ${hospital.name}`,
  render: ({ view, shell }) => (
    <Services view={view} shell={shell} actions={{ add, change, switch: turn, promise, profile }} />
  ),
})

export const generateMetadata = page.metadata
export default page.Page
