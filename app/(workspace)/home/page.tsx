import { markPlan } from '#app/(workspace)/cases/[caseId]/recommendation/actions.ts'
import { OwnerHome } from '#components/case/request/owner-home.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ownCases } from '#lib/case/home.ts'
import { supportedCases } from '#lib/case/support/queries.ts'
import { listPatients } from '#lib/patient/queries.ts'
import { personPage, type Search } from '#lib/web/page.ts'
import { asSelf } from '#lib/web/self.ts'

const page = personPage({
  path: () => '/home',
  load: async ({ db, actor }, _params, search: Search) => {
    const self = asSelf(actor)
    return {
      cases: await ownCases(db, self, search.past),
      helping: await supportedCases(db, self),
      animals: await listPatients(db, self, { after: animalAfter(search.animals) }),
      later: search.past !== undefined || search.animals !== undefined,
    }
  },
  title: () => 'Your animals and cases',
  render: ({ view, shell }) => (
    <Workspace shell={shell} current="/home">
      <OwnerHome {...view} zone={shell.timeZone} done={markPlan} />
    </Workspace>
  ),
})

const animalAfter = (given: string | string[] | undefined): string | null =>
  typeof given === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given) ? given : null

export const generateMetadata = page.metadata
export default page.Page
