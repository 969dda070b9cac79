import { ServiceList } from '#components/services/service-list.tsx'
import { loadServiceList } from '#lib/case/records/readiness/hospital-list.ts'
import { orgPage } from '#lib/web/page.ts'
import { saveItem, takeOff, backToOurs } from './actions.ts'

const page = orgPage('org.services', {
  path: ({ slug, serviceId }) => `/hospital/${slug}/services/${serviceId}/readiness`,
  load: ({ db, org }, { serviceId = '' }) => loadServiceList(db, org, serviceId),
  title: ({ service }) => `What we ask for · ${service.name}`,
  render: ({ view, shell }) => (
    <ServiceList view={view} shell={shell} actions={{ save: saveItem, drop: takeOff, reset: backToOurs }} />
  ),
})

export const generateMetadata = page.metadata
export default page.Page
