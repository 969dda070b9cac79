import { z } from 'zod'
import { editAnimal } from '#app/(workspace)/home/animals/actions.ts'
import { AnimalForm } from '#components/case/request/animal-form.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { notFound } from '#lib/errors.ts'
import { readPatient } from '#lib/patient/queries.ts'
import { asSelf } from '#lib/web/self.ts'
import { personPage } from '#lib/web/page.ts'

const page = personPage({
  path: ({ patientId }) => `/home/animals/${patientId}`,
  load: async ({ db, actor }, { patientId }) => {
    const id = z.uuid().safeParse(patientId)
    if (!id.success) throw notFound()
    return readPatient(db, asSelf(actor), id.data)
  },
  title: (patient) => patient.name,
  render: ({ view, shell }) => (
    <Workspace shell={shell} current="/home">
      <div className="page page-form">
        <h1 className="mb-6 text-large">{view.name}</h1>
        <AnimalForm action={editAnimal} patient={view} />
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
