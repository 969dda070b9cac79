import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { TriageView } from '#lib/case/triage/queries.ts'

type Props = {
  caseId: string
  view: TriageView
  mayMoney: boolean
  /** Who pays, by name. */
  payer: string
  accept: FormAction
}

/** The fee before work: filled in from the service, so that a coordinator mostly presses the button. */
export function AcceptForm({ caseId, view, mayMoney, payer, accept }: Props) {
  const { hospital, offer, team, assigneeId } = view
  if (!hospital || !offer) return null
  return (
    <Card title="Accept and send an estimate" id="accept">
      {hospital.chargesEnabled ? (
        <ActionForm action={accept} label="Accept and send an estimate" className="grid gap-4">
          <input type="hidden" name="caseId" value={caseId} />
          <div className="grid items-end gap-4 sm:grid-cols-3">
            <Field name="amount" label={`Fee in ${offer.currency}`} hint={offer.service ?? 'The whole fee'} required>
              <Input inputMode="decimal" autoComplete="off" defaultValue={offer.amount} maxLength={30} />
            </Field>
            <Field name="turnaroundHours" label="Hours to answer" hint="From payment, on your clock" required>
              <Input type="number" min={1} max={720} defaultValue={offer.turnaroundHours} />
            </Field>
            <Field
              name="validUntil"
              label="Can be paid until"
              hint={`End of the day, ${hospital.timeZone.replaceAll('_', ' ')}`}
              required
            >
              <Input type="date" defaultValue={offer.validUntil} />
            </Field>
          </div>
          <Field name="assigneeId" label="Responsible" optional>
            <Select defaultValue={assigneeId ?? ''}>
              <TeamOptions team={team} />
            </Select>
          </Field>
          <Field name="note" label={`Note to ${payer}`} hint="What the fee includes, what you will look at." optional>
            <Textarea rows={2} maxLength={2000} />
          </Field>
          <p className="text-small text-muted">
            The full amount goes to {payer} by mail, to be paid at once. Whoever else takes part learns that you
            accepted, not the sum.
          </p>
          <p>
            <SubmitButton pendingLabel="Sending the estimate">Accept and send estimate</SubmitButton>
          </p>
        </ActionForm>
      ) : (
        <Notice
          tone="warn"
          title={`${hospital.name} cannot collect fees yet`}
          action={
            mayMoney ? (
              <ButtonLink size="small" href={`/hospital/${hospital.slug}/money`}>
                Open Money
              </ButtonLink>
            ) : undefined
          }
        >
          An estimate could not be paid. An administrator of {hospital.name} connects the account for payments under
          Money; then you can accept here.
        </Notice>
      )}
    </Card>
  )
}

/** Options of a select that names somebody of the clinical team. */
export function TeamOptions({ team }: { team: TriageView['team'] }) {
  return (
    <>
      <option value="">Nobody yet</option>
      {team.map(({ personId, name, credentials }) => (
        <option key={personId} value={personId}>
          {[name, credentials].filter(Boolean).join(', ')}
        </option>
      ))}
    </>
  )
}
