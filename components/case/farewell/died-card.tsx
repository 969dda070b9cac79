import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { formatTime } from '#components/ui/time-format.ts'

type Props = {
  name: string
  diedOn: Date | null
  /** What the form posts beside the day: the case, or the animal. */
  target: { name: 'caseId' | 'patientId'; value: string }
  note: FormAction
  takeBack: FormAction
}

/** Saying that an animal has died, and taking a mistake back. */
export function DiedCard({ name, diedOn, target, note, takeBack }: Props) {
  const hidden = <input type="hidden" name={target.name} value={target.value} />
  if (diedOn)
    return (
      <Card title={`${name} died on ${formatTime(diedOn, 'date', { zone: 'UTC' })}`}>
        <ActionForm action={takeBack} okMessage="toast" label="A mistake" className="grid gap-3">
          {hidden}
          <p className="text-muted">Is this a mistake? It can be taken back, and everybody on open cases is told.</p>
          <div>
            <SubmitButton size="small" variant="quiet" pendingLabel="One moment">
              Take it back: {name} is alive
            </SubmitButton>
          </div>
        </ActionForm>
      </Card>
    )
  return (
    <details className="card">
      <summary className="link px-4.5 py-3.5">If {name} has died</summary>
      <div className="px-4.5 pb-4">
        <ActionForm action={note} okMessage="toast" label={`${name} has died`} className="grid gap-4">
          {hidden}
          <p>
            We are sorry. When you say so here, reminders stop, and everybody on open cases is told. What is still open
            stays open until you choose: you may still want the answer.
          </p>
          <Field name="diedOn" label="On which day?" required>
            <Input type="date" />
          </Field>
          <div>
            <SubmitButton variant="secondary" pendingLabel="One moment">
              {name} has died
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </details>
  )
}
