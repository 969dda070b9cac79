import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { PatientView } from '#lib/patient/queries.ts'
import { PatientFields } from './patient-fields.tsx'

/** Adding an animal, or changing one that is there. */
export function AnimalForm({ action, patient }: { action: FormAction; patient?: PatientView }) {
  return (
    <ActionForm action={action} label="The animal" className="grid gap-6" okMessage="silent">
      {patient && (
        <>
          <input type="hidden" name="patientId" value={patient.id} />
          <input type="hidden" name="version" value={patient.version} />
        </>
      )}
      <PatientFields {...(patient ? { patient } : {})} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton size="large">{patient ? 'Save' : 'Add'}</SubmitButton>
        <ButtonLink href="/home" size="large" variant="quiet">
          Cancel
        </ButtonLink>
      </div>
    </ActionForm>
  )
}
