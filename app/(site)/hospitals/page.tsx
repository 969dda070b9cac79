import { Directory } from '#components/case/request/directory.tsx'
import { directoryFilter, listHospitals } from '#lib/case/directory.ts'
import { publicPage } from '#lib/web/page.ts'

const page = publicPage({
  path: () => '/hospitals',
  load: async ({ db }, _params, search) => {
    const filter = directoryFilter.parse(search)
    return { filter, ...(await listHospitals(db, filter)) }
  },
  title: () => 'Hospitals',
  render: ({ view }) => <Directory {...view} />,
})

export const generateMetadata = page.metadata
export default page.Page
