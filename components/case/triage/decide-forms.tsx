import { ActionForm } from '#components/ui/action-form.tsx'
import type { FormAction } from '#components/ui/action-state.ts'
import { Card } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Fieldset } from '#components/ui/fieldset.tsx'
import { Select } from '#components/ui/select.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { TriageView } from '#lib/case/triage/queries.ts'
import { DECLINE_REASONS, DECLINE_WORDS } from '#lib/case/triage/rules.ts'
import { TeamOptions } from './accept-form.tsx'

type AskProps = {
  caseId: string
  practice: string
  owner: string
  /** Null: the practice takes no part, so only the owner can be asked. */
  practiceTakesPart: boolean
  /** A consultation: the owner is asked for nothing. */
  vetsOnly: boolean
  pauses: boolean
  action: FormAction
}

/** Asks for what is missing; the turn goes to whoever is asked. */
export function AskForm({ caseId, practice, owner, practiceTakesPart, vetsOnly, pauses, action }: AskProps) {
  return (
    <Card title="Ask for information" id="ask">
      <ActionForm action={action} label="Ask for information" className="grid gap-4">
        <input type="hidden" name="caseId" value={caseId} />
        {vetsOnly && (
          <>
            <input type="hidden" name="askedOf" value="PRACTICE" />
            <p className="text-small text-muted">{practice} will be asked: a consultation is between vets.</p>
          </>
        )}
        {!vetsOnly && practiceTakesPart && (
          <Fieldset name="askedOf" legend="Whom do you ask?" required>
            <div className="flex flex-wrap gap-x-6">
              <Checkbox type="radio" value="PRACTICE" label={practice} hint="Attending practice" defaultChecked />
              <Checkbox type="radio" value="OWNER" label={owner} hint="Owner" />
            </div>
          </Fieldset>
        )}
        {!vetsOnly && !practiceTakesPart && (
          <>
            <input type="hidden" name="askedOf" value="OWNER" />
            <p className="text-small text-muted">
              {owner} will be asked: {practice} takes no part in this case.
            </p>
          </>
        )}
        <Field name="question" label="What do you need to know?" required>
          <Textarea rows={3} maxLength={2000} />
        </Field>
        <p className="text-small text-muted">
          {pauses
            ? 'The turnaround is paused until the answer is there.'
            : 'Your time to decide begins anew when the answer is there.'}{' '}
          Without an answer the case ends after 30 days.
        </p>
        <p>
          <SubmitButton variant="secondary" pendingLabel="Asking">
            Ask
          </SubmitButton>
        </p>
      </ActionForm>
    </Card>
  )
}

/** Says no, with the reason and what helps next: both go to owner and practice as they are written. */
export function DeclineForm({ caseId, action }: { caseId: string; action: FormAction }) {
  return (
    <Card title="Decline" id="decline">
      <ActionForm action={action} label="Decline" className="grid gap-4">
        <input type="hidden" name="caseId" value={caseId} />
        <Fieldset name="reason" legend="Why?" required>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {DECLINE_REASONS.map((reason) => (
              <Checkbox
                key={reason}
                type="radio"
                value={reason}
                label={DECLINE_WORDS[reason].label}
                hint={DECLINE_WORDS[reason].hint}
              />
            ))}
          </div>
        </Fieldset>
        <Field
          name="explanation"
          label="In your words"
          hint="Owner and practice both get this by mail, word for word."
          required
        >
          <Textarea rows={3} maxLength={2000} />
        </Field>
        <Field
          name="suggestion"
          label="What may help next"
          hint="Left empty, they read a suggestion that fits the reason."
          optional
        >
          <Textarea rows={2} maxLength={1000} />
        </Field>
        <p>
          <SubmitButton variant="danger" pendingLabel="Declining">
            Decline the case
          </SubmitButton>
        </p>
      </ActionForm>
    </Card>
  )
}

type AssignProps = { caseId: string; view: TriageView; me: string | null; action: FormAction }

/** Who of the hospital looks after this case; one press takes it. */
export function AssignForm({ caseId, view, me, action }: AssignProps) {
  const { team, assigneeId } = view
  const mayTake = me !== null && assigneeId !== me && team.some(({ personId }) => personId === me)
  return (
    <Card title="Responsible">
      {/* The key puts the stored choice back on screen after a change. */}
      <ActionForm key={assigneeId} action={action} label="Responsible" okMessage="silent" className="grid gap-2.5">
        <input type="hidden" name="caseId" value={caseId} />
        <Field name="assigneeId" label="Who looks after this case" labelHidden>
          <Select defaultValue={assigneeId ?? ''}>
            <TeamOptions team={team} />
          </Select>
        </Field>
        <p className="flex flex-wrap gap-2">
          <SubmitButton variant="secondary" size="small" pendingLabel="Saving">
            Assign
          </SubmitButton>
          {/* Comes after the list in the form, so that its value counts. */}
          {mayTake && (
            <SubmitButton variant="quiet" size="small" pendingLabel="Saving" name="assigneeId" value={me}>
              Take it myself
            </SubmitButton>
          )}
        </p>
      </ActionForm>
    </Card>
  )
}
