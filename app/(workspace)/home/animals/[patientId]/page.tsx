import { z } from 'zod'
import {
  askToOwnTogether,
  editAnimal,
  endCoOwnership,
  endNewHomeOffer,
  leaveAnimal,
  noteOwnAnimalDied,
  offerNewHome,
  takeOwnDeathBack,
} from '#app/(workspace)/home/animals/actions.ts'
import { DiedCard } from '#components/case/farewell/died-card.tsx'
import { AnimalForm } from '#components/case/request/animal-form.tsx'
import { LifeOf } from '#components/patient/life.tsx'
import { NewHomeCard } from '#components/patient/new-home.tsx'
import { OwnersCard } from '#components/patient/owners.tsx'
import { Workspace } from '#components/shell/workspace.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { notFound } from '#lib/errors.ts'
import { lifeOf } from '#lib/patient/life.ts'
import { ownershipOf } from '#lib/patient/owners/queries.ts'
import { type PatientView, readPatient } from '#lib/patient/queries.ts'
import { homeOf } from '#lib/patient/rehoming/queries.ts'
import { asSelf } from '#lib/web/self.ts'
import { personPage } from '#lib/web/page.ts'
import { signalment } from '#lib/words.ts'

const page = personPage({
  path: ({ patientId }) => `/home/animals/${patientId}`,
  load: async ({ db, actor }, { patientId }) => {
    const id = z.uuid().safeParse(patientId)
    if (!id.success) throw notFound()
    const self = asSelf(actor)
    const patient = await readPatient(db, id.data)
    return {
      patient,
      life: await lifeOf(db, patient),
      home: await homeOf(db, self, patient.id),
      ownership: await ownershipOf(db, self, patient),
      reader: self.personId,
    }
  },
  title: ({ patient }) => patient.name,
  render: ({ view: { patient, life, home, ownership, reader }, shell }) => (
    <Workspace shell={shell} current="/home">
      <div className="page page-form grid gap-6">
        <Head patient={patient} />
        {patient.diedOn && <Died patient={patient} />}
        <LifeOf life={life} name={patient.name} zone={shell.timeZone} />
        <section className="grid gap-4" aria-labelledby="animal-facts">
          <h2 id="animal-facts" className="text-title">
            About {patient.name}
          </h2>
          <AnimalForm action={editAnimal} patient={patient} />
        </section>
        <OwnersCard
          patient={patient}
          ownership={ownership}
          reader={reader}
          zone={shell.timeZone}
          actions={{ invite: askToOwnTogether, end: endCoOwnership, leave: leaveAnimal }}
        />
        {!patient.diedOn && <Died patient={patient} />}
        {!patient.diedOn && ownership.first && (
          <NewHomeCard
            patient={patient}
            home={home}
            zone={shell.timeZone}
            offer={offerNewHome}
            endOffer={endNewHomeOffer}
          />
        )}
      </div>
    </Workspace>
  ),
})

function Head({ patient }: { patient: PatientView }) {
  return (
    <div className="page-head">
      <div>
        <h1 className="text-large">{patient.name}</h1>
        <p className="text-muted">{signalment(patient)}</p>
      </div>
      {!patient.diedOn && !patient.rehomedAt && (
        <ButtonLink href={`/cases/new?patient=${patient.id}`} variant="primary">
          Ask about {patient.name}
        </ButtonLink>
      )}
    </div>
  )
}

/** Before all else once it has happened, after all else as long as it has not. */
function Died({ patient: { id, name, diedOn } }: { patient: PatientView }) {
  return (
    <DiedCard
      name={name}
      diedOn={diedOn}
      target={{ name: 'patientId', value: id }}
      note={noteOwnAnimalDied}
      takeBack={takeOwnDeathBack}
    />
  )
}

export const generateMetadata = page.metadata
export default page.Page
