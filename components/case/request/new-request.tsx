import Link from 'next/link'
import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ChoiceCard } from '#components/ui/choice-card.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { ArrowRight } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { NEW_ANIMAL } from '#lib/case/request/schema.ts'
import type { PatientView } from '#lib/patient/queries.ts'
import { signalment } from '#lib/words.ts'
import { PatientFields } from './patient-fields.tsx'

type Props = {
  patients: PatientView[]
  preselected: string | null
  /** The hospital's service that the person came from. */
  offer: { id: string; hospital: string; name: string } | null
  /** Why, where a page that tells of situations led here; '' when it was not said. */
  situation: string
  start: FormAction
}

/** The first page: which animal. The draft is made by its button, and everything after is saved as it is typed. */
export function NewRequest({ patients, preselected, offer, situation, start }: Props) {
  const chosen = patients.find(({ id }) => id === preselected) ?? (patients.length === 1 ? patients[0] : null)
  return (
    <div className="page page-form grid gap-6">
      <div>
        <h1 className="text-large">Ask for a second opinion</h1>
        <p className="mt-1 max-w-text text-muted">
          About ten minutes. Everything is saved as you go: you can stop, and go on later on any device. Not sure yet?{' '}
          <Link className="link" href="/is-it-right" prefetch={false}>
            When a second opinion helps
          </Link>
          .
        </p>
      </div>
      <Notice tone="danger" title="Is it an emergency?">
        If your animal is in danger now, call a vet or go to an emergency clinic first.
      </Notice>
      {offer && (
        <Notice title={`Your request goes to ${offer.hospital}`}>
          {offer.name}. You can choose another hospital later.
        </Notice>
      )}
      <ActionForm action={start} label="Begin a request" className="grid gap-6" okMessage="silent">
        {offer && <input type="hidden" name="service" value={offer.id} />}
        {situation && <input type="hidden" name="situation" value={situation} />}
        {patients.length > 0 ? (
          <Fieldset name="patient" legend="Which animal is it about?" required>
            {patients.map((patient) => (
              <ChoiceCard
                key={patient.id}
                value={patient.id}
                title={patient.name}
                hint={signalment(patient)}
                defaultChecked={patient.id === chosen?.id}
              />
            ))}
            <ChoiceCard value={NEW_ANIMAL} title="Another animal" more={<PatientFields />} />
          </Fieldset>
        ) : (
          <>
            <input type="hidden" name="patient" value={NEW_ANIMAL} />
            <PatientFields />
          </>
        )}
        <div>
          <SubmitButton size="large" className="max-sm:w-full">
            Begin <ArrowRight />
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
