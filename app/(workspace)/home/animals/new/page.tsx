import { addAnimal } from '#app/(workspace)/home/animals/actions.ts'
import { AnimalForm } from '#components/case/request/animal-form.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { asSelf } from '#lib/web/self.ts'
import { personPage } from '#lib/web/page.ts'

const page = personPage({
  path: () => '/home/animals/new',
  load: async ({ actor }) => void asSelf(actor),
  title: () => 'Add an animal',
  render: ({ shell }) => (
    <Workspace shell={shell} current="/home">
      <div className="page page-form">
        <h1 className="text-large">Add an animal</h1>
        <p className="mt-1 mb-6 max-w-text text-muted">
          Name and species are enough to begin. The rest helps the specialists: you can add it later.
        </p>
        <AnimalForm action={addAnimal} />
      </div>
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
