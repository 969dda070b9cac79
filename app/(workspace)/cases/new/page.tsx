import { NewRequest } from '#components/case/request/new-request.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { offerOf } from '#lib/case/directory.ts'
import { asSituation } from '#lib/case/wishes.ts'
import { listPatients } from '#lib/patient/queries.ts'
import { personPage } from '#lib/web/page.ts'
import { asSelf } from '#lib/web/self.ts'
import { startRequest } from './actions.ts'

const page = personPage({
  path: (_params, search) => {
    const kept = ['hospital', 'service', 'patient', 'situation'].flatMap((name) => {
      const value = search[name]
      return typeof value === 'string' ? [[name, value]] : []
    })
    return kept.length > 0 ? `/cases/new?${new URLSearchParams(kept)}` : '/cases/new'
  },
  load: async (unit, _params, search) => {
    const { patients } = await listPatients(unit.db, asSelf(unit.actor), { take: 100 })
    return {
      // The page begins with the living; somebody who asks about one that has died comes from its own page.
      patients: patients.filter(({ id, diedOn, rehomedAt }) => !rehomedAt && (!diedOn || id === search.patient)),
      preselected: search.patient,
      situation: asSituation(search.situation),
      offer: await offerOf(unit.db, search),
    }
  },
  title: () => 'Ask for a second opinion',
  render: ({ view, shell }) => (
    <Workspace shell={shell} current="/home">
      <NewRequest
        patients={view.patients}
        preselected={typeof view.preselected === 'string' ? view.preselected : null}
        offer={view.offer}
        situation={view.situation}
        start={startRequest}
      />
    </Workspace>
  ),
})

export const generateMetadata = page.metadata
export default page.Page
