import { NewRequest } from '#components/case/request/new-request.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { readHospital } from '#lib/case/directory.ts'
import { asSituation } from '#lib/case/wishes.ts'
import { AppError } from '#lib/errors.ts'
import { listPatients } from '#lib/patient/queries.ts'
import { personPage, type Search } from '#lib/web/page.ts'
import { asSelf } from '#lib/web/self.ts'
import type { PersonUnit } from '#lib/web/unit.ts'
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
      patients,
      preselected: search.patient,
      situation: asSituation(search.situation),
      offer: await offerOf(unit, search),
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

/** The hospital's service that the person came from, if it is still there. */
async function offerOf(
  { db }: PersonUnit,
  search: Search,
): Promise<{ id: string; hospital: string; name: string } | null> {
  if (typeof search.hospital !== 'string') return null
  try {
    const hospital = await readHospital(db, search.hospital.slice(0, 200).replaceAll('\u0000', ''))
    const service = hospital.services.find(({ id }) => id === search.service) ?? hospital.services[0]
    return service ? { id: service.id, hospital: hospital.name, name: service.name } : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

export const generateMetadata = page.metadata
export default page.Page
