import { HospitalPage } from '#components/site/hospital-page.tsx'
import { FEWEST_MEASURED, measuredTurnaround, readHospital } from '#lib/case/directory.ts'
import { specialistsOf } from '#lib/organization/credentials.ts'
import { publicPage } from '#lib/web/page.ts'

const page = publicPage({
  path: ({ slug }) => `/hospitals/${slug}`,
  load: async ({ db, actor }, { slug = '' }) => {
    const hospital = await readHospital(db, slug.replaceAll('\u0000', ''))
    const { answered, hours } = await measuredTurnaround(db, hospital.id)
    return {
      ...hospital,
      measuredHours: answered >= FEWEST_MEASURED ? hours : null,
      team: await specialistsOf(db, hospital.id),
      // Somebody who acts for a practice refers or asks for it.
      practice: actor?.hat.kind === 'PRACTICE' ? actor.hat.slug : null,
    }
  },
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
        team={view.team}
        {...(practice && {
          askHref: (service) => `/practice/${practice}/new?hospital=${view.slug}&service=${service.id}`,
        })}
      />
    )
  },
})

export const generateMetadata = page.metadata
export default page.Page
