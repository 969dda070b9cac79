import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { HomeView } from '#lib/patient/rehoming/queries.ts'

type Props = {
  patient: { id: string; name: string }
  home: HomeView | null
  zone: string
  offer: FormAction
  endOffer: FormAction
}

/** Giving an animal a new home, on its earlier owner's page. */
export function NewHomeCard({ patient: { id, name }, home, zone, offer, endOffer }: Props) {
  if (home?.acceptedAt)
    return (
      <Card title={`${name} lives with ${home.name} now`}>
        <p>
          Since <Time value={home.acceptedAt} zone={zone} detail="date" />. What was asked and recorded before stays
          yours, and {home.name} sees nothing of it. On the page “Who sees what” of a case you can let them read along.
        </p>
      </Card>
    )
  if (home?.open)
    return (
      <Card title={`${name} is offered to ${home.name}`}>
        <p className="mb-3">
          The offer went to <span className="wrap-anywhere">{home.email}</span> and stands until{' '}
          <Time value={home.expiresAt} zone={zone} detail="date" />. Until it is taken up, nothing changes.
        </p>
        <ActionForm action={endOffer} okMessage="toast" label="Take the offer back">
          <input type="hidden" name="homeId" value={home.id} />
          <SubmitButton size="small" variant="quiet-danger" pendingLabel="One moment">
            Take the offer back
          </SubmitButton>
        </ActionForm>
      </Card>
    )
  return (
    <details className="card">
      <summary className="link px-4.5 py-3.5">If {name} gets a new home</summary>
      <div className="px-4.5 pb-4">
        <ActionForm action={offer} label={`A new home for ${name}`} className="grid gap-4">
          <input type="hidden" name="patientId" value={id} />
          <p>
            The new owner gets {name} with species, breed, sex, birthday and weight, and nothing of earlier cases and
            records: those stay yours, and of whoever owns {name} with you. Open cases stay with you, too. You can let
            them read single cases afterwards.
          </p>
          <Field name="name" label="Who is the new owner?" hint="As you call them." required>
            <Input autoComplete="off" maxLength={80} />
          </Field>
          <Field name="email" label="Their e-mail address" hint="They get a link that stands for 14 days." required>
            <Input type="email" inputMode="email" autoComplete="off" spellCheck={false} />
          </Field>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Sending">
              Send the offer
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </details>
  )
}
