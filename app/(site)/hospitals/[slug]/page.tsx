import { HospitalPage } from '#components/site/hospital-page.tsx'
import { readHospital } from '#lib/case/directory.ts'
import { publicPage } from '#lib/web/page.ts'

const page = publicPage({
  path: ({ slug }) => `/hospitals/${slug}`,
  load: async ({ db, actor }, { slug = '' }) => ({
    ...(await readHospital(db, slug.replaceAll('\u0000', ''))),
    // Somebody who acts for a practice refers or asks for it.
    practice: actor?.hat.kind === 'PRACTICE' ? actor.hat.slug : null,
  }),
  title: (hospital) => hospital.name,
  render: ({ view: { practice, ...view } }) => {
    const hours = view.services.map((service) => service.turnaroundHours)
    return (
      <HospitalPage
        hospital={{ ...view, verified: true, turnaroundHours: Math.max(...hours, 0) }}
        services={view.services.map(({ feeMinor: minor, currency, ...service }) => ({
          ...service,
          fee: { minor, currency },
        }))}
        {...(practice && {
          askHref: (service) => `/practice/${practice}/new?hospital=${view.slug}&service=${service.id}`,
        })}
      />
    )
  },
})

export const generateMetadata = page.metadata
export default page.Page
