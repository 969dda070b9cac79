import { HospitalPage } from '#components/site/hospital-page.tsx'
import { readHospital } from '#lib/case/directory.ts'
import { publicPage } from '#lib/web/page.ts'

const page = publicPage({
  path: ({ slug }) => `/hospitals/${slug}`,
  load: async ({ db }, { slug = '' }) => readHospital(db, slug.replaceAll('\u0000', '')),
  title: (hospital) => hospital.name,
  render: ({ view }) => {
    const hours = view.services.map((service) => service.turnaroundHours)
    return (
      <HospitalPage
        hospital={{ ...view, verified: true, turnaroundHours: Math.max(...hours, 0) }}
        services={view.services.map(({ feeMinor: minor, currency, ...service }) => ({
          ...service,
          fee: { minor, currency },
        }))}
      />
    )
  },
})

export const generateMetadata = page.metadata
export default page.Page
