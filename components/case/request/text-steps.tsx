import { PlaceSelect } from '#components/case/delivery/place-select.tsx'
import { TellingYourVet } from '#components/case/telling.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Term } from '#components/ui/term.tsx'
import type { RequestView } from '#lib/case/request/queries.ts'
import { StepForm, type StepProps } from './step-form.tsx'
import { TextField } from './text-field.tsx'

type Props = StepProps & { request: RequestView }

/** The first opinion, the plan, the medicines and the decision that is due. */
export function PlanStep({ request, ...form }: Props) {
  return (
    <StepForm step="plan" {...form}>
      <TextField
        name="workingDiagnosis"
        label={
          <>
            What does your vet think it is? This is the{' '}
            <Term explain="The diagnosis that your vet works with for now. It may still change.">
              working diagnosis
            </Term>
            .
          </>
        }
        hint="As you understood it. If nobody knows yet, write “not known yet”."
        value={request.workingDiagnosis}
        required
        rows={3}
        max={4_000}
      />
      <TextField
        name="proposedPlan"
        label="What is planned?"
        hint="Tests, treatment or an operation that was proposed, and whether it has begun."
        value={request.proposedPlan}
        rows={4}
        max={8_000}
      />
      <TextField
        name="medications"
        label="Which medicines and supplements, with doses?"
        hint="One per line, as on the label: name, strength, how much, how often, since when. Write “none” if there are none."
        value={request.medications}
        rows={4}
        max={8_000}
      />
      <TextField
        name="decisionAhead"
        label="Which decision is ahead?"
        hint="For example: whether to go ahead with the operation."
        value={request.decisionAhead}
        rows={2}
        max={2_000}
      />
      <Field name="decisionOn" label="By which day must you decide?" optional hint="Empty if there is no such day.">
        <Input type="date" defaultValue={request.decisionOn ?? ''} className="max-w-60" />
      </Field>
    </StepForm>
  )
}

/** Who the attending vet is, so that they can be asked to share the records and take part. */
export function VetStep({ request, ownerName, ...form }: Props & { ownerName: string }) {
  const name = request.patientName
  const hospital = request.service?.hospital.name ?? 'a specialist hospital'
  return (
    <StepForm step="vet" {...form}>
      <p className="max-w-text">
        A second opinion is best when your own vet takes part: they know {name} and hold the records. When you send the
        request, they get an e-mail with a link. They need no account, and it takes them two minutes.
      </p>
      <TextField
        name="attendingVetName"
        label="Your vet’s name"
        value={request.attendingVetName}
        required
        rows={1}
        max={160}
        autoComplete="off"
      />
      <TextField
        name="attendingVetPractice"
        label="Name of the practice"
        value={request.attendingVetPractice}
        required
        rows={1}
        max={160}
        autoComplete="off"
      />
      <TextField
        name="attendingVetEmail"
        label="E-mail address of the vet or practice"
        hint="You find it on an invoice, or on the practice’s website."
        value={request.attendingVetEmail}
        required
        rows={1}
        max={254}
        type="email"
        autoComplete="off"
      />
      <PlaceSelect patient={name} value={request.livesIn} />
      <details className="rounded-m border border-line p-4">
        <summary className="font-medium">How do I tell my vet?</summary>
        <p className="mt-2 mb-4 max-w-text">
          Asking for a second opinion is normal, and most vets welcome it. Told by you, it comes easier than in a mail
          of ours.
        </p>
        <TellingYourVet
          names={{ vet: request.attendingVetName, patient: name, owner: ownerName, hospital, sent: false }}
          address={request.attendingVetEmail}
        />
      </details>
    </StepForm>
  )
}
